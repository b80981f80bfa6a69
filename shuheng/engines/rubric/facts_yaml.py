"""Fact files in YAML: agencies and their facts, with places for every mistake."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from shuheng.engines.rubric.facts import FactRow, FactSheet, build_sheet
from shuheng.engines.rubric.model import Rubric
from shuheng.files.yaml_source import Source, read_source
from shuheng.problems import Problem, ProblemsError, Where, did_you_mean

HEAD_KEYS = ("rubric", "id", "title", "demo", "period", "agencies")
AGENCY_KEYS = ("code", "name", "peer", "class", "facts", "previous")
HEAD_TEXTS = ("rubric", "id", "title", "demo", "period")
AGENCY_TEXTS = ("name", "peer", "class")
FACT_KEYS = ("value", "origin", "evidence")


def read_facts_yaml(rubric: Rubric, path: Path) -> FactSheet:
    """Read one fact file; raise ProblemsError with every mistake at once."""
    source = read_source(path)
    reader = _Reader(source)
    head = reader.head()
    rows = list(reader.rows())
    if source.problems or reader.problems:
        found = [*source.problems, *reader.problems]
        raise ProblemsError(sorted(found, key=lambda problem: (problem.line, problem.column)))
    if head.get("rubric") not in (None, rubric.id):
        text = f"这份事实是给“{head['rubric']}”的，不是给“{rubric.id}”的。请换一份事实，或换细则。"
        raise ProblemsError([reader.problem("rubric-other", text, ("rubric",))])
    agencies = _introductions(head["agencies"], source)
    return build_sheet(
        rubric,
        [*agencies, *rows],
        sheet_id=str(head.get("id") or path.stem),
        title=str(head.get("title") or ""),
        period=str(head.get("period") or ""),
        demo=head.get("demo") == "true",
    )


def _introductions(agencies: list[dict[str, Any]], source: Source) -> list[FactRow]:
    """One row per agency that names it and holds no fact, so that an agency without facts is known too."""
    rows = []
    for index, item in enumerate(agencies):
        line, column = source.place(("agencies", index))
        where = Where(file=source.file, line=line, column=column)
        name, peer, class_name = (item.get(key) or "" for key in AGENCY_TEXTS)
        row = FactRow(item["code"], "", "", name or item["code"], peer, class_name=class_name, where=where)
        rows.append(row)
    return rows


class _Reader:
    """Walks the file and yields rows; keeps the problems it meets."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.problems: list[Problem] = []

    def problem(
        self, code: str, message: str, path: tuple[str | int, ...], hint: str = "", *, key: bool = False
    ) -> Problem:
        """A problem at a place in the file; with ``key`` at the key, not its value."""
        line, column = self.source.place(path, key=key)
        return Problem(code, message, file=self.source.file, line=line, column=column, hint=hint)

    def head(self) -> dict[str, Any]:
        """The keys of the file; strange ones are problems."""
        data = self.source.data
        if not isinstance(data, dict) or not isinstance(data.get("agencies"), list):
            self.problems.append(
                self.problem("facts-shape", "文件要有 agencies 列表，每项有 code、name、facts。", ())
            )
            return {}
        if not data["agencies"]:
            text = "agencies 是空的，没有任何单位。请至少写一个单位。"
            self.problems.append(self.problem("facts-empty", text, ("agencies",)))
        self._known(data, HEAD_KEYS, ())
        self._texts(data, HEAD_TEXTS, ())
        if data.get("demo", "false") not in ("true", "false"):
            self.problems.append(self.problem("switch", "demo 只能写 true 或 false。", ("demo",)))
        return data

    def rows(self) -> Iterator[FactRow]:
        """Every fact of every agency."""
        data = self.source.data
        agencies = data.get("agencies") if isinstance(data, dict) else None
        seen: set[str] = set()
        for index, agency in enumerate(agencies if isinstance(agencies, list) else []):
            path: tuple[str | int, ...] = ("agencies", index)
            if not isinstance(agency, dict) or not isinstance(agency.get("code"), str):
                self.problems.append(
                    self.problem("agency-missing", "单位没有写 code（单位代码）。请补上。", path)
                )
                continue
            if agency["code"] in seen:
                self.problems.append(
                    self.problem("agency-duplicate", f"单位“{agency['code']}”写了两次。请合并成一处。", path)
                )
            seen.add(str(agency["code"]))
            self._known(agency, AGENCY_KEYS, path)
            self._texts(agency, AGENCY_TEXTS, path)
            for key, period in (("facts", ""), ("previous", "上年")):
                yield from self._facts(agency, key, period, (*path, key))

    def _facts(
        self, agency: dict[str, Any], key: str, period: str, path: tuple[str | int, ...]
    ) -> Iterator[FactRow]:
        facts = agency.get(key)
        if facts is not None and not isinstance(facts, dict):
            self.problems.append(
                self.problem("facts-table", f"{key} 要写“指标值: 取值”的表。请检查冒号和缩进。", path)
            )
            return
        for title, value in (facts or {}).items():
            line, column = self.source.place((*path, title), key=True)
            body = value if isinstance(value, dict) else {"value": value}
            self._known(body, FACT_KEYS, (*path, title))
            self._texts(body, ("origin", "evidence"), (*path, title))
            if isinstance(body.get("value"), list | dict):
                text = f"{agency['code']}“{title}”要写一个值，不能写成列表或表。"
                hint = "分项请写成 80; 71 这样，用分号隔开。"
                self.problems.append(self.problem("value-kind", text, (*path, title), hint))
                continue
            if not isinstance(body.get("value"), str):
                text = f"{agency['code']}“{title}”没有填值。"
                hint = "请写一个值；不知道就不要写这一行，会按未知处理。"
                self.problems.append(self.problem("fact-empty", text, (*path, title), hint))
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

    def _texts(self, data: dict[str, Any], keys: tuple[str, ...], path: tuple[str | int, ...]) -> None:
        """Keys that hold one text, or nothing."""
        for key in keys:
            if not isinstance(data.get(key), str | None):
                text = f"“{key}”要写一个值，不能写成列表或表。"
                self.problems.append(self.problem("value-kind", text, (*path, key)))

    def _known(self, data: dict[str, Any], known: tuple[str, ...], path: tuple[str | int, ...]) -> None:
        for key in data:
            if key not in known:
                text = f"不认识的键“{key}”。可用：{'、'.join(known)}。"
                self.problems.append(
                    self.problem("key-unknown", text, (*path, key), did_you_mean(key, known), key=True)
                )
