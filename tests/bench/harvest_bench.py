"""`python -m tests.bench.harvest_bench [SIZES…]`: records a second, end to end, into SQLite and into PostgreSQL.

End to end means: the list is checked to its end, read, mapped, compared with what is held, written with its raw
record, put into the search index, and the run is closed with its row in the log. Each figure is measured in a process
of its own with an empty database: all new, then the same list again.
"""

import argparse
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path

from tests.interop.postgresql import programs, server
from tests.places import ROOT

SIZES = (10_000, 100_000)
TARGETS = {"sqlite": 5_000, "postgresql": 3_000}
SUBJECTS = (
    "行政许可",
    "行政处罚",
    "医疗机构",
    "学校名录",
    "停车场",
    "公交站点",
    "食品经营许可",
    "道路运输证",
    "养老机构",
    "水质监测",
)
FIELDS = ("基本信息", "公示信息", "统计数据", "名单", "明细", "分布情况")
CYCLES = ("每天", "每周", "每月", "每季度", "每半年", "每年", "不定期")
MAPPING = """
name: 基准
key: 详情页网址
fields:
  title: 资源名称
  provider: 来源部门
  theme: 重点领域
  open_type: 开放状态
  update_cycle: 更新频率
  rows: 数据量
  updated: 更新时间
  abstract: 描述
  keywords: 标签
  industry: 所属行业
  formats: 数据格式
  landing_page: 详情页网址
ignore: [部门电话, 部门邮箱]
"""
WORK = "tests.bench.harvest_worker"


def write_list(path: Path, count: int) -> None:
    """A list as Suqian's portal writes it, made by code, the same every time."""
    pick = random.Random(20230628)
    with path.open("w", encoding="utf-8") as out:
        out.write("[")
        for number in range(count):
            subject, field = pick.choice(SUBJECTS), pick.choice(FIELDS)
            record = {
                "资源名称": f"演示市第{number % 97}局{subject}{field}{number}",
                "重点领域": "公共安全",
                "来源部门": f"演示市第{number % 97}局",
                "数据量": f"{pick.randrange(200_000):,}",
                "开放状态": "无条件开放",
                "所属行业": "公共管理、社会保障和社会组织",
                "更新频率": pick.choice(CYCLES),
                "部门电话": "",
                "部门邮箱": "",
                "标签": f"{subject},{field}",
                "描述": f"{subject}的{field}，由演示市第{number % 97}局提供，供社会公众查询使用（演示数据）。",
                "数据格式": ["json", "api", "csv", "xls", "xml", "rdf"],
                "详情页网址": f"https://data.example.invalid/oportal/catalog/{number:032X}",
                "更新时间": f"2023-{pick.randrange(1, 7):02}-{pick.randrange(1, 29):02}",
            }
            out.write(("," if number else "") + json.dumps(record, ensure_ascii=False))
        out.write("]")


@contextmanager
def database(vendor: str) -> Iterator[str]:
    """The address of an empty database; '' for SQLite."""
    if vendor == "sqlite":
        yield ""
        return
    binaries = programs()
    if binaries is None:
        sys.exit("PostgreSQL is not installed")
    with server(binaries) as address:
        yield address


def measured(vendor: str, size: int) -> dict[str, float]:
    """Seconds, records a second and peak memory of one vendor and size."""
    with tempfile.TemporaryDirectory(prefix="shuheng-bench-") as folder, database(vendor) as address:
        environment = {name: value for name, value in os.environ.items() if not name.startswith("SHUHENG_")}
        environment |= {"SHUHENG_DATA": folder} | ({"SHUHENG_DATABASE": address} if address else {})
        done = subprocess.run(
            [sys.executable, "-m", "tests.bench.harvest_bench", "--work", str(size)],
            cwd=ROOT,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
    if done.returncode:
        sys.exit(done.stderr[-3000:])
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


def work(size: int) -> dict[str, float]:
    """In the process of its own: harvest a new list, then the same again."""
    harvest = import_module(WORK).harvest
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "list.json"
        write_list(path, size)
        numbers: dict[str, float] = {}
        for what in ("new", "same"):
            start, cpu = time.perf_counter(), time.process_time()
            harvest(path, MAPPING, size if what == "new" else 0)
            numbers[f"{what}_seconds"] = round(time.perf_counter() - start, 3)
            numbers[f"{what}_cpu"] = round(time.process_time() - cpu, 3)
            numbers[f"{what}_rate"] = round(size / numbers[f"{what}_seconds"])
    numbers["megabytes"] = round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
    return numbers


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.harvest_bench", description=__doc__)
    parser.add_argument("sizes", nargs="*", type=int, default=SIZES)
    parser.add_argument("--work", type=int, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.work:
        print(json.dumps(work(arguments.work)))
        return
    slow = False
    for size in arguments.sizes:
        for vendor, target in TARGETS.items():
            numbers = measured(vendor, size)
            slow |= numbers["new_rate"] < target
            print(json.dumps({"vendor": vendor, "size": size, "target": target} | numbers), flush=True)
    sys.exit("slower than the target" if slow else 0)


if __name__ == "__main__":
    main()
