"""Rules as data: every mistake has its code, line and column; rules that load are those that are written."""

from __future__ import annotations

from decimal import Decimal

import pytest

from shuheng.engines.measure.tables import RULE_KINDS, load_rules, rule_measures
from shuheng.engines.measure.tables.rules.model import Range, Unique
from shuheng.problems import ProblemsError

COLUMNS = ("年龄", "姓名", "开始", "结束")
GOOD = "code: a, column: 年龄, says: 说明"


def mistakes(text: str) -> list[tuple[str, int]]:
    with pytest.raises(ProblemsError) as refused:
        load_rules(text, "rules.yaml", COLUMNS)
    return [(problem.code, problem.line) for problem in refused.value.problems]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("a: b", "rule-list"),
        ("- 不是表", "rule-shape"),
        (f"- {{{GOOD}, kind: rnge, least: 1}}", "rule-kind"),
        (f"- {{{GOOD}}}", "rule-kind"),
        (f"- {{{GOOD}, kind: range, leest: 1, most: 2}}", "rule-key-unknown"),
        (f"- {{{GOOD}, kind: range}}", "rule-key-missing"),
        ("- {code: a, column: 年龄, kind: not_empty}", "rule-key-missing"),
        (f"- {{{GOOD}, kind: pattern, pattern: ''}}", "rule-value-empty"),
        (f"- {{{GOOD}, kind: pattern, pattern: [a]}}", "rule-value-kind"),
        (f"- {{{GOOD}, kind: codes, codes: 甲}}", "rule-value-kind"),
        ("- {code: A b, column: 年龄, says: 说明, kind: not_empty}", "rule-code"),
        ("- {code: a, column: 年令, says: 说明, kind: not_empty}", "rule-column"),
        (f"- {{{GOOD}, kind: date_order, other: 结速}}", "rule-column"),
        (f"- {{{GOOD}, kind: unique, beside: [姓名, 性别]}}", "rule-column"),
        (f"- {{{GOOD}, kind: range, least: 一}}", "rule-number"),
        (f"- {{{GOOD}, kind: range, least: NaN}}", "rule-number"),
        (f"- {{{GOOD}, kind: range, least: 0.0000000001}}", "rule-number"),
        (f"- {{{GOOD}, kind: length, most: -1}}", "rule-number"),
        (f"- {{{GOOD}, kind: range, least: 2, most: 1}}", "rule-bounds"),
        (f"- {{{GOOD}, kind: compare, sign: '=>', other: 结束}}", "rule-value-unknown"),
        (f"- {{{GOOD}, kind: pattern, pattern: '\\d+'}}", "rule-pattern"),
        (f"- {{{GOOD}, kind: pattern, pattern: '(?=a)'}}", "rule-pattern"),
        (f"- {{{GOOD}, kind: pattern, pattern: '[0-9'}}", "rule-pattern"),
        (f"- {{{GOOD}, kind: not_empty}}\n- {{{GOOD}, kind: not_empty}}", "rule-code-repeated"),
        (f"- {{{GOOD}, code: b, kind: not_empty}}", "yaml-duplicate-key"),
    ],
)
def test_a_mistake_has_its_code(text: str, code: str) -> None:
    assert [found for found, _ in mistakes(text)] == [code]


def test_all_mistakes_come_at_once_in_order_with_hints() -> None:
    text = "- {code: a, column: 年令, says: 说明, kind: not_empty}\n- {code: b, column: 姓名, kind: lenght, most: 3, says: x}\n- 三\n"
    assert mistakes(text) == [("rule-column", 1), ("rule-kind", 2), ("rule-shape", 3)]
    with pytest.raises(ProblemsError, match="是否想写“length”"):
        load_rules(text, "rules.yaml", COLUMNS)


def test_what_loads_is_what_is_written() -> None:
    rules = load_rules(
        "- {code: a, column: 年龄, kind: range, least: '0', most: 150.5, says: 合理}\n"
        "- {code: b, column: 姓名, kind: unique, beside: [开始], says: 不重}\n",
        "rules.yaml",
        COLUMNS,
    )
    assert rules == (
        Range("a", "年龄", "合理", Decimal(0), Decimal("150.5")),
        Unique("b", "姓名", "不重", ("开始",)),
    )
    measures = rule_measures(rules)
    assert [(code, one.title) for code, one in measures.items()] == [("rule:a", "合理"), ("rule:b", "不重")]
    assert set(RULE_KINDS) >= {"not_empty", "range", "reference", "date_order"}
