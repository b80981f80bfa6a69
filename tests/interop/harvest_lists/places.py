"""The lists, what the manifest says of them, and plain ways to read them again."""

from __future__ import annotations

import csv
import gzip
import json
from pathlib import Path
from typing import Any

from tests.places import SHARED

CATALOGUES = SHARED / "data" / "catalogues"
PORTALS = CATALOGUES / "cn_portals"
HAINAN = PORTALS / "hainan_hainan.BROKEN.json.gz"
GUANGXI = "baise beihai chongzuo fangchenggang guangxi guigang guilin hechi hezhou laibin liuzhou nanning qinzhou wuzhou yulin"
JIANGSU = "huaian jiangsu lianyungang nantong suqian suzhou taizhou xuzhou yancheng zhenjiang"
NAMES = (
    *(f"guangxi_{city}" for city in GUANGXI.split()),
    *(f"jiangsu_{city}" for city in JIANGSU.split()),
    "shanghai_shanghai",
)


def portal(name: str) -> Path:
    """The file of one portal's list."""
    packed = PORTALS / f"{name}.json.gz"
    return packed if packed.exists() else PORTALS / f"{name}.json"


def plain(path: Path) -> Any:
    """The whole content by Python's own reader."""
    return json.loads(gzip.open(path).read() if path.suffix == ".gz" else path.read_bytes())


def manifest() -> dict[str, int]:
    """Rows by path below the data folder, for lists that can be read."""
    with (SHARED / "data" / "MANIFEST.csv").open(encoding="utf-8") as stream:
        return {row["file"]: int(row["rows"]) for row in csv.DictReader(stream) if row["rows"]}
