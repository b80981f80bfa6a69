"""Issues: opened by a run, answered by the agency, closed by a run."""

from datetime import date
from pathlib import Path

import pytest
from django.db import IntegrityError, transaction

from shuheng.audit.models import AuditRow
from shuheng.problems import ProblemsError
from shuheng.quality.issues import actions, from_results
from shuheng.quality.issues.terms import IssueState, Severity
from shuheng.quality.issues.thresholds import load, thresholds
from shuheng.quality.models import DataTable, QualityIssue
from shuheng.workdays.queries import calendar
from tests.cast import Cast
from tests.rooms.tables.conftest import CLEAN, DIRTY, EMPTY_CELLS, ROWS, Bringer, Maker, run_over

pytestmark = pytest.mark.django_db


def of_names(table: DataTable) -> QualityIssue:
    return QualityIssue.objects.get(table=table, measure="empty_cells", column="名称")


def history(issue: QualityIssue) -> list[str]:
    return [one.act for one in issue.events.all()]


def test_a_fault_opens_an_issue_with_its_clock(make: Maker) -> None:
    run = run_over(make(text=DIRTY))
    issue = of_names(run.results.get().table)
    assert (issue.state, issue.severity, issue.value, issue.whole) == ("open", "medium", EMPTY_CELLS, ROWS)
    assert issue.opened_by == run
    assert issue.due == calendar().add(issue.opened, 10)
    assert history(issue) == ["opened"]


def test_a_clean_table_opens_none(make: Maker) -> None:
    run_over(make())
    assert not QualityIssue.objects.exists()


def test_a_later_run_adds_to_the_open_issue(make: Maker, bring: Bringer) -> None:
    table = make(text=DIRTY)
    run_over(table)
    due = of_names(table).due
    bring(table, DIRTY.replace("站点20", ""))
    later = run_over(table)
    issue = of_names(table)
    assert (issue.value, issue.seen_by, issue.due) == (EMPTY_CELLS + 1, later, due)
    assert history(issue) == ["opened", "seen"]
    run_over(table)
    assert history(of_names(table)) == ["opened", "seen"]


def test_fixed_is_believed_when_a_run_finds_it_so(make: Maker, bring: Bringer) -> None:
    table = make(text=DIRTY)
    run_over(table)
    actions.report_fixed(issues=[of_names(table)], note="已补齐", actor="填报人")
    run_over(table)
    assert of_names(table).state == IssueState.OPEN
    actions.report_fixed(issues=[of_names(table)], note="", actor="填报人")
    bring(table, CLEAN)
    last = run_over(table)
    issue = of_names(table)
    assert (issue.state, issue.closed_by, issue.value) == ("closed", last, 0)
    assert history(issue) == ["opened", "fixed", "seen", "fixed", "closed"]


def test_a_fault_that_comes_back_is_a_new_issue(make: Maker, bring: Bringer) -> None:
    table = make(text=DIRTY)
    for text in (DIRTY, CLEAN, DIRTY):
        bring(table, text)
        run_over(table)
    found = QualityIssue.objects.filter(table=table, column="名称", measure="empty_cells")
    assert sorted(one.state for one in found) == ["closed", "open"]


def test_a_sampled_run_closes_nothing(make: Maker, bring: Bringer) -> None:
    table = make(text=DIRTY)
    run_over(table)
    bring(table, CLEAN)
    run_over(table, every=2)
    assert of_names(table).state == IssueState.OPEN


def test_a_column_that_is_gone_proves_nothing(make: Maker, bring: Bringer) -> None:
    table = make(text=DIRTY)
    run_over(table)
    bring(table, CLEAN.replace("名称", "站名"))
    run_over(table)
    assert of_names(table).state == IssueState.OPEN


def test_an_excuse_is_accepted_or_returned(make: Maker, bring: Bringer) -> None:
    table = make(text=DIRTY)
    run_over(table)
    actions.ask_excuse(issue=of_names(table), reason="个人站点依法不填名称", actor="填报人")
    assert of_names(table).excuse == "个人站点依法不填名称"
    actions.send_back(issues=[of_names(table)], reason="依据不足", actor="大数据局")
    assert of_names(table).state == IssueState.OPEN
    actions.ask_excuse(issue=of_names(table), reason="附依据", actor="填报人")
    actions.accept_excuse(issues=[of_names(table)], note="", actor="大数据局")
    run_over(table)
    assert of_names(table).state == IssueState.EXCUSED
    assert QualityIssue.objects.filter(measure="empty_cells", column="名称").count() == 1
    assert AuditRow.objects.filter(action="issues.accepted").count() == 1


@pytest.mark.parametrize("reason", ["", "   ", "长" * 1001])
def test_an_excuse_needs_a_reason_of_bounded_length(make: Maker, reason: str) -> None:
    table = make(text=DIRTY)
    run_over(table)
    with pytest.raises(ProblemsError) as error:
        actions.ask_excuse(issue=of_names(table), reason=reason, actor="填报人")
    assert error.value.problems[0].code == "issue-reason"
    assert of_names(table).state == IssueState.OPEN


def test_who_comes_second_is_told_and_nothing_is_done_by_halves(make: Maker) -> None:
    table, other = make(text=DIRTY), make("另一张", DIRTY)
    run_over(table, other)
    actions.report_fixed(issues=[of_names(table)], note="", actor="甲")
    with pytest.raises(ProblemsError) as error:
        actions.report_fixed(issues=[of_names(table), of_names(other)], note="", actor="乙")
    assert error.value.problems[0].code == "issue-moved"
    assert of_names(other).state == IssueState.OPEN


def test_an_issue_goes_to_an_agency_under_the_same_roof_only(make: Maker, cast: Cast) -> None:
    table = make(text=DIRTY)
    run_over(table)
    actions.assign(issue=of_names(table), agency=cast.agency("city-a-water"), note="水利局维护", actor="甲")
    assert of_names(table).agency == cast.agency("city-a-water")
    assert "甲市卫生健康委 → 甲市水利局：水利局维护" in of_names(table).events.last().note  # type: ignore[union-attr]  # there is one
    with pytest.raises(ProblemsError) as error:
        actions.assign(issue=of_names(table), agency=cast.agency("city-b-health"), note="", actor="甲")
    assert error.value.problems[0].code == "issue-agency"


def test_the_database_keeps_one_open_issue_per_column(make: Maker) -> None:
    table = make(text=DIRTY)
    run_over(table)
    twin = of_names(table)
    twin.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        twin.save(force_insert=True)


def test_a_clock_into_an_unknown_year_is_unknown() -> None:
    assert from_results.due_on(calendar(), date(2099, 12, 30), 5) is None


@pytest.mark.parametrize(
    ("measure", "value", "whole", "expected"),
    [
        ("duplicate_rows", 0, 100, None),
        ("duplicate_rows", 1, 1000, Severity.LOW),
        ("duplicate_rows", 10, 1000, Severity.MEDIUM),
        ("duplicate_rows", 100, 1000, Severity.HIGH),
        ("empty_cells", 99, 1000, None),
        ("empty_cells", 100, 1000, Severity.LOW),
        ("format_identity", 1, 1_000_000, Severity.LOW),
        ("rows", 5, None, None),
    ],
)
def test_severity_by_share(measure: str, value: int, whole: int | None, expected: Severity | None) -> None:
    assert thresholds().severity(measure, "列", value, whole) == expected


def test_what_only_sums_up_columns_is_no_issue_of_its_own() -> None:
    assert thresholds().severity("empty_cells", "", 1, 2) is None
    assert thresholds().severity("high_missing", "", 1, 1) == Severity.HIGH


def test_thresholds_with_mistakes_tell_all_of_them(tmp_path: Path) -> None:
    path = tmp_path / "bad.yaml"
    path.write_text(
        "days: {high: 5, grave: 1}\nmeasures:\n  empty_cells: {low: 101}\nmeasure: 1\ncolumns_only: [rows]\n",
        "utf-8",
    )
    with pytest.raises(ProblemsError) as error:
        load(path)
    said = [(one.line, one.field) for one in error.value.problems]
    assert said == [
        (4, "measure"),
        (1, "days.grave"),
        (1, "days"),
        (3, "measures.empty_cells.low"),
        (5, "columns_only"),
    ]
    assert "measures" in error.value.problems[0].hint
