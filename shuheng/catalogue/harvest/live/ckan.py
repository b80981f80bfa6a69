"""A CKAN portal, page after page of `package_search`, into one file of packages, a line each.

A portal may say more than it gives, change while it is read, or ignore where a page should start: packages are told
apart by their id, and a list shorter than promised is said to be partial, so that nothing vanishes here because of it.
"""

import io
import json
from dataclasses import dataclass, field
from typing import Any, BinaryIO

import httpx

from shuheng.catalogue.harvest.codes import refused
from shuheng.catalogue.harvest.live.client import Client, StatusError
from shuheng.catalogue.harvest.live.guard import parsed, shown

ACTION = "/api/3/action/package_search"
ENDING = "/package_search"
ORDER = "id asc"


@dataclass
class Pages:
    """What the pages brought: packages with an id of their own, those that came twice, what the portal claims."""

    declared: int = 0
    ids: set[str] = field(default_factory=set)
    twice: int = 0
    anonymous: int = 0
    full: bool = False

    @property
    def records(self) -> int:
        return len(self.ids) + self.anonymous

    @property
    def whole(self) -> bool:
        return not self.full and self.records >= self.declared

    @property
    def message(self) -> str:
        """What was not as promised, in Chinese; empty when all was."""
        parts = []
        if not self.whole:
            parts.append(f"来源自称 {self.declared:,} 条，实际给出 {self.records:,} 条")
        if self.twice:
            parts.append(f"翻页期间来源有变动，{self.twice:,} 条在两页中重复出现，只取一次")
        return "；".join(parts) + "。" if parts else ""


def is_ckan(address: str) -> bool:
    """Whether an address asks for CKAN's search itself."""
    return address.split("?", 1)[0].rstrip("/").endswith(ENDING)


def search_address(address: str) -> httpx.URL:
    """The address of the search: as given, or below the portal's own address."""
    url = parsed(address)
    if is_ckan(address):
        return url.copy_with(path=url.path.rstrip("/"))
    return url.copy_with(path=url.path.rstrip("/") + ACTION)


def fetch_ckan(client: Client, address: str, into: BinaryIO) -> Pages:
    """Write every package as a line of JSON. Raises `ProblemsError` with a fetch-… code."""
    url = search_address(address)
    pages, start, ordered = Pages(), 0, True
    while not pages.full:
        try:
            result = one_page(client, url, start, ordered=ordered)
        except StatusError:
            if not ordered or start:
                raise
            ordered = False  # old portals know no such order
            continue
        found: list[Any] = result["results"]
        pages.declared = result["count"]
        before = pages.records
        for package in found:
            take(pages, package, into, client.bounds.records)
        start += len(found)
        if not found or pages.records == before or start >= pages.declared:
            return pages
    return pages


def one_page(client: Client, url: httpx.URL, start: int, *, ordered: bool) -> dict[str, Any]:
    """`result` of one answer, with `results` a list and `count` a number."""
    wanted = {"rows": client.bounds.page_rows, "start": start} | ({"sort": ORDER} if ordered else {})
    body = io.BytesIO()
    client.get(str(url.copy_merge_params(wanted)), body, most=client.bounds.page_size)
    try:
        answer: dict[str, Any] = json.loads(body.getvalue())
        result: dict[str, Any] = answer["result"] if answer["success"] else {}
        fine = isinstance(result["results"], list) and isinstance(result["count"], int)
    except (ValueError, KeyError, TypeError, RecursionError):
        fine, result = False, {}
    if not fine:
        raise refused("fetch-answer", f"第 {start + 1} 条起的一页。", file=shown(str(url)))
    return result


def take(pages: Pages, package: Any, into: BinaryIO, most: int) -> None:
    """One package, unless it came before; one without id cannot be told apart and is taken as it is."""
    if pages.records >= most:
        pages.full = True
        return
    key = package.get("id") if isinstance(package, dict) else None
    if isinstance(key, str):
        if key in pages.ids:
            pages.twice += 1
            return
        pages.ids.add(key)
    else:
        pages.anonymous += 1
    into.write(json.dumps(package, ensure_ascii=False).encode("utf-8", "surrogatepass") + b"\n")
