"""Root addresses: each room brings its own."""

from django.urls import include, path

urlpatterns = [
    path("", include("shuheng.reports.urls")),
    path("", include("shuheng.assessment.urls")),
    path("", include("shuheng.catalogue.urls")),
    path("", include("shuheng.jobs.urls")),
    path("", include("shuheng.audit.urls")),
    path("", include("shuheng.workdays.urls")),
    path("", include("shuheng.accounts.urls")),
    path("", include("shuheng.registers.urls")),
    path("", include("shuheng.quality.urls")),
    path("", include("shuheng.web.urls")),
]

handler400 = "shuheng.web.errors.bad_request"
handler403 = "shuheng.accounts.refusal.forbidden"
handler404 = "shuheng.web.errors.not_found"
handler500 = "shuheng.web.errors.server_error"
