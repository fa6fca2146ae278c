"""The addresses of accounts mode: allauth's pages, tokens, and the operator's admin."""

from typing import Any

from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path

from ilium.web.access.middleware import anonymous
from ilium.web.accounts import views


def open_to_anyone(patterns: list[Any]) -> list[Any]:
    """Marks views of other packages, which decide themselves who may see them."""
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            open_to_anyone(pattern.url_patterns)
        elif isinstance(pattern, URLPattern):
            pattern.callback = anonymous(pattern.callback)
    return patterns


# allauth's own sign-in for the operator too, with its second factor.
admin.site.login = secure_admin_login(admin.site.login)  # pyright: ignore[reportAttributeAccessIssue]
admin.site.site_header = "Ilium"
admin.site.site_title = "Ilium"
admin.site.index_title = "Accounts"

allauth_pages = path("account/", include("allauth.urls"))
admin_pages = path("admin/", admin.site.urls)

urlpatterns = [
    path("sign-in", views.sign_in, name="sign-in"),
    path("sign-out", views.sign_out, name="sign-out"),
    path("you/tokens", views.tokens, name="tokens"),
    path("you/tokens/<uuid:token>/end", views.take_back, name="end-token"),
    path("you/leave", views.leave, name="leave"),
    *open_to_anyone([allauth_pages, admin_pages]),
]
