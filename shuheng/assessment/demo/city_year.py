"""The demonstration city's year in the ledger (演示数据): measured, gathered, judged, and scored."""

from datetime import date

from shuheng.accounts.models import Agency
from shuheng.accounts.visitors import Visitor
from shuheng.assessment import library
from shuheng.assessment.actions import store_result
from shuheng.assessment.demo.judged import WHY, judged_facts
from shuheng.assessment.ledger.gathered import gather_facts, span_of
from shuheng.assessment.ledger.measured import measure_facts
from shuheng.assessment.ledger.models import LedgerFact
from shuheng.assessment.ledger.put import Put, state_fact
from shuheng.assessment.ledger.sheet import facts_for
from shuheng.assessment.models import StoredResult
from shuheng.catalogue.demo import AS_OF
from shuheng.engines.rubric import SUPPLY_WORDS, Rubric, show
from shuheng.engines.rubric import score as scored
from shuheng.quality.actions import Order
from shuheng.quality.demo.load import load_demo_tables, measure_demo_tables
from shuheng.quality.models import MeasureRun, TableRun
from shuheng.registers.actions.demo import Filled, fill_demo
from shuheng.registers.declare import Period

PERIOD = str(AS_OF.year)
YEAR = Period(date(AS_OF.year, 1, 1), AS_OF)
RUBRICS = (("guangxi-2021", "city"), ("suqian-2022-department", "department"))


def units_of(city: Agency) -> list[Agency]:
    return list(Agency.objects.filter(parent=city))


def measure_catalogue(city: Agency, actor: str) -> MeasureRun:
    """The catalogue measured as of the day of the demonstration; measured once."""
    held = MeasureRun.objects.filter(demo=True, measured__agency=city).first()
    order = Order(period=PERIOD, as_of=AS_OF, agencies=(city, *units_of(city)))
    return held or measure_facts(order=order, actor=actor).finished.run


def measure_tables(city: Agency, actor: str) -> TableRun:
    """The tables behind a part of the entries, brought and measured."""
    load_demo_tables(city=city, actor=actor)
    return measure_demo_tables(city=city, actor=actor)


def fill_registers(city: Agency, actor: str) -> Filled:
    """All registers filled by those that fill them, and closed for the year."""
    return fill_demo(agencies=[city, *units_of(city)], periods=[YEAR], actor=actor)


def gather(city: Agency, actor: str) -> Put:
    """What registers and rooms know of the city and its units, put into the ledger."""
    return gather_facts(span=span_of(PERIOD), agencies=[city, *units_of(city)], actor=actor)


def judge(city: Agency, by: Visitor) -> int:
    """What reviewers say; how many facts were new."""
    rubric = shipped(RUBRICS[0][0])
    held = set(LedgerFact.objects.filter(agency=city, period=PERIOD).values_list("metric", flat=True))
    wanted = {metric: value for metric, value in judged_facts(rubric).items() if metric not in held}
    for metric, value in wanted.items():
        state_fact(
            agency=city, period=PERIOD, metric=metric, value=value, evidence=WHY, link="", judged=True, by=by
        )
    return len(wanted)


def score(actor: str) -> list[StoredResult]:
    """City and departments scored with what the ledger holds."""
    return [
        store_result(rubric=rubric, sheet=facts_for(rubric, PERIOD, kind), actor=actor)
        for rubric, kind in ((shipped(name), kind) for name, kind in RUBRICS)
    ]


def said(city: Agency) -> str:
    """The city's total in one line, and who supplies the points of its rubric."""
    rubric = shipped(RUBRICS[0][0])
    [found] = scored(rubric, facts_for(rubric, PERIOD, "city")).agencies
    supplied = library.coverage_of(rubric).base_points_by_origin
    points = "、".join(f"{SUPPLY_WORDS[kind]} {show(supplied[kind])} 分" for kind in SUPPLY_WORDS)
    total = show(found.low) if found.low == found.high else f"{show(found.low)}～{show(found.high)}"
    return f"{city.name}按{rubric.title}：总分 {total}；基础分供数：{points}"


def shipped(rubric_id: str) -> Rubric:
    rubric = library.shipped(rubric_id)
    if rubric is None:
        raise ValueError(f"no rubric {rubric_id}")
    return rubric
