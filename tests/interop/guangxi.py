"""The fourteen city lists of Guangxi, read and counted again in plain Python: nothing here is shared with the product."""

import calendar
import gzip
import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

Raw = list[dict[str, Any]]
CITIES = (
    "nanning", "liuzhou", "guilin", "wuzhou", "beihai", "fangchenggang", "qinzhou", "guigang", "yulin", "baise",
    "hezhou", "hechi", "laibin", "chongzuo",
)  # fmt: skip
READABLE = {"xls", "xlsx", "csv", "xml", "json", "rdf", "api"}
MONTHS = {"每月": 1, "每季度": 3, "每半年": 6, "每年": 12}
DAYS = {"实时": 1, "每天": 1, "每周": 7}


def list_of(shared: Path, city: str) -> Path:
    return next((shared / "data" / "catalogues" / "cn_portals").glob(f"guangxi_{city}.json*"))


def records(path: Path) -> Raw:
    content = path.read_bytes()
    found: Raw = json.loads(gzip.decompress(content) if path.suffix == ".gz" else content)
    return found


def newest(raw: Raw) -> date:
    """The lists carry no day of their own: the latest day that any entry names stands for it."""
    return max(
        date.fromisoformat(one[name]) for one in raw for name in ("更新时间", "发布时间") if one.get(name)
    )


def due(updated: date, cycle: str) -> date:
    """By when the next update is promised."""
    if cycle in DAYS:
        return updated + timedelta(days=DAYS[cycle])
    months = updated.month - 1 + MONTHS[cycle]
    year, month = updated.year + months // 12, months % 12 + 1
    return date(year, month, min(updated.day, calendar.monthrange(year, month)[1]))


def recount(raw: Raw) -> dict[str, int]:
    """The six figures of `shuheng measure --format json`."""
    as_of = newest(raw)
    rows = [int(one["数据量"].replace(",", "")) for one in raw if one.get("数据量")]
    promised = [one for one in raw if one["更新频率"] in {*MONTHS, *DAYS}]
    return {
        "entries": len(raw),
        "volume": sum(rows),
        "low_capacity": sum(number <= 10 for number in rows),
        "structured": sum(any(form in one["数据格式"] for form in READABLE) for one in raw),
        "periodic": len(promised),
        "on_time": sum(
            due(date.fromisoformat(one["更新时间"]), one["更新频率"]) >= as_of for one in promised
        ),
    }
