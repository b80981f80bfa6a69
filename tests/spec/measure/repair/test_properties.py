"""What holds of each kind of repair for any text: quick looks miss nothing, twice is once, no value is invented."""

from collections.abc import Callable
from datetime import datetime
from decimal import Decimal

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from shuheng.engines.measure.repair import KINDS
from shuheng.engines.measure.repair.chain import ROUNDS, Chain
from shuheng.engines.measure.repair.kinds.date import iso, iso_day
from shuheng.engines.measure.repair.kinds.divisions import codes_of
from shuheng.engines.measure.repair.kinds.half_width import halved
from shuheng.engines.measure.repair.kinds.number import joined, multiplied
from shuheng.engines.measure.repair.kinds.phone import dialled
from shuheng.engines.measure.repair.kinds.trim import trimmed
from shuheng.engines.measure.repair.kinds.upper import raised
from shuheng.engines.measure.repair.model import Repair
from shuheng.engines.measure.repair.shapes import Rule
from shuheng.engines.measure.tables.words import BLANKS, EMPTY_WORDS
from shuheng.problems import ProblemsError
from tests.spec.measure.repair.made import DIVISIONS, GIVEN

OPTIONS: dict[str, dict[str, object]] = {
    "codes": {"map": {"男": "1", "女": "2"}},
    "divisions": {"list": "区划"},
    "number": {"units": "yes"},
    "date": {"drop_midnight": "yes"},
}
CELL_KINDS = [code for code, kind in KINDS.items() if code not in {"check", "listed", "deduplicate"}]
pieces = st.one_of(
    st.sampled_from(
        [*BLANKS, *EMPTY_WORDS, *DIVISIONS, *DIVISIONS.values(), "男", "女", "万", "亿", ",", "，"]
    ),
    st.text("0123456789-/.:年月日时分秒T ＋－０１２ab", max_size=8),
    st.text(max_size=3),
)
texts = st.lists(pieces, max_size=4).map("".join)


def made(kind: str) -> Repair:
    """The repair of this kind, ready."""
    prepare = KINDS[kind].prepare
    assert prepare is not None
    found = prepare(Rule.model_validate({"rule": kind, "columns": ["甲"], **OPTIONS.get(kind, {})}), GIVEN)
    assert isinstance(found, Repair)
    return found


@pytest.mark.parametrize("kind", CELL_KINDS)
@given(found=st.lists(texts, min_size=1, max_size=8))
def test_the_quick_look_misses_nothing(kind: str, found: list[str]) -> None:
    repair = made(kind)
    suspects = repair.suspects(pa.array(found, pa.string())).to_pylist()
    missed = [
        text
        for text, suspect in zip(found, suspects, strict=True)
        if repair.change(text) != text and not suspect
    ]
    assert missed == []


@pytest.mark.parametrize("kind", CELL_KINDS)
@given(text=texts)
def test_twice_is_once(kind: str, text: str) -> None:
    change = made(kind).change
    once = change(text)
    assert once is None or change(once) == once


@given(text=texts)
def test_trimming_takes_blanks_at_the_ends_only(text: str) -> None:
    found = trimmed(text)
    assert found in text
    assert not found or (found[0] not in BLANKS and found[-1] not in BLANKS)
    assert set(text.replace(found, "", 1)) <= set(BLANKS)


@given(text=texts)
def test_widths_change_no_length(text: str) -> None:
    found = halved(text)
    assert len(found) == len(text)
    assert all(
        a == b or (ord(a) - ord(b) == 0xFEE0) or (a, b) == ("\u3000", " ")
        for a, b in zip(text, found, strict=True)
    )


@given(text=texts)
def test_capitals_change_no_other_letter(text: str) -> None:
    assert all(a == b or (a.isascii() and a.upper() == b) for a, b in zip(text, raised(text), strict=True))


@given(
    moment=st.datetimes(datetime(1800, 1, 1), datetime(2199, 12, 31)),  # noqa: DTZ001  # what is written names no zone
    form=st.sampled_from(
        ["%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%Y年%m月%d日", "%Y%m%d", "%Y/%m/%d %H:%M:%S", "%Y%m%d%H%M%S",
         "%Y年%m月%d日%H时%M分%S秒", "%Y-%m-%dT%H:%M:%S.0"]
    ),
)  # fmt: skip
def test_a_day_in_any_form_is_that_day(moment: datetime, form: str) -> None:
    written = moment.replace(microsecond=0)
    found = iso(written.strftime(form))
    timed = "%H" in form
    assert found == (written.isoformat(" ") if timed else written.date().isoformat())
    assert iso_day(found).removesuffix(" 00:00:00") == iso_day(found)


@given(
    number=st.decimals(-(10**15), 10**15, places=3),
    unit=st.sampled_from([("万", 4), ("亿", 8), ("万亿", 12), ("", 0)]),
)
def test_units_multiply_exactly(number: Decimal, unit: tuple[str, int]) -> None:
    name, places = unit
    for written in (f"{number:f}{name}", f"{number:,f}{name}"):
        found = multiplied(written)
        assert found.count(",") == 0
        assert Decimal(found) == number.scaleb(places)
    assert Decimal(joined(f"{number:,f}")) == number


@given(
    digits=st.text("0123456789", min_size=9, max_size=9),
    second=st.sampled_from("3456789"),
    gap=st.sampled_from(" -－—"),
)
def test_a_mobile_number_keeps_its_digits(digits: str, second: str, gap: str) -> None:
    number = f"1{second}{digits}"
    for written in (
        number,
        f"+86{gap}{number}",
        f"{number[:3]}{gap}{number[3:7]}{gap}{number[7:]}",
        f"0086{number}",
    ):
        assert dialled(written) == number


def test_names_of_divisions_mean_one_each() -> None:
    found = codes_of(DIVISIONS, "")
    assert found["江苏省徐州市鼓楼区"] == found["徐州市鼓楼区"] == "320302"
    assert "鼓楼区" not in found
    assert not set(found) & set(DIVISIONS)
    assert codes_of(DIVISIONS, "3201")["鼓楼区"] == "320106"
    assert codes_of(DIVISIONS, "99") == {}


def swap(a: str, b: str) -> Callable[[str], str]:
    return lambda text: b if text == a else text


def test_a_chain_ends_or_says_that_it_does_not() -> None:
    def look(found: pa.Array) -> pa.Array:
        return pa.array([True] * len(found))

    steps = [(number, Repair(swap(str(number + 1), str(number)), look)) for number in range(1, ROUNDS)]
    mended = Chain("甲", tuple(steps)).mend(str(ROUNDS))
    assert [step.after for step in mended] == [str(number) for number in range(ROUNDS - 1, 0, -1)]
    with pytest.raises(ProblemsError) as error:
        Chain("甲", ((3, Repair(swap("a", "b"), look)), (5, Repair(swap("b", "a"), look)))).mend("a")
    assert error.value.problems[0].code == "repair-cycle"
    assert "第 3、5 条规则，“甲”列" in error.value.problems[0].message
