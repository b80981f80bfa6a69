"""Facts from registers and rooms: known only where all is known, put down once, never over what a person stated."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from shuheng.accounts.visitors import OPERATOR
from shuheng.assessment.facts import ROOM_SUPPLIES, SUPPLIES
from shuheng.assessment.ledger.gathered import Span, gather_facts, gather_task, room_facts, span_of
from shuheng.assessment.ledger.models import FactOrigin, LedgerFact
from shuheng.assessment.ledger.put import close_period, in_force, state_fact
from shuheng.assessment.ledger.sheet import evidence_words
from shuheng.audit.models import AuditRow
from shuheng.jobs.progress import Progress
from shuheng.problems import ProblemsError
from shuheng.registers.actions.closes import close_period as close_register
from shuheng.registers.actions.store import Draft, Said, add_rows
from shuheng.registers.shelf import declarations
from tests.cast import Cast

SPAN = span_of("2021")
PACKAGES = "service.packages_published"
SOURCE = "service_packages"


def fill(cast: Cast, *names: str) -> None:
    """Confirmed rows of one register, in the name of a city."""
    drafts = [
        Draft(
            cast.agency("city-a"),
            {"name": name, "cross": "是", "published": "2021-03-01", "uses": 4, "busy_apis": 1},
            "confirmed",
        )
        for name in names
    ]
    add_rows(declaration=declarations()[SOURCE], drafts=drafts, said=Said("测试", "测试"))


def close(cast: Cast) -> None:
    close_register(register=SOURCE, agency=cast.agency("city-a"), start=date(2021, 1, 1), by=OPERATOR)


def value(metric: str) -> str | None:
    found = in_force("2021").filter(metric=metric).first()
    return None if found is None else found.value


def test_the_days_of_a_period() -> None:
    assert span_of("2021") == Span("2021", date(2021, 1, 1), date(2021, 12, 31))
    assert span_of("2021上", date(2021, 1, 1), date(2021, 6, 30)).end == date(2021, 6, 30)
    for wrong in (("上半年", None, None), ("2021上", date(2021, 7, 1), date(2021, 6, 30))):
        with pytest.raises(ProblemsError) as error:
            span_of(*wrong)
        assert error.value.problems[0].code == "period-days"


@pytest.mark.django_db
def test_a_register_answers_only_when_it_is_closed(cast: Cast) -> None:
    fill(cast, "企业开办", "不动产")
    city = [cast.agency("city-a")]
    gather_facts(span=SPAN, agencies=city, actor="测试")
    assert not value(PACKAGES)
    close(cast)
    gather_facts(span=SPAN, agencies=city, actor="测试")
    fact = in_force("2021").get(metric=PACKAGES)
    assert (fact.value, fact.origin, fact.as_of) == ("2", FactOrigin.REPORTED, date(2021, 12, 31))
    assert "自助服务套餐台账" in evidence_words(fact.evidence, fact.as_of)
    assert value("service.package_uses_by_others") == "8"


@pytest.mark.django_db
def test_an_empty_list_that_was_closed_is_zero(cast: Cast) -> None:
    close(cast)
    gather_facts(span=SPAN, agencies=[cast.agency("city-a")], actor="测试")
    assert value(PACKAGES) == "0"


@pytest.mark.django_db
def test_gathering_again_writes_nothing_new_and_a_change_is_a_correction(cast: Cast) -> None:
    fill(cast, "企业开办")
    close(cast)
    city = [cast.agency("city-a")]
    first = gather_facts(span=SPAN, agencies=city, actor="测试")
    rows = LedgerFact.objects.count()
    again = gather_facts(span=SPAN, agencies=city, actor="测试")
    assert (again.added, again.corrected) == (0, 0)
    assert LedgerFact.objects.count() == rows
    assert first.added
    fill(cast, "不动产")
    assert gather_facts(span=SPAN, agencies=city, actor="测试").corrected >= 1
    assert value(PACKAGES) == "2"
    assert LedgerFact.objects.filter(metric=PACKAGES).count() == 2


@pytest.mark.django_db
def test_what_a_person_stated_is_kept(cast: Cast) -> None:
    close(cast)
    state_fact(
        agency=cast.agency("city-a"),
        period="2021",
        metric=PACKAGES,
        value="7",
        evidence="函件",
        link="",
        judged=False,
        by=OPERATOR,
    )
    put = gather_facts(span=SPAN, agencies=[cast.agency("city-a")], actor="测试")
    assert [one.metric for one in put.held] == [PACKAGES]
    assert value(PACKAGES) == "7"


@pytest.mark.django_db
def test_rooms_that_know_nothing_leave_everything_unknown(cast: Cast) -> None:
    facts = list(room_facts(cast.agency("city-a"), SPAN))
    assert {one.value for one in facts} == {""}
    assert {one.metric for one in facts} == set(ROOM_SUPPLIES) - set(SUPPLIES)


@pytest.mark.django_db
def test_a_closed_period_takes_nothing(cast: Cast) -> None:
    close(cast)
    gather_facts(span=SPAN, agencies=[cast.agency("city-a")], actor="测试")
    close_period(period="2021", actor="测试")
    with pytest.raises(ProblemsError) as error:
        gather_facts(span=SPAN, agencies=[cast.agency("city-a")], actor="测试")
    assert error.value.problems[0].code == "period-closed"


@pytest.mark.django_db
def test_the_job_tells_what_it_did_and_leaves_a_row_in_the_log(cast: Cast) -> None:
    close(cast)
    arguments = {
        "period": "2021",
        "start": "2021-01-01",
        "end": "2021-12-31",
        "agencies": ["city-a"],
        "actor": "测试",
    }
    told = gather_task(Progress(), arguments)
    assert "1 个单位" in str(told["summary"])
    detail = AuditRow.objects.filter(action="assessment.put_facts").latest("pk").detail
    assert detail["source"] == "汇集 2021-01-01 至 2021-12-31"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("who", "agencies", "status"),
    [
        ("大数据局管理员", "city-a", 302),
        ("大数据局管理员", "city-b", 403),
        ("单位管理员", "city-a-health", 302),
        ("填报人", "city-a-health", 403),
    ],
)
def test_who_may_have_facts_gathered(cast: Cast, who: str, agencies: str, status: int) -> None:
    answer = cast.client(who).post(reverse("gather-facts"), {"period": "2021", "agencies": agencies})
    assert answer.status_code == status


@pytest.mark.django_db
def test_the_form_tells_every_mistake_at_once(cast: Cast) -> None:
    client: Client = cast.client("大数据局管理员")
    sent = {"period": "上半年", "start": "2021-13-01", "agencies": "city-x"}
    answer = client.post(reverse("gather-facts"), sent)
    said = answer.content.decode()
    assert answer.status_code == 422
    assert all(code in said for code in ("day-form", "agency-unknown", "period-days"))
    assert "上半年" in said
