"""What a workbook that came back would change: additions, changes field by field, what stays; or all mistakes."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from shuheng.accounts.models import Agency
from shuheng.accounts.permissions import allows
from shuheng.accounts.visitors import Visitor
from shuheng.catalogue.actions.store import Wanted
from shuheng.catalogue.excel import layout
from shuheng.catalogue.excel.compare import Compared, PartRows, compare, item_rows, new_values, resource_rows
from shuheng.catalogue.excel.read import Given, GivenRow
from shuheng.catalogue.excel.write import state_texts
from shuheng.catalogue.models import CatalogueEntry
from shuheng.catalogue.state import items_by_entry, resources_by_entry
from shuheng.catalogue.terms import EntryStatus
from shuheng.catalogue.values import stored
from shuheng.problems import Problem

BATCH = 1_000
MOST_CHANGES = 3_000  # what one request applies in a reasonable time


@dataclass(frozen=True)
class Change:
    """One entry that would change: the version that was exported, what is wanted, and the differences in words."""

    number: int
    version: int
    title: str
    wanted: Wanted
    differences: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True)
class Addition:
    agency: Agency
    title: str
    wanted: Wanted


@dataclass
class Plan:
    """Nothing may be applied while there are problems."""

    additions: list[Addition] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    unchanged: int = 0
    problems: list[Problem] = field(default_factory=list)

    @property
    def fingerprint(self) -> str:
        """Of all that would happen: what is applied is what was shown."""
        said = [
            [[one.agency.code, said_of(one.wanted)] for one in self.additions],
            [[one.number, one.version, said_of(one.wanted)] for one in self.changes],
        ]
        return hashlib.sha256(json.dumps(said, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def said_of(wanted: Wanted) -> list[Any]:
    parts = [
        None if part is None else [{name: stored(value) for name, value in one.items()} for one in part]
        for part in (wanted.items, wanted.resources)
    ]
    return [{name: stored(value) for name, value in wanted.values.items()}, *parts]


class Planner:
    """Holds what the rows are compared with; finds all mistakes before it gives up."""

    def __init__(self, given: Given, by: Visitor) -> None:
        self.given, self.by = given, by
        self.plan = Plan(problems=list(given.problems))
        numbers = {int(row.text(layout.NUMBER)) for row in self.rows if is_number(row.text(layout.NUMBER))}
        named = [row for sheet in (layout.ITEMS, layout.RESOURCES) for row in given.rows[sheet]]
        texts = {row.text(layout.ENTRY_NUMBER) for row in named}
        numbers |= {int(text) for text in texts if is_number(text)}
        self.entries = entries_of(sorted(numbers))
        held = list(self.entries.values())
        self.items = PartRows(items_by_entry(held), given.rows[layout.ITEMS])
        self.resources = PartRows(resources_by_entry(held), given.rows[layout.RESOURCES])
        codes = {row.text(layout.AGENCY) for row in self.rows}
        self.agencies = {one.code: one for one in Agency.objects.filter(code__in=codes)}
        self.seen: set[str] = set()

    @property
    def rows(self) -> list[GivenRow]:
        return self.given.rows[layout.ENTRIES]

    def run(self) -> Plan:
        """Rows of entries first, then the items and resources that belong to none of these rows."""
        if any(problem.code == "excel-column-missing" for problem in self.plan.problems):
            return self.plan  # rows without their key would all seem to be new
        for row in self.rows:
            key = row.text(layout.NUMBER)
            if key and key in self.seen:
                self.refuse(
                    row, "excel-entry-twice", f"编号“{key}”出现了两次。", layout.NUMBER, "请删去一行。"
                )
                continue
            self.seen.add(key)
            if is_number(key):
                self.held_entry(row, int(key))
            elif not key or key.startswith(layout.NEW):
                self.new_entry(row, key)
            else:
                message = f"“{key[:60]}”不是编号。"
                hint = "原有的目录不要改编号，新增的写“新1”或空着。"
                self.refuse(row, "excel-entry-number", message, layout.NUMBER, hint)
        self.loose_parts()
        changed = len(self.plan.changes) + len(self.plan.additions)
        if changed > MOST_CHANGES:
            message = f"有 {changed} 条目录要新增或变更，一次最多 {MOST_CHANGES} 条。"
            hint = "请把改动分成几个工作簿；没有改的行可以留着，也可以删去。"
            self.plan.problems.append(Problem("excel-too-many-changes", message, hint=hint))
        return self.plan

    def refuse(self, row: GivenRow, code: str, message: str, title: str, hint: str = "") -> None:
        self.plan.problems.append(row.problem(code, message, title, hint=hint))

    def held_entry(self, row: GivenRow, number: int) -> None:
        entry = self.entries.get(number)
        if entry is None:
            hint = "请重新导出；新增的目录编号写“新1”或空着。"
            self.refuse(row, "excel-entry-unknown", f"没有编号为 {number} 的目录。", layout.NUMBER, hint)
            return
        found = compare(row, layout.FIELDS[layout.ENTRIES], lambda name: getattr(entry, name))
        self.plan.problems += found.problems
        self.refuse_read_only(row, entry)
        self.decide(row, entry, found, row.text(layout.VERSION))

    def decide(self, row: GivenRow, entry: CatalogueEntry, found: Compared, version: str) -> None:
        """Keep the change of one entry with those of its parts, unless it must not be changed."""
        key = str(entry.pk)
        items = item_rows(self.items, key, entry.pk, self.plan.problems)
        resources = resource_rows(self.resources, key, entry.pk, self.plan.problems)
        differences = (*found.differences, *items.differences, *resources.differences)
        if not differences:
            self.plan.unchanged += 1
            return
        if version != str(entry.version):
            message = f"导出后已被别人改过：表里是第 {version or '？'} 版，现在是第 {entry.version} 版。"
            self.refuse(row, "excel-entry-moved", message, layout.VERSION, "请重新导出，再改一次。")
        if entry.status == EntryStatus.WITHDRAWN:
            self.refuse(
                row, "entry-withdrawn", "这条目录已撤销，不能改。", layout.NUMBER, "请先在页面上恢复。"
            )
        self.refuse_stranger(row, entry.agency)
        wanted = Wanted(found.values, items.wanted, resources.wanted, "Excel 导入")
        self.plan.changes.append(Change(entry.pk, entry.version, entry.title, wanted, differences))

    def new_entry(self, row: GivenRow, key: str) -> None:
        values, problems = new_values(row, layout.FIELDS[layout.ENTRIES])
        self.plan.problems += problems
        code = row.text(layout.AGENCY)
        agency = self.agencies.get(code)
        if agency is None:
            message = f"没有代码为“{code}”的单位。" if code else "没有填写单位代码。"
            self.refuse(row, "excel-agency-unknown", message, layout.AGENCY, "请写“单位”页面上的单位代码。")
            return
        self.refuse_stranger(row, agency)
        items = item_rows(self.items, key, None, self.plan.problems) if key else None
        resources = resource_rows(self.resources, key, None, self.plan.problems) if key else None
        wanted = Wanted(
            values, items.wanted if items else (), resources.wanted if resources else (), "Excel 导入"
        )
        self.plan.additions.append(Addition(agency, str(values.get("title", "")), wanted))

    def loose_parts(self) -> None:
        """Items and resources whose entry has no row in 目录: its row was deleted there, which deletes nothing."""
        for parts in (self.items, self.resources):
            for key, rows in list(parts.unused.items()):
                entry = self.entries.get(int(key)) if is_number(key) else None
                if entry is None or key in self.seen:
                    message = (
                        f"“{key[:60]}”不是“{layout.ENTRIES}”工作表里的编号。" if key else "没有写目录编号。"
                    )
                    for row in rows:
                        self.refuse(row, "excel-part-entry", message, layout.ENTRY_NUMBER)
                    continue
                self.seen.add(key)
                self.decide(rows[0], entry, Compared(), str(entry.version))

    def refuse_read_only(self, row: GivenRow, entry: CatalogueEntry) -> None:
        """What only the life cycle or another page may change has been left alone."""
        if row.text(layout.AGENCY) not in {"", entry.agency.code}:
            message = f"目录的单位不能在这里改（现在是 {entry.agency.code}）。"
            self.refuse(row, "excel-read-only", message, layout.AGENCY, "请改回原来的单位代码。")
        for title, now in zip(layout.STATE.values(), state_texts(entry), strict=True):
            if (
                title in row.texts
                and row.text(title) != now
                and row.text(layout.VERSION) == str(entry.version)
            ):
                message = f"“{title}”不能在这里改，现在是“{now}”。"
                self.refuse(row, "excel-read-only", message, title, "请改回去，到目录页面办理环节。")

    def refuse_stranger(self, row: GivenRow, agency: Agency) -> None:
        if not allows(self.by, "catalogue.edit", agency):
            message = f"您没有编制“{agency.name}”目录的权限。"
            self.refuse(row, "excel-agency-forbidden", message, layout.AGENCY, "请删去这一行，由该单位办理。")


def is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 19


def entries_of(numbers: Sequence[int]) -> dict[int, CatalogueEntry]:
    """The entries by number, asked in batches."""
    found: dict[int, CatalogueEntry] = {}
    for start in range(0, len(numbers), BATCH):
        some = CatalogueEntry.objects.select_related("agency").in_bulk(numbers[start : start + BATCH])
        found |= some
    return found


def plan_import(given: Given, by: Visitor) -> Plan:
    """What this workbook would do if this visitor applied it now."""
    return Planner(given, by).run()
