"""Dates: the forms in use, what no calendar has, and what could mean two days."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shuheng.engines.harvest.values import DATE_FORMS, read_date

DAY = dt.date(2022, 12, 7)
DAYS = st.dates(dt.date(1971, 1, 1), dt.date(2100, 12, 30))


@pytest.mark.parametrize(
    "written",
    [
        "2022-12-07",
        "2022/12/7",
        "2022.12.7",
        "2022年12月7日",
        "2022年12月7",
        "20221207",
        "２０２２－１２－０７",
        " 2022-12-07 ",
        "2022-12-07 09:45:01",
        "2022-12-07\n09:45",
        "2022-12-07T11:30:14.999120",
        "2022-12-07T11:20:30Z",
        "2022-12-07T23:20:30+08:00",
        "2022年12月7日 12时30分",
        "20221207123000",
        "1670342400",
        "1670342400000",
    ],
)
def test_forms_in_use(written: str) -> None:
    assert read_date(written) == (DAY, "")


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("2022-13-40", "date-impossible"),
        ("2023-02-29", "date-impossible"),
        ("20221301", "date-impossible"),
        ("2101-01-01", "date-impossible"),
        ("1970-01-01", "date-suspicious"),
        ("0001-01-01", "date-suspicious"),
        ("1905-07-01", "date-suspicious"),
        ("9999-12-31", "date-suspicious"),
        ("22-12-07", "date-two-digit-year"),
        ("07/12/2022", "date-ambiguous"),
        ("2022-12", "date-partial"),
        ("2022年", "date-partial"),
        ("每年", "date-unreadable"),
        ("44902", "date-unreadable"),
        ("2022-12/07", "date-unreadable"),
        ("2022-12-07之前", "date-unreadable"),
        ("9999999999", "date-unreadable"),
    ],
)
def test_what_cannot_be_known_stays_unknown(written: str, code: str) -> None:
    assert read_date(written) == (None, code)


def test_day_first_and_month_first_only_where_named() -> None:
    assert read_date("07/12/2022", ("dmy",)) == (DAY, "")
    assert read_date("12-7-2022", ("mdy",)) == (DAY, "")
    assert read_date("13/12/2022", ("mdy",)) == (None, "date-impossible")
    assert read_date("2022-12-07", ("compact",)) == (None, "date-unreadable")


@given(
    DAYS, st.sampled_from(["%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%Y年%m月%d日", "%Y%m%d", "%Y-%m-%d %H:%M:%S"])
)
def test_every_day_is_read_back(day: dt.date, form: str) -> None:
    written = dt.datetime.combine(day, dt.time(23, 59)).strftime(form)
    assert read_date(written) == (day, "")


@given(st.dates(dt.date(2001, 9, 10), dt.date(2033, 5, 17)), st.booleans())
def test_epochs_are_days_in_china(day: dt.date, in_milliseconds: bool) -> None:
    midnight = dt.datetime.combine(day, dt.time(), dt.timezone(dt.timedelta(hours=8))).timestamp()
    assert read_date(str(int(midnight) * (1000 if in_milliseconds else 1))) == (day, "")


@given(st.text(max_size=30))
def test_any_text_gives_a_day_or_a_code(written: str) -> None:
    day, code = read_date(written, DATE_FORMS)
    assert (day is None) == bool(code)
