"""Rules from YAML, every mistake at once with its line and column.

- code: age
  column: 年龄
  kind: range
  least: 0
  most: 150
  says: 年龄在 0 到 150 岁之间
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any

from shuheng.engines.measure.tables.rules.model import (
    KINDS,
    SIGNS,
    Codes,
    Compare,
    DateOrder,
    Length,
    NotEmpty,
    PatternRule,
    Range,
    Reference,
    Rule,
    Unique,
)
from shuheng.files.yaml_source import Plain, Source, parse_source
from shuheng.problems import Problem, ProblemsError, did_you_mean

CODE = re.compile(r"[a-z][a-z0-9_]{0,40}")
COMMON = ("code", "column", "kind", "says")
ARGUMENTS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "not_empty": ((), ()),
    "range": ((), ("least", "most")),
    "length": ((), ("least", "most")),
    "pattern": (("pattern",), ()),
    "codes": (("codes",), ()),
    "unique": ((), ("beside",)),
    "compare": (("sign", "other"), ()),
    "reference": (("table", "other"), ()),
    "date_order": (("other",), ()),
}  # of a kind: the keys it must have, the keys it may have
FOREIGN = re.compile(r"\\[dDwWsSbBAzZpPkKGhRXN1-9]|\(\?(?!:)|[*+?}][+?]|\$(?!$)|(?<!^)\^(?<!\[\^)")
MOST_BOUND = Decimal(10) ** 18


def load_rules(text: str, label: str, columns: Sequence[str] | None = None) -> tuple[Rule, ...]:
    """The rules of a YAML text; ``columns`` are those of the table (None: not held against any).

    Raises ProblemsError with all mistakes; ``label`` is how messages call the text.
    """
    source = parse_source(text, label)
    reader = _Reader(source, columns)
    rules = reader.rules()
    if reader.problems:
        raise ProblemsError(sorted(reader.problems, key=lambda one: (one.line, one.column)))
    return rules


class _Reader:
    """Reads one source; what does not fit is told and left out."""

    def __init__(self, source: Source, columns: Sequence[str] | None) -> None:
        self.source = source
        self.columns = columns
        self.problems = list(source.problems)

    def rules(self) -> tuple[Rule, ...]:
        """All rules that have no mistakes."""
        data = self.source.data
        if not isinstance(data, list):
            self.tell((), "rule-list", "规则要写成列表，每条以“- ”开头。")
            return ()
        found: list[Rule] = []
        seen: set[str] = set()
        for number, written in enumerate(data):
            rule = self._rule(number, written)
            if rule is not None and rule.code in seen:
                self.tell(
                    (number, "code"), "rule-code-repeated", f"代码“{rule.code}”已有一条规则，请换一个。"
                )
            elif rule is not None:
                seen.add(rule.code)
                found.append(rule)
        return tuple(found)

    def _rule(self, number: int, written: Plain) -> Rule | None:
        if not isinstance(written, dict):
            self.tell((number,), "rule-shape", "一条规则要写成“键: 值”的表。", COMMON)
            return None
        before = len(self.problems)
        kind = self._kind(number, written)
        if kind is None:
            return None
        self._keys(number, written, kind)
        if len(self.problems) > before:
            return None
        common = (
            self._code(number, written),
            self._column(number, "column", written["column"]),
            str(written["says"]),
        )
        rule = self._made(number, kind, written, common)
        return rule if len(self.problems) == before else None

    def _kind(self, number: int, written: dict[str, Plain]) -> str | None:
        kind = written.get("kind")
        if isinstance(kind, str) and kind in KINDS:
            return kind
        where = (number, "kind") if "kind" in written else (number,)
        word = kind if isinstance(kind, str) else ""
        message = f"没有“{word}”这种规则。" if word else "缺少规则的种类 kind。"
        self.tell(where, "rule-kind", message, tuple(KINDS), did_you_mean(word, KINDS))
        return None

    def _keys(self, number: int, written: dict[str, Plain], kind: str) -> None:
        needed, possible = ARGUMENTS[kind]
        allowed = (*COMMON, *needed, *possible)
        for key in written:
            if key not in allowed:
                hint = did_you_mean(key, allowed)
                self.tell(
                    (number, key),
                    "rule-key-unknown",
                    f"{kind} 规则没有“{key}”这个键。",
                    allowed,
                    hint,
                    key=True,
                )
        for key in (*COMMON, *needed):
            if key not in written:
                self.tell((number,), "rule-key-missing", f"缺少必填的键“{key}”。请补上。")
            elif written[key] in (None, "", []):
                self.tell((number, key), "rule-value-empty", f"“{key}”没有写值。请填写。")
        for key in (*COMMON, "least", "most", "pattern", "sign", "other", "table"):
            if isinstance(written.get(key), (list, dict)):
                self.tell((number, key), "rule-value-kind", f"“{key}”要写一个值。")
        if kind in {"range", "length"} and not any(written.get(key) for key in ("least", "most")):
            self.tell((number,), "rule-key-missing", "least 和 most 至少要写一个。")

    def _code(self, number: int, written: dict[str, Plain]) -> str:
        code = str(written["code"])
        if not CODE.fullmatch(code):
            self.tell(
                (number, "code"),
                "rule-code",
                f"代码“{code}”不合写法：小写英文字母开头，只用小写字母、数字和下划线，不超过 41 个字符。",
            )
        return code

    def _column(self, number: int, key: str, name: Plain, place: int | None = None) -> str:
        text = str(name)
        if self.columns is not None and text not in self.columns:
            where: tuple[str | int, ...] = (number, key) if place is None else (number, key, place)
            hint = did_you_mean(text, self.columns)
            self.tell(where, "rule-column", f"表里没有“{text}”这一列。", tuple(self.columns[:20]), hint)
        return text

    def _made(self, number: int, kind: str, written: dict[str, Plain], common: tuple[str, str, str]) -> Rule:
        match kind:
            case "range":
                return Range(*common, *self._bounds(number, written, self._decimal))
            case "length":
                return Length(*common, *self._bounds(number, written, self._whole))
            case "pattern":
                return PatternRule(*common, self._pattern(number, str(written["pattern"])))
            case "codes":
                return Codes(*common, self._list(number, "codes", written["codes"]))
            case "unique":
                beside = self._list(number, "beside", written.get("beside") or [])
                return Unique(
                    *common, tuple(self._column(number, "beside", one, at) for at, one in enumerate(beside))
                )
            case "compare":
                sign = self._choice(number, "sign", str(written["sign"]), SIGNS)
                return Compare(*common, sign, self._column(number, "other", written["other"]))
            case "reference":
                return Reference(*common, str(written["table"]), str(written["other"]))
            case "date_order":
                return DateOrder(*common, self._column(number, "other", written["other"]))
        return NotEmpty(*common)

    def _bounds(self, number: int, written: dict[str, Plain], read: Callable[[str], Any]) -> tuple[Any, Any]:
        found: list[Any] = []
        for key in ("least", "most"):
            text = written.get(key)
            try:
                found.append(None if text is None else read(str(text)))
            except (ValueError, InvalidOperation):
                self.tell((number, key), "rule-number", f"“{key}”写的是“{text}”，应是不超过 18 位的数字。")
                found.append(None)
        if None not in found and found[0] > found[1]:
            self.tell(
                (number, "least"), "rule-bounds", f"下限 {found[0]} 大于上限 {found[1]}。请改其中一个。"
            )
        return found[0], found[1]

    @staticmethod
    def _decimal(text: str) -> Decimal:
        value = Decimal(text)
        if not value.is_finite() or abs(value) > MOST_BOUND or value.normalize().as_tuple().exponent < -9:  # type: ignore[operator]  # finite: a number
            raise ValueError(text)
        return value

    @staticmethod
    def _whole(text: str) -> int:
        if not text.isascii() or not text.isdigit() or len(text) > 9:
            raise ValueError(text)
        return int(text)

    def _pattern(self, number: int, text: str) -> str:
        foreign = FOREIGN.search(text)
        if foreign is not None:
            self.tell(
                (number, "pattern"),
                "rule-pattern",
                f"写法“{text}”中的“{foreign[0]}”各种数据库意思不同。请用 [0-9]、[A-Z] 这样的字符组，重复用 *、+、?、{{m,n}}。",
            )
            return text
        try:
            re.compile(text)
        except re.error as error:
            self.tell(
                (number, "pattern"),
                "rule-pattern",
                f"写法“{text}”不成立：第 {(error.pos or 0) + 1} 个字符处有误。",
            )
        return text

    def _list(self, number: int, key: str, written: Plain) -> tuple[str, ...]:
        if not isinstance(written, list) or not all(isinstance(one, str) for one in written):
            self.tell((number, key), "rule-value-kind", f"“{key}”要写成列表，如 [甲, 乙]。")
            return ()
        return tuple(str(one) for one in written)

    def _choice(self, number: int, key: str, word: str, allowed: Collection[str]) -> str:
        if word not in allowed:
            self.tell((number, key), "rule-value-unknown", f"“{key}”不能写“{word}”。", tuple(allowed))
        return word

    def tell(
        self,
        path: tuple[str | int, ...],
        code: str,
        message: str,
        allowed: tuple[str, ...] = (),
        hint: str = "",
        *,
        key: bool = False,
    ) -> None:
        """One mistake at a place of the source."""
        line, column = self.source.place(path, key=key)
        field = ".".join(str(step + 1) if isinstance(step, int) else step for step in path)
        self.problems.append(
            Problem(
                code,
                message,
                file=self.source.file,
                line=line,
                column=column,
                field=field,
                allowed=allowed,
                hint=hint,
            )
        )
