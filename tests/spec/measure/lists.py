"""A tiny loader of the real lists, so that the measures are tried without the harvest."""

import ast
import gzip
import json
from datetime import date
from pathlib import Path
from typing import Any

from tests.spec.measure.entries import GOOD, Row

CYCLES = {
    "实时": "realtime",
    "每天": "daily",
    "每周": "weekly",
    "每月": "monthly",
    "每季度": "quarterly",
    "每半年": "half_yearly",
    "每年": "yearly",
    "不定期": "irregular",
}
ACCESS = {"无条件开放": "unconditional", "有条件开放": "conditional"}
MACHINE = {"csv", "xls", "xlsx", "json", "xml", "rdf"}
SAYS_NOTHING = {"", "暂无"}


def raw(path: Path) -> list[dict[str, Any]]:
    """The records as they stand in the file."""
    content = path.read_bytes()
    found: list[dict[str, Any]] = json.loads(gzip.decompress(content) if path.suffix == ".gz" else content)
    return found


def formats(record: dict[str, Any]) -> list[str]:
    """Formats, written as a list or as the text of one."""
    told = record["数据格式"]
    found: list[str] = ast.literal_eval(told) if isinstance(told, str) else told
    return found


def rows(record: dict[str, Any]) -> int | None:
    """数据量, with thousands commas."""
    told = record.get("数据量", "")
    return None if told in SAYS_NOTHING else int(told.replace(",", ""))


def day(record: dict[str, Any], field: str) -> date | None:
    """A date of the list."""
    told = record.get(field) or ""
    return None if told in SAYS_NOTHING else date.fromisoformat(told)


def entries(path: Path) -> list[Row]:
    """The list as entries of one agency, which is called as its file."""
    found = []
    for number, record in enumerate(raw(path), start=1):
        told = formats(record)
        found.append(
            {
                **dict.fromkeys(GOOD),
                "entry_id": number,
                "agency": path.name.split(".")[0],
                "title": record.get("标题") or record["资源名称"],
                "provider": record["来源部门"],
                "abstract": record["描述"],
                "theme": record["重点领域"],
                "industry": record["所属行业"],
                "open_type": ACCESS.get(record.get("开放条件") or record.get("开放状态") or "", ""),
                "update_cycle": CYCLES.get(record["更新频率"], ""),
                "issued": day(record, "发布时间"),
                "updated": day(record, "更新时间"),
                "rows": rows(record),
                "tables": int(bool(set(told) & MACHINE)),
                "apis": int("api" in told),
                "file_count": int(bool(set(told) - MACHINE - {"api"})),
                "resources_known": True,
                "published": True,
            }
        )
    return found
