"""The accounts as a Django app."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """`ilium.web.accounts`, in the database as `accounts`."""

    name = "ilium.web.accounts"
    label = "accounts"
    verbose_name = "Accounts"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Every new user gets a diary of their own."""
        from ilium.web.accounts import signals  # noqa: F401
