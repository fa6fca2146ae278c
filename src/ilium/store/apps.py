"""The store as a Django app."""

from django.apps import AppConfig


class StoreConfig(AppConfig):
    """`ilium.store`, in the database as `store`."""

    name = "ilium.store"
    label = "store"
    verbose_name = "Ilium"
    default_auto_field = "django.db.models.BigAutoField"
