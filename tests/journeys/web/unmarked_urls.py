"""The site with two more pages: one whose view says nothing about who may see it, and one that fails."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

from shuheng.config import urls
from shuheng.web.access import public


def unmarked(request: HttpRequest) -> HttpResponse:
    return HttpResponse("should never be seen")


@public
def failing(request: HttpRequest) -> HttpResponse:
    raise RuntimeError("secret detail")


urlpatterns = [
    path("unmarked/", unmarked, name="unmarked"),
    path("failing/", failing, name="failing"),
    *urls.urlpatterns,
]
handler403 = urls.handler403
handler500 = urls.handler500
