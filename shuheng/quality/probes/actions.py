"""What people do with interfaces and outages: register, change, stop, probe, give a reason, decide on it."""

import json
from collections.abc import Mapping

from django.db import IntegrityError, transaction
from django.utils import timezone

from shuheng.accounts.models import Agency
from shuheng.accounts.visitors import Visitor
from shuheng.audit.chain import record
from shuheng.catalogue.actions.guard import demand
from shuheng.catalogue.models import Resource
from shuheng.problems import Problem, ProblemsError
from shuheng.quality.models import Outage, ProbedInterface, ProbeRun
from shuheng.quality.places.secrets import seal
from shuheng.quality.probes.guard import parsed
from shuheng.quality.probes.runs import open_run
from shuheng.quality.probes.schedule import look_after_all
from shuheng.quality.probes.terms import ExcuseState
from shuheng.quality.probes.wanted import HEADERS, Wanted

MANAGE, WORK = "quality.manage", "quality.work"
LONGEST_REASON = 2_000
ASKABLE = (ExcuseState.NONE, ExcuseState.RETURNED)


def add_interface(
    *,
    wanted: Wanted,
    headers: Mapping[str, str] | None = None,
    by: Visitor,
    resource: Resource | None = None,
    demo: bool = False,
) -> ProbedInterface:
    """Register an interface. `ProblemsError` interface-title where its agency has one of this title on the platform."""
    demand(by, MANAGE, wanted.agency)
    one = ProbedInterface(agency=wanted.agency, actor=by.name, demo=demo, **wanted.values)
    if resource is not None:
        one.resource, one.entry = resource, resource.entry
    put_headers(one, headers or {})
    try:
        with transaction.atomic():
            one.save(force_insert=True)
            look_after_all()
            note(by, "add_interface", "ProbedInterface", one.pk, shown(one))
    except IntegrityError as error:
        raise title_taken(one) from error
    return one


def change_interface(
    *, number: int, version: int, wanted: Wanted, headers: Mapping[str, str] | None, by: Visitor
) -> ProbedInterface:
    """Change what is said of an interface; `headers` None leaves them as they are, `{}` takes them away.

    Raises `ProblemsError` interface-moved where somebody changed it meanwhile, interface-title, interface-headers where
    kept headers would go to another host than the one they were given for.
    """
    try:
        with transaction.atomic():
            one = (
                ProbedInterface.objects.select_for_update(of=("self",))
                .select_related("agency")
                .get(pk=number)
            )
            demand(by, MANAGE, one.agency)
            demand(by, MANAGE, wanted.agency)
            if one.version != version:
                hint = "请对照现在的内容，改好后再保存。"
                raise ProblemsError([Problem("interface-moved", f"“{one.title}”已被别人改过。", hint=hint)])
            if headers is None:
                refuse_other_host(one, wanted.values["address"])
            changed = [name for name, value in wanted.values.items() if getattr(one, name) != value]
            if one.agency_id != wanted.agency.pk:
                changed.append("agency")
            one.agency = wanted.agency
            for name, value in wanted.values.items():
                setattr(one, name, value)
            if headers is not None:
                put_headers(one, headers)
                changed.append("headers")
            if not changed:
                return one
            one.version += 1
            one.save()
            note(
                by, "change_interface", "ProbedInterface", one.pk, {"changed": sorted(changed), **shown(one)}
            )
    except IntegrityError as error:
        raise title_taken(one) from error
    return one


def refuse_other_host(one: ProbedInterface, address: str) -> None:
    """Secrets that were given for one host are not sent to another unseen."""
    if one.secret and parsed(one.address).host != parsed(address).host:
        hint = "请在接口页面上重新填写请求头，或选择去掉。"
        message = f"“{one.title}”换了主机，原来的请求头不能照旧发给新的主机。"
        raise ProblemsError([Problem("interface-headers", message, field=HEADERS, hint=hint)])


def put_headers(one: ProbedInterface, headers: Mapping[str, str]) -> None:
    """The headers as they are kept: names to be shown, all of it sealed."""
    one.header_names = sorted(headers)
    one.secret = seal(json.dumps(dict(headers))) if headers else ""


def title_taken(one: ProbedInterface) -> ProblemsError:
    message = f"{one.agency.name}在这个平台已有名为“{one.title}”的接口。"
    return ProblemsError(
        [Problem("interface-title", message, field="接口名称", hint="请换一个名称，或修改原有的。")]
    )


def probe_now(*, interface: ProbedInterface, by: Visitor) -> ProbeRun:
    """One interface, at once: its agency may prove that it is back. Raises `ProblemsError` probe-none for a stopped one."""
    demand(by, WORK, interface.agency)
    return open_run(interfaces=[interface] if interface.active else [], title=interface.title, actor=by.name)


def probe_all(*, agencies: list[Agency], by: Visitor) -> ProbeRun:
    """All active interfaces of these agencies."""
    for agency in agencies:
        demand(by, MANAGE, agency)
    found = list(ProbedInterface.objects.filter(agency__in=agencies, active=True))
    owners = {one.agency_id for one in found}
    title = f"{len(owners)} 个单位的 {len(found)} 个接口"
    return open_run(interfaces=found, title=title, actor=by.name)


def ask_excuse(*, outage: Outage, reason: str, by: Visitor) -> Outage:
    """The agency says why it could not recover in time. Raises `ProblemsError` excuse-empty, excuse-state."""
    demand(by, WORK, outage.agency)
    words = reason.strip()
    if not words or len(words) > LONGEST_REASON:
        message = "没有写理由。" if not words else f"理由有 {len(words)} 个字，最多 {LONGEST_REASON} 个。"
        raise ProblemsError([Problem("excuse-empty", message, field="理由")])
    with transaction.atomic():
        changed = Outage.objects.filter(pk=outage.pk, excuse_state__in=ASKABLE).update(
            excuse=words,
            excuse_state=ExcuseState.ASKED,
            excuse_by=by.name,
            excuse_at=timezone.now(),
            decided_by="",
            decided_at=None,
            decision="",
        )
        if not changed:
            hint = "待认定的请等结果；已认定理由正当的无需再提。"
            raise ProblemsError([Problem("excuse-state", "这次中断现在不能提交说明。", hint=hint)])
        note(by, "ask_excuse", "Outage", outage.pk, {"reason": words})
    outage.refresh_from_db()
    return outage


def decide_excuse(*, outage: Outage, accept: bool, opinion: str, by: Visitor) -> Outage:
    """The bureau accepts a reason or returns it. Raises `ProblemsError` excuse-state, excuse-own, excuse-opinion."""
    demand(by, MANAGE, outage.agency)
    words = opinion.strip()[:1000]
    if not accept and not words:
        raise ProblemsError([Problem("excuse-opinion", "退回要写明原因。", field="认定意见")])
    with transaction.atomic():
        held = Outage.objects.filter(pk=outage.pk, excuse_state=ExcuseState.ASKED)
        if held.filter(excuse_by=by.name).exists() and not by.is_operator:
            hint = "请由另一个人认定。"
            raise ProblemsError([Problem("excuse-own", "不能认定自己提交的说明。", hint=hint)])
        state = ExcuseState.ACCEPTED if accept else ExcuseState.RETURNED
        changed = held.update(
            excuse_state=state, decided_by=by.name, decided_at=timezone.now(), decision=words
        )
        if not changed:
            raise ProblemsError(
                [Problem("excuse-state", "这次中断没有待认定的说明。", hint="请刷新页面看现在的状态。")]
            )
        note(by, "decide_excuse", "Outage", outage.pk, {"state": state.value, "opinion": words})
    outage.refresh_from_db()
    return outage


def shown(one: ProbedInterface) -> dict[str, object]:
    """What the log keeps: never a header's value, never the query of an address."""
    return {
        "agency": one.agency.code,
        "title": one.title,
        "platform": str(one.platform),
        "address": one.where,
        "headers": list(one.header_names),
        "active": one.active,
    }


def note(by: Visitor, act: str, kind: str, number: int, detail: dict[str, object]) -> None:
    record(actor=by.name, action=f"quality.{act}", thing_type=kind, thing_id=number, detail=detail)
