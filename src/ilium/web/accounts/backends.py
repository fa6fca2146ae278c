"""Signing in with what allauth offers, with the diary in the same query as the user."""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.auth import get_user_model


class Backend(AuthenticationBackend):
    """allauth's, fetching user and account at once on every request."""

    def get_user(self, user_id: Any) -> Any:
        """The user, None if there is none or they may not sign in."""
        user = get_user_model()._default_manager.select_related("account").filter(pk=user_id)
        found = user.first()
        return found if found is not None and self.user_can_authenticate(found) else None
