"""Every address of the web."""

from django.conf import settings
from django.urls import include, path
from django.views.generic import TemplateView

from ilium.interchange.foreign import Source
from ilium.web.pages import (
    errors,
    history,
    history_sets,
    importing,
    learn,
    measuring,
    plan,
    plan_change,
    plan_items,
    progress,
    session,
    start,
    subscription,
    taking,
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
    from ilium.web.pages import deleting

    ways_in = [
        path("open/<str:token>", single.open_link, name="open"),
        path("sign-in", single.sign_in, name="sign-in"),
        path("sign-out", single.sign_out, name="sign-out"),
        path("you/delete", deleting.delete, name="you-delete"),
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
    path("plan/take", taking.take, name="plan-take"),
    path("plan/print", taking.paper, name="plan-print"),
    path("plan/week-<int:week>.zip", taking.workouts, name="plan-fit-week"),
    path("plan/week-<int:week>-session-<int:day>.fit", taking.workout, name="plan-fit"),
    path("calendar/<str:token>.ics", subscription.subscription, name="calendar"),
    path("you", you.you, name="you"),
    path("you/preview", you.preview, name="you-preview"),
    path("you/export", you.export, name="you-export"),
    path("you/export/strong", you.export_csv, {"program": Source.STRONG}, name="you-export-strong"),
    path("you/export/hevy", you.export_csv, {"program": Source.HEVY}, name="you-export-hevy"),
    path("you/import", importing.choose, name="you-import"),
    path("you/import/<uuid:incoming_id>", importing.preview, name="you-import-preview"),
    path("you/import/<uuid:incoming_id>/discard", importing.discard, name="you-import-discard"),
    path("you/import/undo/<uuid:intake>", importing.undo, name="you-import-undo"),
    path("session", session.session, name="session"),
    path("session/shell", session.session_shell, name="session-shell"),
    path("offline", session.offline, name="offline"),
    path("sw.js", session.service_worker, name="service-worker"),
    path("favicon.ico", session.favicon, name="favicon"),
    path("manifest.webmanifest", session.manifest, name="manifest"),
    path("learn", learn.index, name="learn"),
    path("learn/science", learn.science, name="learn-science"),
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
