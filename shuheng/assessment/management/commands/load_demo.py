"""`manage.py load_demo`: keep what the main job shows, so that the pages show it: results, the demonstration city with
its catalogue, tables and registers, what was measured and gathered of it, and its scores. Safe to repeat.
"""

from typing import Any

from django.core.management.base import BaseCommand

from shuheng.accounts.visitors import Visitor
from shuheng.assessment import library
from shuheng.assessment.actions import store_result
from shuheng.assessment.demo import city_year, demo_sheet
from shuheng.assessment.models import StoredResult
from shuheng.assessment.queries.ranking import Wanted, result_page
from shuheng.assessment.queries.sheet import agency_page
from shuheng.assessment.stored import result_of
from shuheng.catalogue.demo.load import load_demo_city
from shuheng.engines.rubric import FactSheet, ProblemsError, Rubric, read_facts_yaml
from shuheng.rubrics import FOLDER

ACTOR = "主要任务"
MAIN = Visitor(ACTOR, is_operator=True)
# Rubric, facts shipped with it; without a name those called like the rubric, else the demonstration province.
KEPT = (("nanjing-2022", ""), ("guangxi-2021", ""), ("guangxi-2021", "guangxi-open-2023"))


class Command(BaseCommand):
    help = (
        "存入南京 2022、演示省（演示数据）和广西十四市开放目录的评估结果，"
        "演示市（演示数据）的目录、数据表、台账、计量和全年评估；可重复执行。"
    )

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002  # Django's own signature
        for rubric_id, facts in KEPT:
            try:
                stored = self.keep(rubric_id, facts)
            except ProblemsError as error:
                self.stderr.write(f"{rubric_id} 没有存入：{len(error.problems)} 处问题，{error.problems[0]}")
            else:
                self.stdout.write(f"已存入 {stored.title}（{stored.facts_id}）")

        self.show_city()

    def show_city(self) -> None:
        """The demonstration city: catalogue, tables, registers, ledger, and its scores for the year."""
        city = load_demo_city(by=MAIN)
        self.stdout.write(f"已载入 {city.name}：{len(city_year.units_of(city))} 个单位")
        run = city_year.measure_catalogue(city, ACTOR)
        self.stdout.write(f"已计量 {run.entries} 条目录（第 {run.pk} 次计量）")
        tables = city_year.measure_tables(city, ACTOR)
        self.stdout.write(f"已计量 {tables.results.count()} 张数据表（第 {tables.pk} 批）")
        filled = city_year.fill_registers(city, ACTOR)
        self.stdout.write(f"已填报 {filled.registers} 本台账，新增 {filled.rows} 行")
        put, judged = city_year.gather(city, ACTOR), city_year.judge(city, MAIN)
        self.stdout.write(f"已汇集指标值：新增 {put.added}，更正 {put.corrected}；评定 {judged} 个")
        for stored in city_year.score(ACTOR):
            draw(stored)
            self.stdout.write(f"已存入 {stored.title}（{stored.facts_id}）")
        self.stdout.write(city_year.said(city))

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
