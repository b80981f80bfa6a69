"""One check of an interface: up to three attempts one after another, each judged against what was declared."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from shuheng.quality.probes.answers.compare import compare
from shuheng.quality.probes.answers.document import Unreadable, read_document
from shuheng.quality.probes.answers.rows import number_at, rows_at
from shuheng.quality.probes.call import Heard, Line, Request, call
from shuheng.quality.probes.codes import meaning_of, outcome_of
from shuheng.quality.probes.fields import DeclaredField
from shuheng.quality.probes.guard import parsed, same_host
from shuheng.quality.probes.terms import Outcome

HEADER = "header:"


@dataclass(frozen=True, slots=True)
class Spec:
    """An interface as it is asked and judged; plain data, so that threads need no database.

    `volume_address` empty: none is declared. `volume_path` as in `answers.rows.number_at`, or `header:NAME` for HEAD.
    """

    number: int
    request: Request
    status: int = 200
    rows_path: str = ""
    fields: tuple[DeclaredField, ...] = ()
    volume_address: str = ""
    volume_path: str = ""
    latency_ms: int = 5000
    broken: str = field(default="")  # a code why it cannot be asked at all


@dataclass(frozen=True, slots=True)
class Seen:
    """What one attempt found. `code` empty: in order. `rows`, `fields_ok` and `volume` are None where unknown."""

    code: str
    detail: str = ""
    status: int | None = None
    connect_ms: int | None = None
    first_byte_ms: int | None = None
    total_ms: int | None = None
    size: int | None = None
    rows: int | None = None
    fields_ok: bool | None = None
    volume: int | None = None
    volume_code: str = "volume-unasked"

    @property
    def outcome(self) -> Outcome:
        """The conclusion that the code stands for."""
        return outcome_of(self.code)

    @property
    def message(self) -> str:
        """The code in words, with its detail."""
        meaning = meaning_of(self.code)
        return f"{meaning}：{self.detail}" if self.detail else meaning


def check_interface(spec: Spec, line: Line, stopped: Callable[[], bool]) -> tuple[Seen, ...]:
    """All attempts in order; the last one decides. A failure is tried again at once, twice; `stopped` ends it early."""
    found: list[Seen] = []
    for number in range(line.bounds.tries):
        if number:
            time.sleep(line.bounds.pause)
        if number and stopped():
            break
        found.append(attempt(spec, line, number))
        if found[-1].outcome != Outcome.FAILED:
            break
    return tuple(found)


def attempt(spec: Spec, line: Line, number: int) -> Seen:
    """Ask once, judge the answer, and ask for the volume where the interface could be called."""
    if spec.broken:
        return Seen(spec.broken)
    heard = call(spec.request, line, attempt=number)
    seen = judged(spec, heard)
    if seen.outcome in {Outcome.FAILED, Outcome.UNKNOWN}:
        return seen
    seen = with_volume(spec, line, seen)
    if seen.volume is not None and seen.rows is not None and seen.volume < seen.rows and not seen.code:
        seen = replace(seen, code="probe-volume-less", detail=f"容量 {seen.volume}，返回 {seen.rows} 行")
    if not seen.code and heard.total_ms > spec.latency_ms:
        return replace(seen, code="probe-slow", detail=f"{heard.total_ms} 毫秒，上限 {spec.latency_ms} 毫秒")
    return seen


def judged(spec: Spec, heard: Heard) -> Seen:
    """The answer against status, rows and fields as declared."""
    answered = heard.status is not None
    seen = Seen(
        heard.code,
        heard.detail,
        status=heard.status,
        connect_ms=heard.connect_ms,
        first_byte_ms=heard.first_byte_ms,
        total_ms=heard.total_ms,
        size=heard.size if answered else None,
    )
    if seen.code:
        return seen
    if heard.status != spec.status:
        return replace(seen, code="probe-status", detail=f"{heard.status}，应为 {spec.status}")
    if heard.cut:
        return replace(seen, code="probe-large", detail=f"读了 {heard.size / 1_000_000:.1f} MB")
    return with_rows(spec, seen, heard.content)


def with_rows(spec: Spec, seen: Seen, content: bytes) -> Seen:
    """Rows counted and compared. Where nothing was declared of the content, it may be anything."""
    declared = bool(spec.rows_path or spec.fields)
    try:
        tree = read_document(content)
    except Unreadable as unreadable:
        return replace(seen, code="probe-unreadable", detail=str(unreadable)) if declared else seen
    rows = rows_at(tree, spec.rows_path)
    if rows is None:
        missing = replace(seen, code="probe-rows", detail=f"“{spec.rows_path or '最外层的列表'}”")
        return missing if declared else seen
    drift = compare(rows, spec.fields)
    seen = replace(seen, rows=len(rows), fields_ok=None if drift is None else drift.ok)
    if drift is not None and not drift.ok:
        return replace(seen, code="probe-fields", detail=drift.words)
    return seen


def with_volume(spec: Spec, line: Line, seen: Seen) -> Seen:
    """The volume as the interface's own query tells it (Guangxi C1-1); secrets go to the same host only."""
    if not spec.volume_address:
        return replace(seen, volume_code="volume-undeclared")
    named = spec.volume_path.startswith(HEADER)
    trusted = same_host(parsed(spec.request.address), parsed(spec.volume_address))
    headers = spec.request.headers if trusted else ()
    asked = Request(spec.volume_address, "HEAD" if named else "GET", headers)
    heard = call(asked, line, total=line.bounds.volume)
    if heard.code or heard.cut or heard.status is None or not 200 <= heard.status < 300:
        return replace(seen, volume_code="volume-failed")
    try:
        number = volume_of(spec, heard, named=named)
    except ValueError:
        return replace(seen, volume_code="volume-number")
    return replace(seen, volume=number, volume_code="" if number is not None else "volume-missing")


def volume_of(spec: Spec, heard: Heard, *, named: bool) -> int | None:
    """The number in the header or in the content. `ValueError` for what is no whole number."""
    if named:
        said = heard.headers.get(spec.volume_path.removeprefix(HEADER).strip())
        return None if said is None else number_at(said, "")
    try:
        return number_at(read_document(heard.content), spec.volume_path)
    except Unreadable:
        return None
