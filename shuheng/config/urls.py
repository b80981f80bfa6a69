"""Root addresses: each room brings its own."""

from django.urls import include, path

urlpatterns = [
    path("", include("shuheng.reports.urls")),
    path("", include("shuheng.assessment.urls")),
    path("", include("shuheng.web.urls")),
]

handler400 = "shuheng.web.errors.bad_request"
handler403 = "shuheng.web.errors.forbidden"
handler404 = "shuheng.web.errors.not_found"
handler500 = "shuheng.web.errors.server_error"
