"""From the ledger to points: the sheet of facts in force, the score kept with its reasons, the way back to entries."""

from datetime import date
from pathlib import Path

import pytest
from django.template import Context, Template
from django.test import Client
from django.urls import reverse

from shuheng.accounts.models import PeerGroup
from shuheng.assessment.facts import POPULATION
from shuheng.assessment.ledger.export import facts_yaml
from shuheng.assessment.ledger.measured import measure_facts, take_facts
from shuheng.assessment.ledger.models import LedgerFact
from shuheng.assessment.ledger.put import close_period
from shuheng.assessment.ledger.sheet import facts_for
from shuheng.assessment.library import shipped
from shuheng.assessment.models import StoredResult
from shuheng.catalogue.models import CatalogueEntry
from shuheng.engines.rubric import Rubric, read_facts_yaml
from shuheng.problems import ProblemsError
from shuheng.quality.actions import Order
from shuheng.quality.models import MeasureRun
from tests.cast import Cast
from tests.rooms.ledger.conftest import put
from tests.rooms.quality.entries import AS_OF, BASELINE, small_catalogue


@pytest.fixture
def guangxi() -> Rubric:
    found = shipped("guangxi-2021")
    assert found is not None
    return found


@pytest.fixture
def operator() -> Client:
    return Client(headers={"host": "localhost"})


def populate(cast: Cast) -> None:
    city = cast.agency("city-a")
    city.population, city.population_source = 3_000_000, "演示公报"
    city.save(update_fields=["population", "population_source"])


def test_only_what_the_rubric_asks_and_what_is_in_force(cast: Cast, guangxi: Rubric) -> None:
    populate(cast)
    put(cast, entries_total="662", names_ok="650", entries_added="12")
    put(cast, entries_total="670", names_ok="")
    put(cast, period="2022", entries_total="1")
    sheet = facts_for(guangxi, "2023")
    assert {(code, title): fact.text for (code, title), fact in sheet.facts.items()} == {
        ("city-a", "开放目录总数"): "670",
        ("city-a", "常住人口"): "3000000",
    }
    assert sheet.facts["city-a", "常住人口"].evidence == "常住人口：演示公报"
    assert (sheet.period, sheet.demo, sheet.facts["city-a", "开放目录总数"].origin) == (
        "2023",
        False,
        "measured",
    )


def test_the_population_in_the_ledger_comes_first(cast: Cast, guangxi: Rubric) -> None:
    populate(cast)
    put(cast, entries_total="662")
    LedgerFact.objects.create(
        agency=cast.agency("city-a"), period="2023", metric=POPULATION, value="6000000", origin="reported", actor="x",
        at=LedgerFact.objects.get().at, evidence={"text": "统计局最新数"},
    )  # fmt: skip
    assert facts_for(guangxi, "2023").facts["city-a", "常住人口"].text == "6000000"


def test_peers_come_from_the_register(cast: Cast) -> None:
    rubric = shipped("suqian-2022-department")
    assert rubric is not None
    assert rubric.peers is not None
    group = PeerGroup.objects.create(scheme=rubric.id, name=rubric.peers.groups[1])
    group.members.add(cast.agency("city-a"))
    agency = cast.agency("city-a")
    LedgerFact.objects.create(
        agency=agency, period="2023", metric="catalogue.entries_compiled", value="40", origin="reported", actor="x",
        at="2023-07-01T00:00:00+08:00", evidence={"text": "报表"},
    )  # fmt: skip
    assert facts_for(rubric, "2023").agencies[0].peer == rubric.peers.groups[1]


def test_an_empty_ledger_is_said(cast: Cast, guangxi: Rubric) -> None:
    with pytest.raises(ProblemsError, match="ledger-empty"):
        facts_for(guangxi, "2023")


def test_a_file_says_the_same_as_the_ledger(cast: Cast, guangxi: Rubric, folder: Path) -> None:
    populate(cast)
    put(cast, entries_total="662", names_ok="650")
    sheet = facts_for(guangxi, "2023", marked=False)
    path = folder / "facts.yaml"
    path.write_text(facts_yaml(guangxi, sheet, sheet_id="facts", title='带"引号"的名称'), encoding="utf-8")
    again = read_facts_yaml(guangxi, path)
    assert (again.hash, again.title, again.id) == (sheet.hash, '带"引号"的名称', "facts")
    assert {key: fact.evidence for key, fact in again.facts.items()} == {
        key: fact.evidence for key, fact in sheet.facts.items()
    }


@pytest.fixture
def run(cast: Cast) -> MeasureRun:
    """甲市卫生健康委 and 甲市 measured, their facts put down."""
    small_catalogue(cast.agency("city-a-health"))
    return measure_facts(order=Order("2023", AS_OF, BASELINE), actor="测试员").finished.run


def test_from_a_catalogue_to_a_point_and_back_to_the_entries(
    operator: Client, cast: Cast, run: MeasureRun
) -> None:
    populate(cast)
    response = operator.post("/facts/score/", {"rubric": "guangxi-2021", "period": "2023"})
    stored = StoredResult.objects.get()
    assert response.headers["Location"] == reverse("result", args=[stored.pk])
    low = LedgerFact.objects.get(agency__code="city-a", metric="open.low_capacity")
    why = operator.get(reverse("why", args=[stored.pk, "city-a", "D1-1"])).content.decode()
    assert reverse("fact", args=[low.pk]) in why
    fact = operator.get(reverse("fact", args=[low.pk])).content.decode()
    figure = run.figures.get(agency__code="city-a", measure="structured_low_capacity", scope="opening")
    link = f"{reverse('figure-entries', args=[figure.pk])}?answer=yes"
    assert link in fact
    CatalogueEntry.objects.filter(title="药店名录").update(rows=999)
    shown = operator.get(link).content.decode()
    assert ("药店名录" in shown, "计量后已修改" in shown, "医疗机构名录" in shown) == (True, True, False)


def test_the_facts_are_the_figures(cast: Cast, run: MeasureRun) -> None:
    facts = {one.metric: one.value for one in LedgerFact.objects.filter(agency__code="city-a-health")}
    assert (facts["open.entries_total"], facts["open.low_capacity"], facts["open.structured_volume"]) == (
        "5",
        "1",
        "0.2601",
    )
    assert (facts["open.datasets_total"], facts["open.datasets_updated_on_time"]) == ("4", "3")
    assert (facts["open.apis_total"], facts["open.fragmented"]) == ("0", "0")
    assert {"open.classification_ok", "open.apis_ok"} & set(facts) == set()  # one entry may have an interface
    assert not any(code.startswith(("share.", "catalogue.")) for code in facts)


def test_taking_the_facts_of_a_run_again_changes_nothing(cast: Cast, run: MeasureRun) -> None:
    before = LedgerFact.objects.count()
    assert (take_facts(run=run, actor="测试员").added, LedgerFact.objects.count()) == (0, before)


def test_measuring_for_a_closed_period_is_refused_before_it_begins(cast: Cast, run: MeasureRun) -> None:
    close_period(period="2023", actor="测试员")
    with pytest.raises(ProblemsError, match="period-closed"):
        measure_facts(order=Order("2023", date(2024, 1, 1), BASELINE), actor="测试员")
    assert MeasureRun.objects.count() == 1


def test_who_may_score_from_the_ledger(cast: Cast, operator: Client) -> None:
    put(cast, entries_total="662")
    form = {"rubric": "guangxi-2021", "period": "2023"}
    assert cast.client("填报人").post("/facts/score/", form).status_code == 403
    assert cast.client("大数据局管理员").post("/facts/score/", form).status_code == 403
    assert operator.post("/facts/score/", {**form, "rubric": "none"}).status_code == 404
    empty = operator.post("/facts/score/", {**form, "period": "2031"})
    assert (empty.status_code, "ledger-empty" in empty.content.decode()) == (422, True)
    assert not StoredResult.objects.exists()


@pytest.mark.parametrize(
    "text", ["<b>报表</b>", "报表〔台账 7〕<i>", "〔台账 99999999999999999999999〕", "〔台账 ７〕"]
)
def test_evidence_is_escaped_and_linked(text: str) -> None:
    shown = Template("{{ text|evidence }}").render(Context({"text": text}))
    assert "<b>" not in shown
    assert "<i>" not in shown
    assert ("/facts/7/" in shown) == ("台账 7〕" in text)
