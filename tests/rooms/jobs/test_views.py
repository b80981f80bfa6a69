"""The pages: they work, a stranger is refused, a bad id is not found, a wrong method is refused."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone

from shuheng.audit.models import AuditRow
from shuheng.jobs.models import Job
from shuheng.jobs.terms import JobState
from shuheng.jobs.worker import run
from tests.rooms.jobs.conftest import counting, queued

pytestmark = pytest.mark.django_db
READ = ["/jobs/", "/jobs/?state=failed", "/jobs/{}/"]
POSTED = ["/jobs/{}/cancel/", "/jobs/{}/again/"]
HTMX = {"HX-Request": "true"}


def reads() -> int:
    return AuditRow.objects.filter(action="read").count()


@pytest.mark.parametrize("address", READ)
def test_they_work(address: str, operator: Client) -> None:
    assert operator.get(address.format(queued().pk)).status_code == 200


@pytest.mark.parametrize("address", READ)
def test_a_stranger_may_not_read(address: str, stranger: Client) -> None:
    assert stranger.get(address.format(queued().pk)).status_code in {302, 403}


@pytest.mark.parametrize("address", POSTED)
def test_a_stranger_may_not_act(address: str, stranger: Client) -> None:
    job = queued()
    assert stranger.post(address.format(job.pk)).status_code == 403
    job.refresh_from_db()
    assert (job.state, Job.objects.count()) == (JobState.QUEUED, 1)


@pytest.mark.parametrize("address", [READ[2], *POSTED])
@pytest.mark.parametrize("number", ["999999", "9" * 40, "x"])
def test_a_bad_number_is_not_found(address: str, number: str, operator: Client) -> None:
    method = operator.post if address in POSTED else operator.get
    assert method(address.format(number)).status_code == 404


@pytest.mark.parametrize("address", POSTED)
def test_acts_take_no_get(address: str, operator: Client) -> None:
    assert operator.get(address.format(queued().pk)).status_code == 405


@pytest.mark.parametrize("address", READ)
def test_reading_takes_no_post(address: str, operator: Client) -> None:
    assert operator.post(address.format(queued().pk)).status_code == 405


def test_the_list_filters_by_state(operator: Client, tmp_path: Path) -> None:
    run(counting(tmp_path).pk)
    run(queued("refuse").pk)
    page = operator.get("/jobs/?state=failed").context["page"]
    assert [job.state for job in page.jobs] == [JobState.FAILED]
    assert {choice.title: choice.count for choice in page.choices}["全部"] == 2


@pytest.mark.parametrize("page", ["2", "99", "0", "-1", "x", "9" * 5000])
def test_the_list_has_pages_and_forgives_numbers_that_are_none(page: str, operator: Client) -> None:
    for _ in range(51):
        queued()
    response = operator.get("/jobs/", {"page": page})
    assert response.status_code == 200
    assert len(response.context["page"].jobs) == (1 if page in {"2", "99"} else 50)


def test_an_empty_list_says_what_to_do(operator: Client) -> None:
    assert "没有后台任务" in operator.get("/jobs/").content.decode()


def test_a_waiting_job_asks_again_and_an_ended_one_does_not(operator: Client, tmp_path: Path) -> None:
    job = counting(tmp_path)
    waiting = operator.get(f"/jobs/{job.pk}/", headers=HTMX)
    assert 'hx-trigger="every 1s"' in waiting.content.decode()
    assert "<html" not in waiting.content.decode()
    assert "HX-Trigger" not in waiting.headers
    run(job.pk)
    over = operator.get(f"/jobs/{job.pk}/", headers=HTMX)
    assert "hx-trigger" not in over.content.decode()
    assert over.headers["HX-Trigger"] == "job-ended"
    assert "共 3 个" in over.content.decode()
    assert 'href="/calendar/"' in over.content.decode()


def test_asking_again_is_no_new_reading(operator: Client) -> None:
    job = queued()
    operator.get(f"/jobs/{job.pk}/")
    before = reads()
    for _ in range(5):
        operator.get(f"/jobs/{job.pk}/", headers=HTMX)
    assert (before, reads()) == (1, 1)


def test_a_running_job_shows_how_far_it_is_and_how_long_it_takes(operator: Client) -> None:
    job = queued()
    began = timezone.now() - timedelta(seconds=60)
    Job.objects.filter(pk=job.pk).update(
        state=JobState.RUNNING,
        started=began,
        heartbeat=began,
        holder="x",
        done=1000,
        total=4000,
        message="读取",
    )
    text = operator.get(f"/jobs/{job.pk}/").content.decode()
    assert 'max="4000" value="1000"' in text
    assert "已处理 1,000 / 4,000，还需约 4 分钟" in text
    Job.objects.filter(pk=job.pk).update(total=None)
    assert "未知" in operator.get(f"/jobs/{job.pk}/").content.decode()


def test_a_failed_job_shows_the_problem_as_text(operator: Client) -> None:
    job = queued("refuse")
    run(job.pk)
    Job.objects.filter(pk=job.pk).update(problem="<script>alert(1)</script>")
    text = operator.get(f"/jobs/{job.pk}/").content.decode()
    assert "<script>alert" not in text
    assert "&lt;script&gt;" in text
    assert "list-empty" in text


@pytest.mark.parametrize(
    "link", ["https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:x"]
)
def test_a_result_leads_nowhere_else(link: str, operator: Client) -> None:
    job = queued("stubborn", number=1)
    run(job.pk)
    Job.objects.filter(pk=job.pk).update(result={"link": link})
    assert "evil" not in operator.get(f"/jobs/{job.pk}/").content.decode()
    job.refresh_from_db()
    assert job.link == ""


def test_cancelling_from_the_page(operator: Client) -> None:
    job = queued()
    response = operator.post(f"/jobs/{job.pk}/cancel/")
    assert (response.status_code, response.headers["Location"]) == (302, f"/jobs/{job.pk}/")
    job.refresh_from_db()
    assert job.state == JobState.CANCELLED
    assert AuditRow.objects.filter(action="jobs.cancel").get().actor == "本机操作员"


def test_running_again_from_the_page(operator: Client) -> None:
    old = queued("refuse")
    assert operator.post(f"/jobs/{old.pk}/again/").headers["Location"] == f"/jobs/{old.pk}/"
    assert Job.objects.count() == 1
    run(old.pk)
    new = int(operator.post(f"/jobs/{old.pk}/again/").headers["Location"].split("/")[2])
    assert Job.objects.get(pk=new).again_of == old
