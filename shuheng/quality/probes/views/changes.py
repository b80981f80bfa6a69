"""Registering and changing an interface, probing by hand, and the excuse of an outage."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from shuheng.accounts.models import Agency
from shuheng.accounts.reach import reachable
from shuheng.accounts.visitors import visitor_of
from shuheng.problems import Problem, ProblemsError
from shuheng.quality.models import Outage, ProbedInterface
from shuheng.quality.probes import actions
from shuheng.quality.probes.columns import BY_NAME, COLUMNS, Column, texts_of
from shuheng.quality.probes.queries.outages import outage_page
from shuheng.quality.probes.views.common import MANAGE, READ, REFUSED, WORK, managed, own, own_outage
from shuheng.quality.probes.wanted import HEADERS, Wanted, read_headers, read_interface
from shuheng.web.access import permission
from shuheng.web.fragments import render_page

LONG = {"body", "fields"}
KEEP, REPLACE = "keep", "replace"


@dataclass(frozen=True)
class FormField:
    """A field of the form with what is in it and what is wrong with it."""

    column: Column
    text: str
    errors: tuple[Problem, ...]

    @property
    def long(self) -> bool:
        """Whether it takes several lines."""
        return self.column.name in LONG


@dataclass(frozen=True)
class FormPage:
    """`interface` is None for a new one; `others` are mistakes that belong to no field."""

    interface: ProbedInterface | None
    agencies: tuple[Agency, ...]
    fields: tuple[FormField, ...]
    header_errors: tuple[Problem, ...] = ()
    others: tuple[Problem, ...] = ()
    header_way: str = KEEP


@permission(MANAGE)
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    """The form of a new interface."""
    agencies = managed(request)
    if request.method != "POST":
        return shown(request, None, agencies, {"agency": request.GET.get("agency", "")})
    texts = typed(request)
    try:
        wanted, headers = read_form(request, texts, agencies)
        one = actions.add_interface(wanted=wanted, headers=headers, by=visitor_of(request))
    except ProblemsError as error:
        return shown(request, None, agencies, texts, error.problems)
    return redirect("probed-interface", number=one.pk)


@permission(MANAGE)
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, number: int) -> HttpResponse:
    """The form of an interface; headers are replaced only when told."""
    one = own(request, number, MANAGE)
    agencies = managed(request)
    if request.method != "POST":
        return shown(request, one, agencies, texts_of(one))
    texts = typed(request)
    version = request.POST.get("version", "")
    try:
        wanted, headers = read_form(request, texts, agencies)
        actions.change_interface(
            number=one.pk,
            version=int(version) if version.isascii() and version.isdigit() and len(version) < 9 else 0,
            wanted=wanted,
            headers=headers if request.POST.get("header_way") == REPLACE else None,
            by=visitor_of(request),
        )
    except ProblemsError as error:
        return shown(request, one, agencies, texts, error.problems)
    return redirect("probed-interface", number=one.pk)


def typed(request: HttpRequest) -> dict[str, str]:
    """What was typed, field by field; longer than any field is cut, and then found too long."""
    return {name: request.POST.get(name, "")[: one.longest + 1] for name, one in BY_NAME.items()}


def read_form(
    request: HttpRequest, texts: Mapping[str, str], agencies: Mapping[str, Agency]
) -> tuple[Wanted, dict[str, str]]:
    """Interface and headers, with the mistakes of both at once."""
    problems: list[Problem] = []
    headers: dict[str, str] = {}
    wanted: Wanted | None = None
    try:
        headers = read_headers(request.POST.get("headers", "")[:100_000])
    except ProblemsError as error:
        problems += error.problems
    try:
        wanted = read_interface(texts, agencies)
    except ProblemsError as error:
        problems += error.problems
    if problems or wanted is None:
        raise ProblemsError(problems)
    return wanted, headers


def shown(
    request: HttpRequest,
    one: ProbedInterface | None,
    agencies: Mapping[str, Agency],
    texts: Mapping[str, str],
    problems: tuple[Problem, ...] = (),
) -> HttpResponse:
    """The form as it was typed, each mistake at its field."""
    titles = {column.title for column in COLUMNS}
    page = FormPage(
        interface=one,
        agencies=tuple(agencies.values()),
        fields=tuple(
            FormField(
                column, texts.get(column.name, ""), tuple(p for p in problems if p.field == column.title)
            )
            for column in COLUMNS
        ),
        header_errors=tuple(p for p in problems if p.field == HEADERS),
        others=tuple(p for p in problems if p.field not in titles | {HEADERS}),
        header_way=request.POST.get("header_way", KEEP if one else REPLACE),
    )
    return render_page(request, "quality/probes/form.html", page, status=REFUSED if problems else 200)


@permission(WORK)
@require_POST
def probe(request: HttpRequest, number: int) -> HttpResponse:
    """One interface, at once, in the background."""
    one = own(request, number, WORK)
    try:
        run = actions.probe_now(interface=one, by=visitor_of(request))
    except ProblemsError:
        return redirect("probed-interface", number=one.pk)
    return redirect("job", number=run.job_id)


@permission(MANAGE)
@require_POST
def probe_all(request: HttpRequest) -> HttpResponse:
    """All active interfaces that the visitor manages; of one agency with `agency`."""
    agencies = reachable(visitor_of(request), MANAGE)
    code = request.POST.get("agency", "")
    chosen = list(agencies.filter(code=code) if code else agencies)
    try:
        run = actions.probe_all(agencies=chosen, by=visitor_of(request))
    except ProblemsError:
        return redirect("probes")
    return redirect("job", number=run.job_id)


@permission(READ)
@require_http_methods(["GET", "HEAD"])
def outage(request: HttpRequest, number: int) -> HttpResponse:
    return outage_shown(request, own_outage(request, number, READ))


@permission(WORK)
@require_POST
def ask_excuse(request: HttpRequest, number: int) -> HttpResponse:
    """The agency's reason."""
    found = own_outage(request, number, WORK)
    reason = request.POST.get("reason", "")[: actions.LONGEST_REASON + 1]
    try:
        actions.ask_excuse(outage=found, reason=reason, by=visitor_of(request))
    except ProblemsError as error:
        return outage_shown(request, found, reason, error.problems)
    return redirect("outage", number=found.pk)


@permission(MANAGE)
@require_POST
def decide_excuse(request: HttpRequest, number: int) -> HttpResponse:
    """The bureau's decision on it."""
    found = own_outage(request, number, MANAGE)
    opinion = request.POST.get("opinion", "")
    accept = request.POST.get("decision") == "accept"
    try:
        actions.decide_excuse(outage=found, accept=accept, opinion=opinion, by=visitor_of(request))
    except ProblemsError as error:
        return outage_shown(request, found, opinion, error.problems)
    return redirect("outage", number=found.pk)


def outage_shown(
    request: HttpRequest, found: Outage, typed: str = "", problems: tuple[Problem, ...] = ()
) -> HttpResponse:
    """The page of an outage, with what was refused."""
    page = outage_page(found, visitor_of(request), timezone.localdate(), typed, problems)
    return render_page(request, "quality/probes/outage.html", page, status=REFUSED if problems else 200)
