"""What is said to those who may not: the public is shown the door to sign in by, others the reason."""

from urllib.parse import urlencode, urlsplit

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django_htmx.http import HttpResponseClientRedirect

from shuheng.accounts.models import Person
from shuheng.accounts.visitors import Visitor, visitor_of
from shuheng.web.errors import ErrorPage, show_error
from shuheng.web.fragments import is_fragment

SAFE = ("GET", "HEAD")
AT_MACHINE = (
    "目前只有在服务器本机上打开页面的操作员可以这样做：请在服务器上用浏览器访问 http://127.0.0.1 加端口号，"
    "或者请系统管理员代为办理。"
)
ASK = "如果工作需要，请向本单位管理员或系统管理员申请相应的角色。"
SIGN_IN = "请先登录，再重新操作。"


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """The site's handler of 403: to the sign-in page and back where that may help, else why and what to do."""
    visitor = visitor_of(request)
    can_sign_in = not visitor.signed_in and Person.objects.filter(is_active=True).exists()
    if can_sign_in and is_fragment(request):
        return HttpResponseClientRedirect(sign_in_address(came_from(request)))
    if can_sign_in and request.method in SAFE:
        return HttpResponseRedirect(sign_in_address(request.get_full_path()))
    why = str(exception or "").strip() or "您没有访问这个页面的权限。"
    return show_error(request, ErrorPage(403, "不能访问", why, todo(visitor, can_sign_in=can_sign_in)))


def todo(visitor: Visitor, *, can_sign_in: bool) -> str:
    if visitor.signed_in:
        return ASK
    return SIGN_IN if can_sign_in else AT_MACHINE


def sign_in_address(back: str) -> str:
    return f"{reverse('sign-in')}?{urlencode({'next': back})}"


def came_from(request: HttpRequest) -> str:
    """The page that a fragment was asked from, as an address of this site."""
    parts = urlsplit(request.headers.get("HX-Current-URL", ""))
    return (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
