"""From texts to an interface that may be kept, with every mistake at once."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from shuheng.accounts.models import Agency
from shuheng.problems import Problem, ProblemsError, Where, did_you_mean
from shuheng.quality.probes.columns import ACTIVE, BY_NAME, COLUMNS, VOLUME
from shuheng.quality.probes.fields import as_data, read_fields
from shuheng.quality.probes.guard import demand_address
from shuheng.quality.probes.terms import Method, Platform, Rhythm

HEADER_NAME = re.compile(r"[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}")
HEADER_VALUE = re.compile(r"[\x20-\x7e\t]{0,4000}")
MOST_HEADERS = 20
KEPT_BY_US = {"host", "content-length", "transfer-encoding", "connection", "accept-encoding"}
HEADERS = "请求头"


@dataclass(frozen=True)
class Wanted:
    """A checked interface: whose it is, and its fields as the model names them."""

    agency: Agency
    values: dict[str, Any]


class Reading:
    """Reads the texts of one interface and gathers what is wrong; `places` says where each stood."""

    def __init__(self, said: Mapping[str, str], places: Mapping[str, Where]) -> None:
        self.said = {name: said.get(name, "").strip() for name in BY_NAME}
        self.places = places
        self.problems: list[Problem] = []

    def wrong(
        self, name: str, code: str, message: str, *, hint: str = "", allowed: tuple[str, ...] = ()
    ) -> None:
        """A mistake in a field, at its place."""
        place = self.places.get(name, Where(field=BY_NAME[name].title))
        self.problems.append(place.problem(code, message, allowed, hint))

    def lengths(self) -> None:
        """What must be there is, and nothing is too long."""
        for one in COLUMNS:
            text = self.said[one.name]
            if one.required and not text:
                self.wrong(one.name, "interface-empty", f"没有填写{one.title}。", hint=one.help)
            if len(text) > one.longest:
                self.wrong(one.name, "interface-long", f"有 {len(text)} 个字，最多 {one.longest} 个。")

    def word(self, name: str, titles: Mapping[Any, str], default: Any) -> Any:
        """The value behind one of the words."""
        text = self.said[name]
        if not text:
            return default
        for value, title in titles.items():
            if text in {title, str(value)}:
                return value
        allowed = tuple(titles.values())
        self.wrong(
            name,
            "interface-word",
            f"不认识“{text[:50]}”。",
            allowed=allowed,
            hint=did_you_mean(text, allowed),
        )
        return default

    def number(self, name: str, default: int, lowest: int, highest: int) -> int:
        """A whole number within bounds."""
        text = self.said[name]
        if not text:
            return default
        if not (text.isascii() and text.isdigit()) or not lowest <= int(text[:9]) <= highest:
            self.wrong(name, "interface-number", f"“{text[:20]}”不是 {lowest} 到 {highest} 之间的整数。")
            return default
        return int(text)

    def tried(self, name: str, act: Callable[[], Any]) -> Any:
        """What a reader of ours gives; its mistakes become mistakes of this field."""
        try:
            return act()
        except ProblemsError as error:
            for one in error.problems:
                line = f"第 {one.line} 行：" if one.line else ""
                self.wrong(name, one.code, line + one.message, hint=one.hint, allowed=one.allowed)
            return None


def read_interface(
    said: Mapping[str, str], agencies: Mapping[str, Agency], places: Mapping[str, Where] | None = None
) -> Wanted:
    """The interface that the texts describe; `agencies` are those it may belong to, by code.

    Raises `ProblemsError` with every mistake: interface-…, fields-…, probe-address.
    """
    reading = Reading(said, places or {})
    reading.lengths()
    text = reading.said
    agency = agencies.get(text["agency"])
    if text["agency"] and agency is None:
        hint = did_you_mean(text["agency"], agencies) or "请核对单位代码，或向管理员申请权限。"
        reading.wrong(
            "agency",
            "interface-agency",
            f"没有代码为“{text['agency'][:50]}”的单位，或您不能管理它的接口。",
            hint=hint,
        )
    values: dict[str, Any] = {
        "title": text["title"],
        "platform": reading.word("platform", Platform.titles(), ""),
        "address": text["address"],
        "method": reading.word("method", Method.titles(), Method.GET.value),
        "body": text["body"],
        "expected_status": reading.number("expected_status", 200, 100, 599),
        "rows_path": text["rows_path"],
        "fields": as_data(reading.tried("fields", lambda: read_fields(text["fields"])) or ()),
        "volume_query": reading.word("volume_query", VOLUME, None),
        "volume_address": text["volume_address"],
        "volume_path": text["volume_path"],
        "latency_ms": reading.number("latency_ms", 5000, 1, 600_000),
        "rhythm": reading.word("rhythm", Rhythm.titles(), Rhythm.DAILY.value),
        "active": reading.word("active", ACTIVE, True),
    }
    for name in ("address", "volume_address"):
        if text[name]:
            reading.tried(name, partial(demand_address, text[name], BY_NAME[name].title))
    volume_fits(reading, values)
    if reading.problems or agency is None:
        raise ProblemsError(reading.problems)
    return Wanted(agency, values)


def volume_fits(reading: Reading, values: Mapping[str, Any]) -> None:
    """An address of the volume query stands exactly where there is one."""
    if values["volume_query"] is True and not values["volume_address"]:
        reading.wrong("volume_address", "interface-volume", "容量查询为“有”，却没有写地址。")
    if values["volume_query"] is not True and values["volume_address"]:
        hint = "有容量查询的，请把“容量查询”填为“有”；没有的，请删去地址。"
        reading.wrong("volume_query", "interface-volume", "写了容量查询地址，容量查询却不是“有”。", hint=hint)


def read_headers(text: str) -> dict[str, str]:
    """Request headers, one a line as `名称: 值`. Raises `ProblemsError` header-…"""
    found: dict[str, str] = {}
    problems: list[Problem] = []
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        name, colon, value = (part.strip() for part in line.partition(":"))
        place = Where(line=number, field=HEADERS)
        if not colon or not HEADER_NAME.fullmatch(name) or not HEADER_VALUE.fullmatch(value):
            hint = "每行写成“名称: 值”，只用英文字符，如 Authorization: Bearer …"
            problems.append(place.problem("header-form", "请求头的写法不对。", hint=hint))
        elif name.lower() in KEPT_BY_US:
            problems.append(place.problem("header-ours", f"“{name}”由系统填写，请删去。"))
        elif name.lower() in {one.lower() for one in found}:
            problems.append(place.problem("header-twice", f"“{name}”写了两次。"))
        else:
            found[name] = value
    if len(found) > MOST_HEADERS:
        problems.append(
            Problem("header-many", f"有 {len(found)} 个请求头，最多 {MOST_HEADERS} 个。", field=HEADERS)
        )
    if problems:
        raise ProblemsError(problems)
    return found
