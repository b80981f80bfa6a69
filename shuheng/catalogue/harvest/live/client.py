"""One client for one fetch: bounded in time and size, tries again after a pause, follows few redirects, checks each."""

import time
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from types import TracebackType
from typing import BinaryIO, Self

import httpx

from shuheng.catalogue.harvest.codes import problem, refused
from shuheng.catalogue.harvest.live.bounds import Bounds
from shuheng.catalogue.harvest.live.guard import Endpoint, check, shown
from shuheng.problems import ProblemsError

AGAIN = {408, 425, 429, 500, 502, 503, 504}
REDIRECT = {301, 302, 303, 307, 308}
CHUNK = 1 << 16
HEADERS = {"User-Agent": "shuheng-harvest", "Accept": "*/*", "Accept-Encoding": "gzip"}
PACKED = {"gzip", "x-gzip", "deflate"}


@dataclass
class Failed(Exception):  # noqa: N818  # read as a word: the attempt failed
    """One attempt that may be made again; `wait` is what the server asked for, in seconds."""

    words: str
    wait: float = 0


@dataclass
class Moved(Exception):  # noqa: N818  # read as a word: the content has moved
    """The server points to another address."""

    address: str


class StatusError(ProblemsError):
    """The server answers, and says no: a status that another attempt would not change."""


class Client:
    """Fetches addresses into files. `hosts` may be asked though they are not public."""

    def __init__(self, bounds: Bounds, hosts: Iterable[str]) -> None:
        self.bounds = bounds
        self.hosts = tuple(hosts)
        self.deadline = time.monotonic() + bounds.total
        self.taken = 0
        self.inner = httpx.Client(follow_redirects=False, trust_env=False, headers=HEADERS)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.inner.close()

    def get(self, address: str, into: BinaryIO, *, most: int) -> None:
        """The content of an address, at most `most` bytes of it. Raises `ProblemsError` with a fetch-… code."""
        at = address
        for _ in range(self.bounds.redirects + 1):
            try:
                self.tried(check(at, self.hosts), into, most)
            except Moved as moved:
                at = str(httpx.URL(at).join(moved.address))
            else:
                return
        raise refused("fetch-redirects", f"超过 {self.bounds.redirects} 次。", file=shown(address))

    def tried(self, endpoint: Endpoint, into: BinaryIO, most: int) -> None:
        """Several attempts with growing pauses; the file begins anew with each."""
        words = ""
        for attempt in range(self.bounds.tries):
            into.seek(0)
            into.truncate()
            try:
                self.once(endpoint, attempt, into, most)
            except Failed as failed:
                words = failed.words
                if attempt + 1 < self.bounds.tries:
                    self.rest(attempt, failed.wait, endpoint)
            else:
                return
        raise refused(
            "fetch-failed", f"{words}，试了 {self.bounds.tries} 次。", file=shown(str(endpoint.url))
        )

    def rest(self, attempt: int, asked: float, endpoint: Endpoint) -> None:
        pause = min(max(self.bounds.pause * 2**attempt, asked), self.bounds.longest_pause)
        if time.monotonic() + pause > self.deadline:
            raise self.too_slow(endpoint)
        time.sleep(pause)

    def once(self, endpoint: Endpoint, attempt: int, into: BinaryIO, most: int) -> None:
        """One request; its body goes into the file."""
        left = self.deadline - time.monotonic()
        if left <= 0:
            raise self.too_slow(endpoint)
        timeout = httpx.Timeout(min(self.bounds.read, left), connect=min(self.bounds.connect, left))
        request = self.inner.build_request(
            "GET",
            endpoint.request_url(attempt),
            headers={"Host": endpoint.host_header},
            timeout=timeout,
            extensions={"sni_hostname": endpoint.url.host},
        )
        try:
            response = self.inner.send(request, stream=True)
            try:
                self.judge(response, endpoint)
                self.read(response, endpoint, into, most)
            finally:
                response.close()
        except httpx.TimeoutException as error:
            raise Failed(f"{self.bounds.read:g} 秒没有应答") from error
        except httpx.TransportError as error:
            raise Failed(f"连接中断（{type(error).__name__}）") from error

    def judge(self, response: httpx.Response, endpoint: Endpoint) -> None:
        """By the status: fine, to be tried again, moved, or refused for good."""
        status = response.status_code
        if status in REDIRECT and response.headers.get("location"):
            raise Moved(response.headers["location"])
        if status in AGAIN:
            raise Failed(f"应答状态 {status}", asked_to_wait(response))
        if status != httpx.codes.OK:
            raise StatusError(
                [problem("fetch-failed", f"应答状态 {status}。", file=shown(str(endpoint.url)))]
            )

    def read(self, response: httpx.Response, endpoint: Endpoint, into: BinaryIO, most: int) -> None:
        """The body, unpacked, until its end or until a bound is met; time is looked at with every piece."""
        size = 0
        for piece in unpacked(response, self.watched(response, endpoint)):
            size += len(piece)
            if size > most or self.taken + size > self.bounds.size:
                limit = min(most, self.bounds.size) / 1_000_000
                raise refused("fetch-too-large", f"上限 {limit:g} MB。", file=shown(str(endpoint.url)))
            into.write(piece)
        self.taken += size

    def watched(self, response: httpx.Response, endpoint: Endpoint) -> Iterator[bytes]:
        """The pieces as they arrive, however small, while there is time left."""
        for piece in response.iter_raw():
            if time.monotonic() > self.deadline:
                raise self.too_slow(endpoint)
            yield piece

    def too_slow(self, endpoint: Endpoint) -> ProblemsError:
        return refused("fetch-slow", f"{self.bounds.total:g} 秒。", file=shown(str(endpoint.url)))


def asked_to_wait(response: httpx.Response) -> float:
    """Seconds of a `Retry-After`; the form with a date is left aside."""
    text = response.headers.get("retry-after", "")
    return float(text) if text.isascii() and text.isdigit() and len(text) < 6 else 0.0


def unpacked(response: httpx.Response, pieces: Iterator[bytes]) -> Iterator[bytes]:
    """The content behind gzip or deflate, never more than `CHUNK` of it at once."""
    encoding = response.headers.get("content-encoding", "identity").strip().lower()
    if encoding in {"identity", ""}:
        yield from pieces
        return
    if encoding not in PACKED:
        raise Failed(f"应答用了不认识的压缩方式“{encoding[:20]}”")
    unpacker = zlib.decompressobj(zlib.MAX_WBITS | 32)
    for piece in pieces:
        rest = piece
        while rest:
            try:
                yield unpacker.decompress(rest, CHUNK)
            except zlib.error as error:
                raise Failed("应答的压缩内容是坏的") from error
            rest = unpacker.unconsumed_tail
    if not unpacker.eof:
        raise Failed("应答的压缩内容没有传完")
