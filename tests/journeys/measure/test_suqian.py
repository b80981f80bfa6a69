"""Suqian's list: one data set cut up by department, another by county; thousands of entries without rows."""

from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings

from shuheng.accounts.actions.reference import load_reference
from shuheng.accounts.models import Agency
from shuheng.accounts.visitors import OPERATOR
from shuheng.catalogue.harvest import actions
from shuheng.catalogue.harvest.files import keep_file
from shuheng.catalogue.harvest.proposals import mapping_for
from shuheng.catalogue.harvest.runs.carry_out import carry_out
from shuheng.jobs.progress import Progress
from shuheng.quality import snapshot
from shuheng.quality.actions import Order, measure
from shuheng.quality.models import MeasureRun

COUNTED = "SELECT count(*) AS titles, count(fragmented_families) AS found, count(DISTINCT fragmented_families) AS families"


@pytest.fixture
def run(db: None, shared: Path, tmp_path: Path, settings: Settings) -> MeasureRun:
    """Harvested with the mapping that is proposed for it, and measured."""
    settings.DATA = tmp_path
    load_reference(name="suqian-2022", actor="测试员")
    source = actions.register_source(
        code="jiangsu_suqian", title="宿迁", agency=Agency.objects.get(code="suqian"), by=OPERATOR
    )
    kept = keep_file(shared / "data" / "catalogues" / "cn_portals" / "jiangsu_suqian.json")
    assert mapping_for(source, kept, by=OPERATOR, given=None, accept=True) is None
    found = actions.open_run(
        source=source, kept=kept, wish=actions.Wish(None, False, False, False), by=OPERATOR
    )
    carry_out(found, Progress())
    return measure(order=Order("2023", found.started.date()), actor="测试员").run


def told(run: MeasureRun, where: str) -> dict[str, Any]:
    return snapshot.select(
        run, snapshot.ENTRIES, f"{COUNTED} FROM kept WHERE title LIKE '{where}' ESCAPE '\\'"
    )[0]


def test_what_is_known_of_the_list_is_found(run: MeasureRun) -> None:
    figures = {one.measure: one for one in run.figures.filter(scope="all")}
    assert (figures["entries"].yes, figures["no_rows"].yes, figures["no_rows"].unknown) == (2661, 2296, 0)
    assert told(run, "[2018]行政许可公示信息\\_%") == {"titles": 172, "found": 172, "families": 1}
    counties = told(run, "泗洪县%")
    assert counties["titles"] == 181
    assert counties["found"] >= 175
    assert counties["families"] >= 1
    page = Client(headers={"host": "localhost"}).get(f"/quality/runs/{run.pk}/families/").content.decode()
    assert "行政许可公示信息" in page
    assert "按部门拆分" in page
