"""Which metrics are counted by the rooms that open the data: tables, probes, cleaning, random samples."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Room = Literal["tables", "probes", "cleaning", "sampling"]
ROOM_WORDS: Mapping[Room, str] = {
    "tables": "表计量",
    "probes": "接口和库表探测",
    "cleaning": "数据清洗",
    "sampling": "随机抽查",
}
PLATFORM_WORDS: Mapping[str, str] = {"sharing": "（共享）", "opening": "（开放）"}
ROWS_IN_TEN_THOUSANDS = 10_000


@dataclass(frozen=True, slots=True)
class RoomSupply:
    """A metric's value: the count of this name that the room gives for an agency and its units, over `divide`."""

    room: Room
    count: str
    platform: str = ""
    divide: int = 1
    note: str = ""


FOUND = "文件说抽查，这里计已打开检查的数据集中的全部。"
COMPLETE = "信息项一致、必要字段不缺的数据集；有一个数据集还没有打开检查，就未知。"
CHECKS = "一次检测不通，当场再试两次，合计一次。"
CLEANED = "计登记为数据表并接受清洗的数据，不含没有登记的系统。"
FINDS = "一个对象同一种问题计一次；还有没有检查完的对象，就未知。"


def of_platform(prefix: str, platform: str) -> dict[str, RoomSupply]:
    """What C2-2 (sharing) and D2-2 (opening) of the Guangxi document ask in the same words."""
    return {
        f"{prefix}.datasets_complete": RoomSupply("tables", "complete", platform, note=COMPLETE),
        f"{prefix}.high_missing": RoomSupply("tables", "high_missing", platform, note=FOUND),
    }


ROOM_SUPPLIES: Mapping[str, RoomSupply] = {
    **of_platform("share", "sharing"),
    **of_platform("open", "opening"),
    "share.api_checks": RoomSupply("probes", "checks", "sharing", note=CHECKS),
    "share.api_checks_passed": RoomSupply("probes", "passed", "sharing", note=CHECKS),
    "share.api_outages_overdue": RoomSupply("probes", "overdue", "sharing"),
    "share.table_checks": RoomSupply("probes", "table_checks", "sharing", note=CHECKS),
    "share.table_checks_passed": RoomSupply("probes", "table_passed", "sharing", note=CHECKS),
    "open.apis_callable": RoomSupply("probes", "callable", "opening", note="最近一次检测可以调用的接口。"),
    "open.api_call_failures": RoomSupply("probes", "failures", "opening", note=CHECKS),
    "cleaning.rows_connected": RoomSupply(
        "cleaning", "rows_connected", divide=ROWS_IN_TEN_THOUSANDS, note=CLEANED
    ),
    "cleaning.rows_cleaned": RoomSupply(
        "cleaning", "rows_cleaned", divide=ROWS_IN_TEN_THOUSANDS, note=CLEANED
    ),
    "quality.spotcheck_stale": RoomSupply("sampling", "stale", note=FINDS),
    "quality.spotcheck_incomplete": RoomSupply("sampling", "incomplete", note=FINDS),
    "quality.spotcheck_low_volume": RoomSupply("sampling", "low_volume", note=FINDS),
}
