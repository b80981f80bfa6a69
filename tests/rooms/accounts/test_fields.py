"""Each field of an agency: what it takes, what it refuses, and that it shows what it takes."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shuheng.accounts.fields import BY_NAME, FIELDS, LINKS, PLAIN, Unfit, Value, clean, credit_fits
from shuheng.accounts.models import Agency

TAKEN: list[tuple[str, str, Value]] = [
    ("code", " wuxi-01 ", "wuxi-01"),
    ("kind", "市", "city"),
    ("kind", "department", "department"),
    ("aliases", "市发改委；发改委;市发改委\n", ("市发改委", "发改委")),
    ("population", "8,741,584", 8_741_584),
    ("population", "８７４", 874),
    ("population", "", None),
    ("position", "", 0),
    ("valid_from", "2026-03-05", date(2026, 3, 5)),
    ("valid_from", "2026/3/5", date(2026, 3, 5)),
    ("valid_from", "2026年3月5日", date(2026, 3, 5)),
    ("valid_to", " ", None),
    ("demo", "是", True),
    ("demo", "", False),
    ("peer_groups", "乙方案:第二档；甲方案：第一档", ("乙方案：第二档", "甲方案：第一档")),
    ("division_code", "450100", "450100"),
    ("credit_code", "91350100m000100y43", "91350100M000100Y43"),
    ("parent", "", None),
    ("name", "甲\x00市\x07局", "甲市局"),
]
REFUSED = [
    ("code", "", "agency-code"),
    ("code", "a/b", "agency-code"),
    ("code", "单位", "agency-code"),
    ("code", "x" * 51, "agency-code"),
    ("code", "New", "agency-code"),
    ("name", " ", "agency-field-empty"),
    ("name", "局" * 201, "agency-field-long"),
    ("kind", "市级", "agency-kind"),
    ("population", "874万", "agency-number"),
    ("population", "-1", "agency-number"),
    ("population", "1.5", "agency-number"),
    ("population", "1" * 13, "agency-number"),
    ("dataset_target", "1000000001", "agency-number"),
    ("valid_to", "2026-02-30", "agency-date"),
    ("valid_to", "去年", "agency-date"),
    ("demo", "true", "agency-yes-no"),
    ("peer_groups", "第一档", "agency-group"),
    ("peer_groups", "：第一档", "agency-group"),
    ("division_code", "4501", "agency-division"),
    ("credit_code", "91350100M000100Y44", "agency-credit-code"),
    ("credit_code", "91350100I000100Y43", "agency-credit-code"),
    ("parent", "a b", "agency-code"),
]


@pytest.mark.parametrize(("name", "text", "value"), TAKEN)
def test_what_is_taken(name: str, text: str, value: Value) -> None:
    assert BY_NAME[name].parse(text) == value


@pytest.mark.parametrize(("name", "text", "code"), REFUSED)
def test_what_is_refused(name: str, text: str, code: str) -> None:
    with pytest.raises(Unfit) as unfit:
        BY_NAME[name].parse(text)
    assert unfit.value.code == code
    assert unfit.value.message.endswith(("。", "？"))


@pytest.mark.parametrize(("name", "text", "value"), TAKEN)
def test_what_is_shown_is_taken_again(name: str, text: str, value: Value) -> None:
    field = BY_NAME[name]
    assert field.parse(field.show(value)) == value


texts = st.text(max_size=60)


@given(st.sampled_from(FIELDS), texts)
def test_any_text_is_taken_or_refused_in_words(field: object, text: str) -> None:
    assert isinstance(field, type(FIELDS[0]))
    try:
        value = field.parse(text)
    except Unfit:
        return
    assert field.parse(field.show(value)) == value


@given(texts)
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    assert clean(clean(text)) == clean(text)


@given(st.integers(0, 10**17 - 1))
def test_one_check_digit_fits_and_no_other(number: int) -> None:
    """GB 32100: for any 17 places exactly one last place makes a code."""
    body = str(number).zfill(17)
    fitting = [last for last in "0123456789ABCDEFGHJKLMNPQRTUWXY" if credit_fits(body + last)]
    assert len(fitting) == 1


def test_every_column_of_an_agency_is_a_field() -> None:
    """What the form and the file leave out would be lost on the way round."""
    columns = {one.name for one in Agency._meta.get_fields() if one.concrete and not one.auto_created}
    assert columns - {"id", "path"} | {"peer_groups"} == {one.name for one in FIELDS}
    assert set(PLAIN) | set(LINKS) == set(BY_NAME)
