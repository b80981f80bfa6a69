"""Signing in, signing out, one's own password, the first set-up."""

from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth import update_session_auth_hash
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from shuheng.accounts import forms
from shuheng.accounts.actions import people, setup
from shuheng.accounts.actions import sign_in as acts
from shuheng.accounts.models import Person
from shuheng.accounts.visitors import visitor_of
from shuheng.problems import Problem, ProblemsError
from shuheng.web.access import public
from shuheng.web.fragments import render_page

WRONG = "用户名或密码不对，或者这个用户已经停用。连续错 5 次，要等 15 分钟。"


@dataclass(frozen=True)
class SignInPage:
    next: str
    username: str = ""
    error: str = ""
    setup_open: bool = False


@dataclass(frozen=True)
class PasswordPage:
    first: bool
    problems: tuple[Problem, ...] = ()
    changed: bool = False


@dataclass(frozen=True)
class SetupPage:
    texts: dict[str, str]
    needs_code: bool
    problems: tuple[Problem, ...] = ()


@public
@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """The form; after it, the page that was asked for."""
    given = request.POST if request.method == "POST" else request.GET
    back = forms.next_address(request, given.get("next", ""))
    if request.method != "POST":
        if visitor_of(request).signed_in:
            return HttpResponseRedirect(back)
        return render_page(request, "accounts/sign_in.html", SignInPage(back, setup_open=setup.is_open()))
    username = given.get("username", "")
    done = acts.sign_in(request=request, username=username, password=given.get("password", ""))
    if done.person is not None:
        return redirect("password") if done.person.must_change_password else HttpResponseRedirect(back)
    error, status = (WRONG, 422) if done.waits_until is None else (waiting(done.waits_until), 429)
    page = SignInPage(back, username[:100], error)
    return render_page(request, "accounts/sign_in.html", page, status=status)


def waiting(until: datetime) -> str:
    return f"密码错的次数太多，请在 {timezone.localtime(until):%H:%M:%S} 之后再试，或请管理员重置密码。"


@public
@never_cache
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    acts.sign_out(request=request)
    return redirect("sign-in")


@public
@never_cache
@sensitive_post_parameters("old", "new", "again")
@require_http_methods(["GET", "HEAD", "POST"])
def password(request: HttpRequest) -> HttpResponse:
    """One's own password. A session that changes it stays; all others end."""
    person = request.user
    if not isinstance(person, Person):
        raise PermissionDenied("登录之后才能修改密码。")
    if request.method != "POST":
        return render_page(request, "accounts/password.html", PasswordPage(person.must_change_password))
    old, new = request.POST.get("old", ""), request.POST.get("new", "")[: acts.LONGEST]
    first = person.must_change_password
    try:
        if new != request.POST.get("again", ""):
            raise ProblemsError([Problem("password-again", "两次填写的新密码不一样。", field="新密码")])
        people.change_password(person=person, old=old[: acts.LONGEST], new=new, by=visitor_of(request))
    except ProblemsError as error:
        page = PasswordPage(first, error.problems)
        return render_page(request, "accounts/password.html", page, status=422)
    update_session_auth_hash(request, person)
    return render_page(request, "accounts/password.html", PasswordPage(first=False, changed=True))


@public
@never_cache
@sensitive_post_parameters("password", "again", "setup_code")
@require_http_methods(["GET", "HEAD", "POST"])
def first_setup(request: HttpRequest) -> HttpResponse:
    """Once: the first administrator and the root agency."""
    visitor = visitor_of(request)
    if not setup.is_open():
        raise PermissionDenied(setup.CLOSED)
    needs_code = not visitor.is_operator
    if request.method != "POST":
        return render_page(request, "accounts/setup.html", SetupPage({"kind": "city"}, needs_code))
    names = ("code", "name", "kind", "username", "display_name")
    texts = {name: request.POST.get(name, "")[:200] for name in names}
    new = request.POST.get("password", "")[: acts.LONGEST]
    try:
        if new != request.POST.get("again", ""):
            raise ProblemsError([Problem("password-again", "两次填写的密码不一样。", field="密码")])
        setup.set_up(
            agency={name: texts[name] for name in ("code", "name", "kind")},
            username=texts["username"],
            display_name=texts["display_name"],
            password=new,
            by=visitor,
            code=request.POST.get("setup_code", "")[:200],
        )
    except ProblemsError as error:
        page = SetupPage(texts, needs_code, error.problems)
        return render_page(request, "accounts/setup.html", page, status=422)
    return redirect("sign-in")
