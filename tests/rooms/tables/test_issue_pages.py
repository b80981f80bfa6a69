"""Issues on pages: who may do what, the clock, many at once; and runs started and run again from pages."""

from datetime import date

import pytest
from django.test import Client

from shuheng.jobs.models import Job
from shuheng.jobs.worker import run as run_job
from shuheng.quality.issues.queries.clock import clock_of
from shuheng.quality.issues.terms import IssueState
from shuheng.quality.models import QualityIssue, TableRun
from shuheng.quality.tables.stored import path_of
from shuheng.workdays.queries import calendar
from tests.cast import Cast
from tests.rooms.tables.conftest import DIRTY, Maker, run_over

pytestmark = pytest.mark.django_db
NEW_RUN = "/quality/tables/runs/new/"


@pytest.fixture
def issue(make: Maker) -> QualityIssue:
    run_over(make(text=DIRTY))
    return QualityIssue.objects.get(measure="empty_cells", column="名称")


def act(client: Client, issue: QualityIssue, kind: str, name: str, note: str = "", **more: str) -> int:
    form = {"act": name, "note": note, **more}
    return client.post(f"/quality/issues/{issue.pk}/{kind}/", form).status_code


def state(issue: QualityIssue) -> str:
    return QualityIssue.objects.get(pk=issue.pk).state


def test_the_agency_answers_and_the_bureau_decides(cast: Cast, issue: QualityIssue) -> None:
    filer, bureau = cast.client("填报人"), cast.client("大数据局管理员")
    assert act(filer, issue, "answer", "excuse") == 422
    assert act(filer, issue, "answer", "excuse", "个人站点不填") == 302
    assert act(filer, issue, "decide", "accept") == 403
    assert act(bureau, issue, "decide", "return") == 422
    assert act(bureau, issue, "decide", "accept", "同意") == 302
    assert state(issue) == IssueState.EXCUSED
    shown = filer.get(f"/quality/issues/{issue.pk}/").content.decode()
    assert "个人站点不填" in shown
    assert "采纳说明" in shown
    assert "不再计时" in shown


def test_strangers_do_nothing(cast: Cast, issue: QualityIssue) -> None:
    for title in ("外单位", "评审专家", "审计员"):
        assert act(cast.client(title), issue, "answer", "fixed") == 403, title
        assert act(cast.client(title), issue, "decide", "accept") == 403, title
    assert (
        cast.client("外单位").post("/quality/issues/many/", {"issue": issue.pk, "act": "fixed"}).status_code
        == 403
    )
    assert state(issue) == IssueState.OPEN


def test_an_act_that_is_none_is_not_found(cast: Cast, issue: QualityIssue) -> None:
    assert act(cast.client("填报人"), issue, "answer", "accept") == 404
    assert act(cast.client("大数据局管理员"), issue, "decide", "delete") == 404


def test_handed_over_it_is_the_others_to_answer(cast: Cast, issue: QualityIssue) -> None:
    bureau = cast.client("大数据局管理员")
    assert act(bureau, issue, "decide", "assign", agency="city-b-health") == 422
    assert act(bureau, issue, "decide", "assign", agency="city-a-water") == 302
    assert act(cast.client("填报人"), issue, "answer", "fixed") == 403
    assert cast.client("填报人").get(f"/quality/issues/{issue.pk}/").status_code == 200


def test_many_at_once_all_or_none(cast: Cast, make: Maker, issue: QualityIssue) -> None:
    run_over(make("另一张", DIRTY))
    numbers = list(QualityIssue.objects.values_list("pk", flat=True))
    client = cast.client("填报人")
    assert client.post("/quality/issues/many/", {"act": "fixed"}).status_code == 422
    assert client.post("/quality/issues/many/", {"issue": numbers, "act": "accept"}).status_code == 403
    assert client.post("/quality/issues/many/", {"issue": numbers, "act": "fixed"}).status_code == 302
    assert set(QualityIssue.objects.values_list("state", flat=True)) == {"fixed"}
    again = client.post("/quality/issues/many/", {"issue": numbers, "act": "fixed"})
    assert again.status_code == 422
    assert "issue-moved" in again.content.decode()


@pytest.mark.parametrize(
    ("today", "words", "kind"),
    [
        (date(2023, 6, 5), "还剩 4 个工作日", "good"),
        (date(2023, 6, 9), "还剩 0 个工作日", "warn"),
        (date(2023, 6, 12), "超期 1 个工作日", "bad"),
        (date(2099, 1, 1), "未知", "unknown"),
    ],
)
def test_the_clock_counts_working_days(issue: QualityIssue, today: date, words: str, kind: str) -> None:
    issue.due = date(2023, 6, 9)
    clock = clock_of(issue, today, calendar())
    assert (clock.words, clock.kind) == (words, kind)


def test_overdue_issues_are_found(cast: Cast, issue: QualityIssue) -> None:
    address = "/quality/issues/?state=overdue"
    assert "站点" not in cast.client("填报人").get(address).content.decode()
    QualityIssue.objects.filter(pk=issue.pk).update(due=date(2023, 6, 9))
    shown = cast.client("填报人").get(address).content.decode()
    assert "超期" in shown
    assert f"/quality/issues/{issue.pk}/" in shown


def test_a_run_is_started_on_a_page_and_done_by_a_worker(cast: Cast, make: Maker) -> None:
    make(), make("乙市", agency="city-b-health")
    client = cast.client("单位管理员")
    answer = client.post(NEW_RUN, {"what": "all", "as_of": "2023-06-30", "every": ""})
    run = TableRun.objects.get()
    assert answer.headers["Location"] == f"/quality/tables/runs/{run.pk}/"
    assert [one.table.title for one in run.results.all()] == ["站点"]
    assert "等待" in client.get(answer.headers["Location"]).content.decode()
    assert run.job is not None
    done = run_job(run.job.pk, every=0)
    assert done is not None
    assert (done.state, done.summary, done.link) == ("done", "已计量 1 张表。", answer.headers["Location"])


@pytest.mark.parametrize(
    ("form", "code"),
    [
        ({"what": "all", "as_of": "昨天"}, "run-day"),
        ({"what": "all", "every": "1"}, "run-sample"),
        ({"what": "all", "every": "x"}, "run-sample"),
        ({"what": "nothing"}, "run-order"),
        ({"what": "library:x"}, "run-order"),
        ({"what": "agency:nobody"}, "run-order"),
    ],
)
def test_a_bad_order_starts_nothing(cast: Cast, make: Maker, form: dict[str, str], code: str) -> None:
    make()
    answer = cast.client("单位管理员").post(NEW_RUN, form)
    assert answer.status_code == 422
    assert code in answer.content.decode()
    assert not TableRun.objects.exists()
    assert not Job.objects.exists()


def test_one_measures_ones_own_only(cast: Cast, make: Maker) -> None:
    table = make()
    outsider = cast.client("外单位")
    assert outsider.post(NEW_RUN, {"what": "agency:city-a-health"}).status_code == 403
    assert outsider.post(NEW_RUN, {"table": str(table.pk)}).status_code == 403
    assert outsider.post(NEW_RUN, {"what": "all"}).status_code == 422
    assert cast.client("填报人").get(NEW_RUN).status_code == 403
    assert not TableRun.objects.exists()


def test_what_failed_is_run_again_from_the_page(cast: Cast, make: Maker) -> None:
    good, gone = make("好"), make("没了", DIRTY)
    assert gone.current is not None
    path_of(gone.current.parquet_sha256).unlink()
    run = run_over(good, gone)
    client = cast.client("单位管理员")
    shown = client.get(f"/quality/tables/runs/{run.pk}/").content.decode()
    assert "只重做没有计量成的（1 张）" in shown
    assert "table-file-gone" in shown
    answer = client.post(f"/quality/tables/runs/{run.pk}/again/")
    again = TableRun.objects.get(again_of=run)
    assert answer.headers["Location"] == f"/quality/tables/runs/{again.pk}/"
    assert [one.table for one in again.results.all()] == [gone]


def test_a_cancelled_job_leaves_a_run_that_says_so(cast: Cast, make: Maker) -> None:
    make()
    client = cast.client("单位管理员")
    client.post(NEW_RUN, {"what": "all"})
    run = TableRun.objects.get()
    assert run.job is not None
    client.post(f"/jobs/{run.job.pk}/cancel/")
    shown = client.get(f"/quality/tables/runs/{run.pk}/").content.decode()
    assert "中途停下" in shown
    assert "只重做没有计量成的（1 张）" in shown
