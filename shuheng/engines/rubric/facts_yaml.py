"""Fact files in YAML: agencies and their facts, with places for every mistake."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from shuheng.engines.rubric.facts import Agency, FactRow, FactSheet, Where, build_sheet
from shuheng.engines.rubric.model import Rubric
from shuheng.engines.rubric.problems import Problem, ProblemsError, did_you_mean
from shuheng.engines.rubric.source import Source, read_source

HEAD_KEYS = ("rubric", "id", "title", "demo", "period", "agencies")
AGENCY_KEYS = ("code", "name", "peer", "class", "facts", "previous")
FACT_KEYS = ("value", "origin", "evidence")


def read_facts_yaml(rubric: Rubric, path: Path) -> FactSheet:
    """Read one fact file; raise ProblemsError with every mistake at once."""
    source = read_source(path)
    reader = _Reader(source)
    head = reader.head()
    rows = list(reader.rows())
    if source.problems or reader.problems:
        raise ProblemsError([*source.problems, *reader.problems])
    if head.get("rubric") not in (None, rubric.id):
        text = f"这份事实是给“{head['rubric']}”的，不是给“{rubric.id}”的。"
        raise ProblemsError([reader.problem("rubric-other", text, ("rubric",))])
    agencies = _agencies(head.get("agencies"))
    return build_sheet(
        rubric,
        [*(_introduction(agency, reader) for agency in agencies), *rows],
        sheet_id=str(head.get("id") or path.stem),
        title=str(head.get("title") or ""),
        period=str(head.get("period") or ""),
        demo=head.get("demo") == "true",
    )


def _agencies(value: Any) -> list[Agency]:
    found = value if isinstance(value, list) else []
    return [
        Agency(item["code"], item.get("name") or item["code"], item.get("peer"), item.get("class"))
        for item in found
        if isinstance(item, dict) and isinstance(item.get("code"), str)
    ]


def _introduction(agency: Agency, reader: _Reader) -> FactRow:
    where = Where(file=reader.source.file)
    return FactRow(
        agency.code, "", "", agency.name, agency.peer or "", class_name=agency.class_name or "", where=where
    )


class _Reader:
    """Walks the file and yields rows; keeps the problems it meets."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.problems: list[Problem] = []

    def problem(self, code: str, message: str, path: tuple[str | int, ...], hint: str = "") -> Problem:
        """A problem at a place in the file."""
        line, column = self.source.place(path)
        return Problem(code, message, file=self.source.file, line=line, column=column, hint=hint)

    def head(self) -> dict[str, Any]:
        """The keys of the file; strange ones are problems."""
        data = self.source.data
        if not isinstance(data, dict) or not isinstance(data.get("agencies"), list):
            self.problems.append(
                self.problem("facts-shape", "文件要有 agencies 列表，每项有 code、name、facts。", ())
            )
            return {}
        self._known(data, HEAD_KEYS, ())
        return data

    def rows(self) -> Iterator[FactRow]:
        """Every fact of every agency."""
        data = self.source.data
        agencies = data.get("agencies") if isinstance(data, dict) else None
        seen: set[str] = set()
        for index, agency in enumerate(agencies if isinstance(agencies, list) else []):
            path: tuple[str | int, ...] = ("agencies", index)
            if not isinstance(agency, dict) or not isinstance(agency.get("code"), str):
                self.problems.append(self.problem("agency-missing", "单位没有 code。", path))
                continue
            if agency["code"] in seen:
                self.problems.append(
                    self.problem("agency-duplicate", f"单位“{agency['code']}”写了两次。", path)
                )
            seen.add(str(agency["code"]))
            self._known(agency, AGENCY_KEYS, path)
            for key, period in (("facts", ""), ("previous", "上年")):
                yield from self._facts(agency, key, period, (*path, key))

    def _facts(
        self, agency: dict[str, Any], key: str, period: str, path: tuple[str | int, ...]
    ) -> Iterator[FactRow]:
        facts = agency.get(key)
        if facts is not None and not isinstance(facts, dict):
            self.problems.append(self.problem("facts-shape", f"{key} 要写“指标值: 取值”的表。", path))
            return
        for title, value in (facts or {}).items():
            line, column = self.source.place((*path, title), key=True)
            body = value if isinstance(value, dict) else {"value": value}
            self._known(body, FACT_KEYS, (*path, title))
            if not isinstance(body.get("value"), str):
                self.problems.append(self.problem("fact-empty", f"“{title}”没有填值。", (*path, title)))
                continue
            yield FactRow(
                agency["code"],
                title,
                body["value"],
                period=period,
                origin=str(body.get("origin") or ""),
                evidence=str(body.get("evidence") or ""),
                where=Where(file=self.source.file, line=line, column=column),
            )

    def _known(self, data: dict[str, Any], known: tuple[str, ...], path: tuple[str | int, ...]) -> None:
        for key in data:
            if key not in known:
                text = f"不认识的键“{key}”。可用：{'、'.join(known)}。"
                self.problems.append(
                    self.problem("key-unknown", text, (*path, key), did_you_mean(key, known))
                )
