"""What the operator sees: who has an account, not what is in their diary."""

from typing import Any

from django.contrib import admin

from ilium.web.accounts.models import Account, ApiToken

USER_PAGES = frozenset({"auth_user_delete", "auth_user_changelist"})
"""Where the operator deletes users."""


@admin.register(Account)
class AccountAdmin(admin.ModelAdmin):
    """Which user keeps which diary; made and ended with the user."""

    list_display = ("user", "person")
    list_select_related = ("user",)
    search_fields = ("user__username", "user__email")
    readonly_fields = ("user", "person")

    def has_add_permission(self, request: Any) -> bool:
        """Accounts are made with their users."""
        return False

    def has_delete_permission(self, request: Any, obj: Any = None) -> bool:
        """An account goes with its user, never on its own."""
        match = request.resolver_match
        return match is not None and match.url_name in USER_PAGES


@admin.register(ApiToken)
class ApiTokenAdmin(admin.ModelAdmin):
    """Tokens can be ended; their secrets are not kept."""

    list_display = ("name", "account", "created", "used")
    list_select_related = ("account__user",)
    readonly_fields = ("name", "account", "created", "used")

    def has_add_permission(self, request: Any) -> bool:
        """Only its owner may hold a new token's secret."""
        return False
