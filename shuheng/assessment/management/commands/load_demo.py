"""`manage.py load_demo`: keep the results of the main job, so that the pages show them. Safe to repeat."""

from typing import Any

from django.core.management.base import BaseCommand

from shuheng.assessment import library
from shuheng.assessment.actions import store_result
from shuheng.assessment.demo import demo_sheet
from shuheng.assessment.models import StoredResult
from shuheng.assessment.queries.ranking import Wanted, result_page
from shuheng.assessment.queries.sheet import agency_page
from shuheng.assessment.stored import result_of
from shuheng.engines.rubric import FactSheet, ProblemsError, Rubric, read_facts_yaml
from shuheng.rubrics import FOLDER

ACTOR = "主要任务"
# Rubric, facts shipped with it; without a name those called like the rubric, else the demonstration province.
KEPT = (("nanjing-2022", ""), ("guangxi-2021", ""), ("guangxi-2021", "guangxi-open-2023"))


class Command(BaseCommand):
    help = "把南京 2022、演示省（演示数据）和广西十四市开放目录的评估结果存入数据库；重复执行不会重复计算。"

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002  # Django's own signature
        for rubric_id, facts in KEPT:
            try:
                stored = self.keep(rubric_id, facts)
            except ProblemsError as error:
                self.stderr.write(f"{rubric_id} 没有存入：{len(error.problems)} 处问题，{error.problems[0]}")
            else:
                self.stdout.write(f"已存入 {stored.title}（{stored.facts_id}）")

    def keep(self, rubric_id: str, facts: str = "") -> StoredResult:
        rubric = library.shipped(rubric_id)
        if rubric is None:
            raise ValueError(f"no rubric {rubric_id}")
        stored = store_result(rubric=rubric, sheet=facts_of(rubric, facts), actor=ACTOR)
        draw(stored)
        return stored


def draw(stored: StoredResult) -> None:
    """Fill the cache of pictures, so that the first visitor need not wait for them."""
    result_page(stored, Wanted())
    for score in result_of(stored).agencies:
        agency_page(stored, score.agency.code, "")


def facts_of(rubric: Rubric, name: str = "") -> FactSheet:
    """The facts of that name shipped with the rubric; without one those called like it, else the demonstration."""
    path = FOLDER / rubric.id / "facts" / f"{name or rubric.id}.yaml"
    return read_facts_yaml(rubric, path) if path.is_file() else demo_sheet(rubric)
