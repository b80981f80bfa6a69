"""The calendar page and its forms: everybody may look, who manages the calendar may change it."""

import pytest
from django.test import Client

from shuheng.audit.models import AuditRow
from shuheng.workdays.models import CalendarDay, CalendarYear

pytestmark = pytest.mark.django_db
DAY = {"kind": "holiday", "name": "防汛停工", "source": "市防汛办通知"}
YEAR = {
    "source": "通知",
    "days": "\n".join(f"2027-02-{day:02} 休 春节" for day in range(6, 13)),
}
ACTS = [("/calendar/days/2025-03-07/", DAY), ("/calendar/years/2027/", YEAR)]


@pytest.fixture
def operator() -> Client:
    return Client(headers={"host": "localhost"})


@pytest.fixture
def stranger() -> Client:
    return Client(headers={"host": "localhost"}, REMOTE_ADDR="203.0.113.9")


@pytest.mark.parametrize("query", ["", "?year=2025", "?year=2027", "?year=2025&day=2025-03-07"])
def test_everybody_may_look(query: str, operator: Client, stranger: Client) -> None:
    assert operator.get(f"/calendar/{query}").status_code == 200
    seen = stranger.get(f"/calendar/{query}")
    assert seen.status_code == 200
    assert '<form method="post" action="/calendar' not in seen.content.decode()
    assert "#edit" not in seen.content.decode()


@pytest.mark.parametrize(
    "query", ["?year=x", "?year=99999", "?year=-1", "?day=2025-02-30", "?day=x&year=２０２５"]
)
def test_addresses_that_make_no_sense_show_this_year(query: str, operator: Client) -> None:
    page = operator.get(f"/calendar/{query}")
    assert page.status_code == 200
    assert page.context["page"].calendar.chosen is None


@pytest.mark.parametrize(("address", "form"), ACTS)
def test_a_stranger_may_not_change_it(address: str, form: dict[str, str], stranger: Client) -> None:
    assert stranger.post(address, form).status_code == 403
    assert (CalendarDay.objects.count(), CalendarYear.objects.count()) == (0, 0)


@pytest.mark.parametrize(("address", "form"), ACTS)
def test_acts_take_no_get_and_the_page_no_post(address: str, form: dict[str, str], operator: Client) -> None:
    assert operator.get(address).status_code == 405
    assert operator.post("/calendar/", form).status_code == 405


@pytest.mark.parametrize(
    "address",
    [
        "/calendar/days/2025-02-30/",
        "/calendar/days/x/",
        "/calendar/days/1999-01-01/",
        "/calendar/years/1999/",
        "/calendar/years/99999/",
    ],
)
def test_a_bad_day_is_not_found(address: str, operator: Client) -> None:
    assert operator.post(address, DAY | YEAR).status_code == 404


def test_a_day_is_entered_shown_and_taken_back(operator: Client) -> None:
    address = "/calendar/days/2025-03-07/"
    response = operator.post(address, DAY)
    assert (response.status_code, response.headers["Location"]) == (
        302,
        "/calendar/?year=2025&day=2025-03-07",
    )
    text = operator.get(response.headers["Location"]).content.decode()
    assert "防汛停工" in text
    assert "本单位录入" in text
    operator.post(address, {"kind": "clear"})
    assert CalendarDay.objects.count() == 0
    acts = AuditRow.objects.filter(thing_type="CalendarDay").values_list("actor", "action")
    assert list(acts) == [("本机操作员", "workdays.set_day"), ("本机操作员", "workdays.clear_day")]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"kind": "x"}, "没有选择这一天是上班还是放假"),
        ({"name": ""}, "没有填写名称"),
        ({"source": " "}, "没有填写依据"),
        ({"name": "长" * 101}, "名称最多 100 个字"),
    ],
)
def test_a_form_that_cannot_be_kept_says_why(change: dict[str, str], said: str, operator: Client) -> None:
    response = operator.post("/calendar/days/2025-03-07/", DAY | change)
    assert response.status_code == 422
    assert said in response.content.decode()
    assert CalendarDay.objects.count() == 0


def test_a_year_is_entered_and_what_was_typed_is_kept_when_it_is_refused(operator: Client) -> None:
    bad = YEAR | {"days": YEAR["days"] + "\n2027-13-01 休 <b>"}
    refused = operator.post("/calendar/years/2027/", bad)
    text = refused.content.decode()
    assert refused.status_code == 422
    assert "“2027-13-01”不是日期" in text
    assert "2027-13-01 休 &lt;b&gt;</textarea>" in text
    assert operator.post("/calendar/years/2027/", YEAR).status_code == 302
    assert CalendarYear.objects.get().year == 2027
    assert "全年 " in operator.get("/calendar/?year=2027").content.decode()


def test_a_year_that_comes_with_the_program_is_changed_day_by_day(operator: Client) -> None:
    response = operator.post("/calendar/years/2025/", YEAR)
    assert response.status_code == 422
    assert "程序自带" in response.content.decode()
