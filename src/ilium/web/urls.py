"""Every address of the web."""

from django.conf import settings
from django.urls import include, path
from django.views.generic import TemplateView

from ilium.web.pages import (
    errors,
    history,
    history_sets,
    learn,
    measuring,
    plan,
    plan_change,
    plan_items,
    progress,
    session,
    start,
    today,
    you,
)

handler400 = errors.bad_request
handler403 = errors.forbidden
handler404 = errors.not_found
handler500 = errors.server_error

if settings.ACCOUNTS:
    ways_in = [path("", include("ilium.web.accounts.urls"))]
else:
    from ilium.web.access import single

    ways_in = [
        path("open/<str:token>", single.open_link, name="open"),
        path("sign-in", single.sign_in, name="sign-in"),
        path("sign-out", single.sign_out, name="sign-out"),
    ]

urlpatterns = [
    *ways_in,
    path("api/v1/", include("ilium.web.api.urls", namespace="api")),
    path("", today.today, name="today"),
    path("start", start.start, name="start"),
    path("start/preview", start.preview, name="start-preview"),
    path("plan", plan.plan, name="plan"),
    path("plan/undo", plan.undo, name="plan-undo"),
    path("plan/change", plan_change.change, name="plan-change"),
    path("plan/change/preview", plan_change.preview, name="plan-change-preview"),
    path("plan/lengths", plan_change.lengths, name="plan-lengths"),
    path("plan/swap", plan_items.swap, name="plan-swap"),
    path("plan/move", plan_items.move, name="plan-move"),
    path("you", you.you, name="you"),
    path("you/preview", you.preview, name="you-preview"),
    path("you/export", you.export, name="you-export"),
    path("you/import", you.import_, name="you-import"),
    path("session", session.session, name="session"),
    path("session/shell", session.session_shell, name="session-shell"),
    path("offline", session.offline, name="offline"),
    path("sw.js", session.service_worker, name="service-worker"),
    path("favicon.ico", session.favicon, name="favicon"),
    path("manifest.webmanifest", session.manifest, name="manifest"),
    path("learn", learn.index, name="learn"),
    path("learn/regions/<str:region>", learn.region, name="learn-region"),
    path("learn/exercises/<str:variant>", learn.exercise, name="learn-exercise"),
    path("progress", progress.progress, name="progress"),
    path("progress/records", progress.records, name="progress-records"),
    path("progress/measurements", measuring.measurements, name="progress-measurements"),
    path(
        "progress/measurements/<uuid:measurement>/remove",
        measuring.remove,
        name="progress-measurement-remove",
    ),
    path(
        "progress/measurements/<uuid:measurement>/restore",
        measuring.restore,
        name="progress-measurement-restore",
    ),
    path("history", history.history, name="history"),
    path("history/add", history_sets.add, name="history-add"),
    path("history/sets/<uuid:set_id>", history_sets.edit, name="history-set"),
    path("history/sets/<uuid:set_id>/remove", history_sets.remove, name="history-set-remove"),
    path("history/sets/<uuid:set_id>/restore", history_sets.restore, name="history-set-restore"),
]
if settings.DEBUG:
    urlpatterns += [path("design", TemplateView.as_view(template_name="design.html"))]
