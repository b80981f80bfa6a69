"""Writing agencies: one from a form, many from a file, a shipped list. Nothing is ever removed."""

import uuid
from collections.abc import Mapping, Sequence

from django.db import transaction
from django.db.models import Value as Text
from django.db.models.functions import Concat, Substr

from shuheng.accounts.fields import PLAIN, Value
from shuheng.accounts.models import Agency, PeerGroup
from shuheng.accounts.plan import Change, Plan, Said, plan_for
from shuheng.accounts.visitors import Visitor
from shuheng.audit.chain import record, wait_for_turn
from shuheng.problems import Problem, ProblemsError

OVERTAKEN = Problem(
    "agency-overtaken",
    "预览之后，单位数据被别人改过，什么也没有写入。",
    hint="请看新的预览，确认后再写入。",
)


def keep(*, said: Sequence[Said], by: Visitor, seen: str = "") -> Plan:
    """Write all of it or nothing. `seen` is the fingerprint of the preview that was confirmed.

    `ProblemsError` with every mistake; or with `agency-overtaken` when the preview is no longer true.
    """
    with transaction.atomic():
        wait_for_turn()
        plan = plan_for(said, by)
        if plan.problems:
            raise ProblemsError(plan.problems)
        if seen and plan.fingerprint != seen:
            raise ProblemsError([OVERTAKEN])
        write(plan, by)
    return plan


def write(plan: Plan, by: Visitor) -> None:
    """New agencies first without links, then the links, when all are there."""
    touched = plan.touched
    agencies = {one.code: one for one in Agency.objects.filter(code__in=[change.code for change in touched])}
    for change in plan.added:
        agencies[change.code] = Agency(path=f"new-{uuid.uuid4().hex}")
    for change in touched:
        fill(agencies[change.code], change.values)
        agencies[change.code].save()
    known = dict(Agency.objects.values_list("code", "pk"))
    for change in touched:
        link(agencies[change.code], change, known)
    for change in touched:
        stand(agencies[change.code])
        record(
            actor=by.name,
            action="accounts.add_agency" if change.kind == "added" else "accounts.change_agency",
            thing_type="Agency",
            thing_id=agencies[change.code].pk,
            detail={"code": change.code, "fields": {d.name: [d.old, d.new] for d in change.differences}},
        )


def fill(agency: Agency, values: Mapping[str, Value]) -> None:
    """Set what the agency itself holds; a new end before the new successor is fine, the other way is not."""
    for name in PLAIN:
        value = values[name]
        setattr(agency, name, list(value) if isinstance(value, tuple) else value)
    if values["merged_into"] is None:
        agency.merged_into = None


def link(agency: Agency, change: Change, known: Mapping[str, int]) -> None:
    parent, successor = change.values["parent"], change.values["merged_into"]
    agency.parent_id = None if parent is None else known[str(parent)]
    agency.merged_into_id = None if successor is None else known[str(successor)]
    agency.save(update_fields=["parent", "merged_into"])
    groups = change.values["peer_groups"]
    assert isinstance(groups, tuple)
    pairs = [one.split("：", 1) for one in groups]
    agency.peer_groups.set(
        PeerGroup.objects.get_or_create(scheme=scheme, name=name)[0] for scheme, name in pairs
    )


def stand(agency: Agency) -> None:
    """Give the agency its path under its parent, and move all that stands below it along."""
    above = standing_path(agency.parent_id)
    old, new = Agency.objects.values_list("path", flat=True).get(pk=agency.pk), f"{above}{agency.pk}/"
    if old == new:
        return
    Agency.objects.filter(pk=agency.pk).update(path=new)
    below = Agency.objects.filter(path__startswith=old).exclude(pk=agency.pk)
    below.update(path=Concat(Text(new), Substr("path", len(old) + 1)))
    agency.path = new


def standing_path(parent_id: int | None) -> str:
    """The path of an agency by its parents, which may not have been given theirs yet."""
    path = "/"
    while parent_id is not None:
        path = f"/{parent_id}{path}"
        parent_id = Agency.objects.values_list("parent_id", flat=True).get(pk=parent_id)
    return path


def change_agency(*, agency: Agency, texts: Mapping[str, str], by: Visitor) -> Plan:
    """Change some fields of one agency: edit, move, merge, close, open again."""
    return keep(said=[Said({**texts, "code": agency.code})], by=by)


def add_agency(*, texts: Mapping[str, str], by: Visitor) -> Agency:
    """Add one agency; a code that exists is refused."""
    said = Said(texts)
    code = texts.get("code", "").strip()
    with transaction.atomic():
        wait_for_turn()
        if Agency.objects.filter(code=code).exists():
            raise ProblemsError([said.problem("code", "agency-exists", f"单位代码“{code}”已经有了。")])
        keep(said=[said], by=by)
    return Agency.objects.get(code=code)
