"""The site with one more page, whose view says nothing about who may see it."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

from shuheng.config import urls


def unmarked(request: HttpRequest) -> HttpResponse:
    return HttpResponse("should never be seen")


urlpatterns = [path("unmarked/", unmarked, name="unmarked"), *urls.urlpatterns]
handler403 = urls.handler403
