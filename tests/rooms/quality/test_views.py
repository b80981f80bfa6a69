"""Every page of this room: who may see it, what it shows, what it says to a bad address."""

from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from shuheng.jobs.models import Job
from shuheng.jobs.worker import run as run_job
from shuheng.quality import snapshot
from shuheng.quality.models import MeasureRun
from tests.cast import Cast
from tests.rooms.quality.entries import entry

READERS = ("填报人", "单位管理员", "大数据局管理员", "评审专家", "审计员", "系统管理员")
PAGES = (
    "/quality/",
    "/quality/?group=数量&scope=opening",
    "/quality/measures/low_capacity/",
    "/quality/runs/",
    "/quality/runs/{run}/",
    "/quality/runs/{run}/families/",
    "/quality/compare/",
    "/quality/compare/?first={run}&second={run}",
)
ABOUT_HEALTH = (
    "/quality/?agency=city-a-health",
    "/quality/figures/{figure}/?answer=yes",
    "/quality/entries/{entry}/",
)
MISSING = (
    "/quality/?run=999999",
    "/quality/?run=x",
    "/quality/?agency=nobody",
    "/quality/measures/none/",
    "/quality/figures/999999/",
    "/quality/entries/999999/",
    "/quality/runs/999999/",
    "/quality/runs/{run}/families/city-a-health/77/",
    "/quality/compare/?first=999999",
)


@pytest.fixture
def places(run: MeasureRun) -> dict[str, int]:
    figure = run.figures.get(agency__code="city-a-health", measure="low_capacity", scope="all")
    return {"run": run.pk, "figure": figure.pk, "entry": snapshot_entry(run)}


def snapshot_entry(run: MeasureRun) -> int:
    rows = snapshot.select(run, snapshot.ENTRIES, "SELECT min(entry_id) AS first FROM kept")
    return int(rows[0]["first"])


@pytest.fixture
def operator() -> Client:
    return Client(headers={"host": "localhost"})


def test_who_may_see_what(cast: Cast, places: dict[str, int]) -> None:
    cast.everybody()
    for title in READERS:
        client = cast.client(title)
        for address in (*PAGES, *ABOUT_HEALTH):
            assert client.get(address.format(**places)).status_code == 200, (title, address)
    outsider, public = cast.client("外单位"), cast.client("公众")
    for address in ABOUT_HEALTH:
        assert outsider.get(address.format(**places)).status_code == 403
    for address in (*PAGES, *ABOUT_HEALTH):
        assert public.get(address.format(**places)).status_code == 302


def test_one_sees_the_figures_of_ones_own_agencies_only(cast: Cast, run: MeasureRun) -> None:
    filer = cast.client("填报人").get("/quality/").content.decode()
    assert "甲市卫生健康委</a></th>" in filer
    assert "甲市</a></th>" not in filer
    outsider = cast.client("外单位").get("/quality/").content.decode()
    assert "没有您可以查看的单位" in outsider
    bureau = cast.client("大数据局管理员").get("/quality/").content.decode()
    assert "甲市</a></th>" in bureau


def test_only_those_who_measure_may_start_it(cast: Cast, run: MeasureRun) -> None:
    cast.everybody()
    statuses = {
        title: cast.client(title).get("/quality/runs/new/").status_code for title in (*READERS, "外单位")
    }
    assert {title for title, status in statuses.items() if status == 200} == {
        "单位管理员",
        "大数据局管理员",
        "系统管理员",
        "外单位",
    }
    form = {"period": "2023", "as_of": "day", "day": "2023-06-30"}
    assert (
        cast.client("外单位").post("/quality/runs/new/", {**form, "agencies": "city-a-health"}).status_code
        == 403
    )
    assert cast.client("大数据局管理员").post("/quality/runs/new/", form).status_code == 403
    assert not Job.objects.exists()


def test_bad_addresses_and_wrong_methods(operator: Client, places: dict[str, int]) -> None:
    found = {address: operator.get(address.format(**places)).status_code for address in MISSING}
    assert found == dict.fromkeys(MISSING, 404)
    posted = {
        address: operator.post(address.format(**places)).status_code for address in (*PAGES, *ABOUT_HEALTH)
    }
    assert posted == dict.fromkeys((*PAGES, *ABOUT_HEALTH), 405)
    assert operator.delete("/quality/runs/new/").status_code == 405


def test_before_the_first_run_it_says_what_to_do(operator: Client, cast: Cast) -> None:
    shown = operator.get("/quality/").content.decode()
    assert "还没有计量过" in shown
    assert reverse("new-measure-run") in shown


def test_the_board_shows_numerator_denominator_and_unknown(operator: Client, run: MeasureRun) -> None:
    shown = operator.get("/quality/?group=数量").content.decode()
    assert "1 / 6" in shown
    assert "未知 1" in shown
    assert "2023-06-30" in shown


def test_a_figure_opens_its_entries_with_the_reason(operator: Client, places: dict[str, int]) -> None:
    shown = operator.get(f"/quality/figures/{places['figure']}/?answer=unknown").content.decode()
    assert "诊所名录信息" in shown
    assert "没有数据量" in shown
    assert "药店名录" not in shown


def test_a_touched_snapshot_is_said_on_the_page(
    operator: Client, places: dict[str, int], folder: Path
) -> None:
    run = MeasureRun.objects.get(pk=places["run"])
    (folder / run.folder / snapshot.ENTRIES).write_bytes(b"")
    response = operator.get(f"/quality/figures/{places['figure']}/")
    assert response.status_code == 409
    assert "指纹不一致" in response.content.decode()
    assert operator.get("/quality/").status_code == 200


def test_the_form_tells_all_mistakes_at_once(operator: Client, cast: Cast) -> None:
    response = operator.post(
        "/quality/runs/new/",
        {"as_of": "day", "day": "2023-13-40", "baseline": "昨天", "agencies": "city-a，nobody"},
    )
    assert response.status_code == 422
    shown = response.content.decode()
    for code in ("period-missing", "day-form", "agency-unknown"):
        assert code in shown
    assert "2023-13-40" in shown
    assert not Job.objects.exists()


def test_a_started_measuring_runs_as_a_job(operator: Client, cast: Cast) -> None:
    entry(cast.agency("city-a-health"), "医疗机构名录")
    form = {"period": "2023", "as_of": "day", "day": "2023-06-30", "agencies": "city-a-health"}
    response = operator.post("/quality/runs/new/", form)
    job = Job.objects.get()
    assert (response.status_code, response.headers["Location"]) == (302, reverse("job", args=[job.pk]))
    done = run_job(job.pk, every=0)
    assert done is not None
    assert (done.state, done.problem) == ("done", "")
    measured = MeasureRun.objects.get()
    assert [one.agency.code for one in measured.measured.all()] == ["city-a-health"]
    assert done.link == reverse("measure-run", args=[measured.pk])
