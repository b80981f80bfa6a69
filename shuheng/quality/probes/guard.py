"""Which interfaces may be asked: those on hosts that the settings name, and no others.

`.domain` in the settings allows all hosts below it, yet only at public addresses: a name below it that points into
the inner network needs to be named itself. As with harvests, the connection goes to the address that was checked.
"""

from collections.abc import Iterable

import httpx

from shuheng.catalogue.harvest.live.guard import LONGEST, PORTS, Endpoint, is_public, resolved
from shuheng.problems import ProblemsError
from shuheng.quality.probes.codes import refused

HIGHEST_PORT = 65_535


class Refusal(Exception):  # noqa: N818  # it is what the guard says, no mistake of the program
    """The address may not be asked; `code` is one of `codes.CODES`, `detail` the host."""

    def __init__(self, code: str, detail: str) -> None:
        self.code, self.detail = code, detail
        super().__init__(code)


def parsed(address: str) -> httpx.URL:
    """The address as a URL. Raises `Refusal` probe-address."""
    try:
        url = httpx.URL(address.strip())
    except (httpx.InvalidURL, UnicodeError) as error:
        raise Refusal("probe-address", shown(address)) from error
    port = PORTS.get(url.scheme, 0) if url.port is None else url.port
    if (
        not 0 < port <= HIGHEST_PORT
        or url.scheme not in PORTS
        or not url.host
        or url.userinfo
        or len(address) > LONGEST
    ):
        raise Refusal("probe-address", shown(address))
    return url


def demand_address(address: str, field: str) -> None:
    """Raises `ProblemsError` probe-address, told of the field it was written into."""
    try:
        parsed(address)
    except Refusal as refusal:
        raise refused(refusal.code, refusal.detail, field) from refusal


def check(address: str, hosts: Iterable[str]) -> Endpoint:
    """The endpoint of an address. Raises `Refusal`: probe-address, probe-host, probe-private, probe-name."""
    url = parsed(address)
    name, allowed = url.host.lower(), {one.lower() for one in hosts}
    named = name in allowed
    if not named and not any(one.startswith(".") and name.endswith(one) for one in allowed):
        raise Refusal("probe-host", url.host)
    try:
        found = [str(one) for one in resolved(url) if named or str(one) in allowed or is_public(one)]
    except ProblemsError as error:
        raise Refusal("probe-name", url.host) from error
    if not found:
        raise Refusal("probe-private", url.host)
    return Endpoint(url, tuple(found))


def same_host(first: httpx.URL, second: httpx.URL) -> bool:
    """Whether a redirect stays where it was allowed to ask, and does not give up TLS on the way."""
    downgraded = first.scheme == "https" and second.scheme != "https"
    return first.host.lower() == second.host.lower() and not downgraded


def shown(address: str) -> str:
    """An address as it may stand in messages: without the query, which may hold a key."""
    return address.split("?", 1)[0][:200]
