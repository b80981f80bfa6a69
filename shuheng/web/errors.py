"""Pages for what went wrong: what happened, why, what to do."""

from dataclasses import dataclass

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


@dataclass(frozen=True)
class ErrorPage:
    status: int
    title: str
    why: str
    todo: str


def show_error(request: HttpRequest, page: ErrorPage) -> HttpResponse:
    return render(request, "web/error.html", {"page": page}, status=page.status)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    if isinstance(exception, RequestDataTooBig):
        page = ErrorPage(
            413, "提交的内容太大", "一次提交的内容超过上限。", "请分几次提交，或请系统管理员调整上限。"
        )
    else:
        page = ErrorPage(400, "请求不正确", "服务器看不懂这次请求。", "请返回上一页，刷新后再试。")
    return show_error(request, page)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001  # Django passes it
    why = "页面打开得太久，或者浏览器没有保存 Cookie，提交没有通过安全检查。"
    return show_error(request, ErrorPage(403, "提交没有通过安全检查", why, "请返回上一页，刷新后重新提交。"))


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001
    why = "地址写错了，或者它指向的内容已经不在了。"
    return show_error(request, ErrorPage(404, "没有这个页面", why, "请检查地址，或从左侧导航重新进入。"))


def server_error(request: HttpRequest) -> HttpResponse:
    """Renders without the frame: whatever failed may fail there again."""
    return render(request, "web/broken.html", status=500)
