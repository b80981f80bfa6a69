"""Whether rules of the right shape make sense: options of their kind, columns of the table, maps that end."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from shuheng.engines.measure.repair.codes import PROBLEM_CODES
from shuheng.engines.measure.repair.kinds import KINDS
from shuheng.engines.measure.repair.shapes import EVERY, RepairRules, Rule
from shuheng.engines.measure.tables.formats import FORMATS
from shuheng.files.yaml_source import Source
from shuheng.problems import Problem, did_you_mean

COMMON = {"rule", "columns"}
Path = tuple[str | int, ...]


def meaning_problems(
    rules: RepairRules, source: Source, columns: Collection[str] | None, lists: Collection[str] | None
) -> list[Problem]:
    """Every mistake of meaning with its place; ``columns`` and ``lists`` that exist, None where nobody knows yet."""
    if not rules.rules:
        return [_problem(source, ("rules",), "repair-no-rules", "没有写清洗规则。")]
    return [
        problem
        for place, rule in enumerate(rules.rules)
        for problem in _of_rule(rule, source, ("rules", place), columns, lists)
    ]


def _of_rule(
    rule: Rule, source: Source, path: Path, columns: Collection[str] | None, lists: Collection[str] | None
) -> Iterator[Problem]:
    yield from _columns(rule, source, path, columns)
    yield from _options(rule, source, path)
    if rule.format and rule.format not in FORMATS:
        text = f"没有“{rule.format}”这种格式。"
        yield _problem(source, (*path, "format"), "repair-format", text, FORMATS, rule.format)
    if rule.code_list and lists is not None and rule.code_list not in lists:
        text = f"没有代码表“{rule.code_list}”。"
        yield _problem(source, (*path, "list"), "repair-list", text, sorted(lists), rule.code_list)
    for written, code in rule.map.items():
        if rule.map.get(code, code) != code:
            text = f"“{written}”对照为“{code}”，“{code}”又对照为“{rule.map[code]}”。"
            yield _problem(source, (*path, "map", written), "repair-map-chain", text)


def _columns(rule: Rule, source: Source, path: Path, columns: Collection[str] | None) -> Iterator[Problem]:
    whole_row = KINDS[rule.rule].prepare is None
    if whole_row and rule.columns:
        text = f"“{rule.rule}”看整行，不写 columns。"
        yield _problem(source, (*path, "columns"), "repair-columns", text)
    elif not whole_row and not rule.columns:
        yield _problem(source, path, "repair-columns", f"“{rule.rule}”没有写 columns。")
    elif not whole_row and columns is not None:
        for name in rule.columns:
            if name != EVERY and name not in columns:
                text = f"表里没有“{name}”这一列。"
                yield _problem(source, (*path, "columns"), "repair-column", text, list(columns)[:50], name)


def _options(rule: Rule, source: Source, path: Path) -> Iterator[Problem]:
    kind = KINDS[rule.rule]
    fields = Rule.model_fields
    written = {fields[name].alias or name for name in rule.model_fields_set} - COMMON
    for name in sorted(written - set(kind.options)):
        text = f"“{rule.rule}”没有选项 {name}。"
        yield _problem(source, (*path, name), "repair-option", text, kind.options, name)
    for group in kind.needs:
        if len(written & set(group)) != 1:
            text = f"“{rule.rule}”要写 {' 或 '.join(group)}{'（只写一个）' if len(group) > 1 else ''}。"
            yield _problem(source, path, "repair-needs", text)


def _problem(
    source: Source, path: Path, code: str, message: str, allowed: Iterable[str] = (), word: str = ""
) -> Problem:
    line, column = source.place(path)
    known = tuple(allowed)
    field = " ".join(str(step + 1) if isinstance(step, int) else step for step in path)
    return Problem(code, message, file=source.file, line=line, column=column, field=field, allowed=known,
                   hint=(did_you_mean(word, known) if word else "") or PROBLEM_CODES[code][1])  # fmt: skip
