"""The work of ``shuheng harvest``, list by list. Loaded by the command once the database is ready."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import typer
from django.db import transaction
from django.db.models import Q

from shuheng.accounts.actions.reference import load_reference
from shuheng.accounts.models import Agency
from shuheng.accounts.queries.resolve import AgencyIndex
from shuheng.accounts.reference import LISTS
from shuheng.accounts.visitors import Visitor
from shuheng.catalogue.harvest import actions
from shuheng.catalogue.harvest.files import keep_file
from shuheng.catalogue.harvest.live import is_ckan
from shuheng.catalogue.harvest.proposals import Unconfirmed, mapping_for
from shuheng.catalogue.harvest.runs.carry_out import carry_out
from shuheng.catalogue.models import HarvestRun, HarvestSource
from shuheng.cli import harvest_tables
from shuheng.cli.console import emit_json, say, show_problems, stdout
from shuheng.cli.harvest_command import Order, is_address
from shuheng.cli.harvest_progress import Bar
from shuheng.cli.options import Format
from shuheng.problems import Problem, ProblemsError, did_you_mean

OPERATOR = Visitor("命令行", is_operator=True)
PROBLEMS, USAGE = 1, 2
ODD = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True)
class Outcome:
    """What became of one list: its run, or a proposal that waits for somebody, or problems."""

    origin: str
    run: HarvestRun | None = None
    waiting: Unconfirmed | None = None
    problems: tuple[Problem, ...] = ()


def run(order: Order, output: Format) -> int:
    """Harvest every list; a list that fails does not hold up the others."""
    for name in order.load:
        load(name)
    with transaction.atomic():
        sources = [source_of(order, origin) for origin in order.origins]
    outcomes = []
    for origin, source in zip(order.origins, sources, strict=True):
        outcome = one_list(order, origin, source)
        outcomes.append(outcome)
        if output != "json":
            harvest_tables.show(outcome.origin, outcome.run, outcome.waiting)
        show_problems(outcome.problems)
    if output == "json":
        emit_json({"runs": [document(one) for one in outcomes]})
    elif len(outcomes) > 1:
        stdout.print(harvest_tables.sums([one.run for one in outcomes if one.run is not None]))
    if any(one.waiting for one in outcomes):
        return USAGE
    return PROBLEMS if any(one.problems for one in outcomes) else 0


def load(name: str) -> None:
    """A shipped list of agencies; a second time changes nothing."""
    if name not in LISTS:
        raise typer.BadParameter(
            f"没有单位名单“{name}”。可用：{'、'.join(LISTS)}。{did_you_mean(name, LISTS)}"
        )
    plan = load_reference(name=name, actor=OPERATOR.name)
    say(f"{LISTS[name]}：新增 {len(plan.added)} 个单位，修改 {len(plan.changed)} 个。")


def one_list(order: Order, origin: str, source: HarvestSource) -> Outcome:
    """From an origin to a finished run."""
    try:
        kept = None if is_address(origin) else keep_file(Path(origin))
        given = given_mapping(order)
        waiting = mapping_for(
            source, kept, by=OPERATOR, given=given, accept=order.accept, partial=order.partial
        )
        if waiting is not None:
            return Outcome(origin, waiting=saved(order, waiting))
        wish = actions.Wish(order.as_of, order.dry, order.partial, order.allow_vanish)
        found = actions.open_run(source=source, kept=kept, wish=wish, by=OPERATOR)
        with Bar(source.code) as bar:
            return Outcome(origin, carry_out(found, bar))
    except ProblemsError as error:
        return Outcome(origin, problems=error.problems)


def source_of(order: Order, origin: str) -> HarvestSource:
    """The source of this code, registered now if it is new; its agency is never guessed."""
    code = order.code or code_of(origin)
    name = order.per_file.get(code) or order.agency
    source = HarvestSource.objects.select_related("agency").filter(code=code).first()
    if source is not None:
        if name and agency_of(name) != source.agency:
            message = f"来源“{code}”属于“{source.agency.name}”（{source.agency.code}），不是“{name}”。"
            raise typer.BadParameter(message + "请核对单位，或用 --source 另取一个来源编号。")
        return source
    if not name:
        message = f"“{origin}”的目录属于哪个单位？请用 --agency 写明单位代码，"
        raise typer.BadParameter(f"{message}多个文件用 --agency-per-file {code}=单位代码,…。")
    address = origin if is_address(origin) else ""
    form = "ckan" if address and is_ckan(address) else ""
    return actions.register_source(
        code=code, title=order.title, agency=agency_of(name), by=OPERATOR, address=address, form=form
    )


def code_of(origin: str) -> str:
    """A source's code from a file's name up to its first dot, or from an address."""
    text = origin.split("://", 1)[-1].split("?", 1)[0] if is_address(origin) else Path(origin).name
    stem = text if is_address(origin) else text.split(".", 1)[0]
    return (ODD.sub("_", stem.lower()).strip("_") or "source")[:100].strip("_")


def agency_of(name: str) -> Agency:
    """The agency with this code, name or administrative division; one that has ended too, for lists of its time."""
    found = AgencyIndex.load().resolve(name)
    if found is None:
        named = list(Agency.objects.filter(Q(code=name) | Q(division_code=name))[:2]) if name else []
        found = named[0] if len(named) == 1 else None
    if found is None:
        codes = list(Agency.objects.values_list("code", flat=True))
        hint = did_you_mean(name, codes) or f"随附的名单可用 --load-agencies 载入：{'、'.join(LISTS)}。"
        raise typer.BadParameter(f"没有单位“{name}”。{hint}")
    return found


def given_mapping(order: Order) -> str | None:
    """The text of the mapping file, if there is one already."""
    path = order.mapping
    return path.read_text(encoding="utf-8-sig") if path is not None and path.is_file() else None


def saved(order: Order, waiting: Unconfirmed) -> Unconfirmed:
    """Write the proposal where the command line said it should go."""
    if order.mapping is not None:
        try:
            order.mapping.write_text(waiting.text, encoding="utf-8")
        except OSError as error:
            raise typer.BadParameter(f"“{order.mapping}”写不进去：{error.strerror}。") from error
        say(f"建议的字段对应已写入 {order.mapping}，核对后用 --mapping {order.mapping} 采集。")
    return waiting


def document(outcome: Outcome) -> dict[str, Any]:
    """One list as JSON."""
    return harvest_tables.document(outcome.origin, outcome.run, outcome.waiting, outcome.problems)
