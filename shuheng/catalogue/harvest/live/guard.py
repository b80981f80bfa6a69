"""Which addresses may be asked: http and https, public hosts, or hosts that the settings name.

A name is resolved once, every answer is checked, and the connection goes to the checked address, so that a name
which means something else a moment later (DNS rebinding) gains nothing.
"""

import ipaddress
import socket
from collections.abc import Iterable
from dataclasses import dataclass

import httpx

from shuheng.catalogue.harvest.codes import refused

PORTS = {"http": 80, "https": 443}
LAST_PORT = 65_535
LONGEST = 1000
NAT64 = ipaddress.ip_network("64:ff9b::/96")
Address = ipaddress.IPv4Address | ipaddress.IPv6Address


@dataclass(frozen=True, slots=True)
class Endpoint:
    """A checked address: the URL as asked for, and the hosts to connect to instead of its name."""

    url: httpx.URL
    hosts: tuple[str, ...]

    def request_url(self, attempt: int) -> httpx.URL:
        """The URL to connect to at this attempt (from 0)."""
        return self.url.copy_with(host=self.hosts[attempt % len(self.hosts)])

    @property
    def host_header(self) -> str:
        return self.url.netloc.decode("ascii")


def shown(address: str) -> str:
    """An address as it may stand in messages: without the query, which may hold a key."""
    return address.split("?", 1)[0][:200]


def check(address: str, hosts: Iterable[str]) -> Endpoint:
    """The endpoint of an address. Raises `ProblemsError`: fetch-address, fetch-name, fetch-private."""
    url = parsed(address)
    if url.host.lower() in {one.lower() for one in hosts}:
        return Endpoint(url, (url.host,))
    found = resolved(url)
    for one in found:
        if not is_public(one):
            raise refused("fetch-private", f"“{url.host}”（{one}）。", file=shown(address))
    return Endpoint(url, tuple(str(one) for one in found))


def parsed(address: str) -> httpx.URL:
    try:
        url = httpx.URL(address.strip())
    except (httpx.InvalidURL, UnicodeError) as error:
        raise refused("fetch-address", f"“{shown(address)}”。") from error
    odd = url.userinfo or (url.port or 0) > LAST_PORT or len(address) > LONGEST
    if url.scheme not in PORTS or not url.host or odd:
        raise refused("fetch-address", f"“{shown(address)}”。")
    return url


def resolved(url: httpx.URL) -> list[Address]:
    """Every address that the host has; a host that is an address has itself."""
    try:
        return [ipaddress.ip_address(url.host)]
    except ValueError:
        pass
    try:
        found = socket.getaddrinfo(url.host, url.port or PORTS[url.scheme], type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise refused("fetch-name", f"“{url.host}”。", file=shown(str(url))) from error
    return list(dict.fromkeys(ipaddress.ip_address(one[4][0]) for one in found))


def is_public(address: Address) -> bool:
    """Whether an address belongs to the open Internet, also where IPv6 wraps an IPv4 address."""
    if isinstance(address, ipaddress.IPv6Address):
        if address.ipv4_mapped is not None:
            return is_public(address.ipv4_mapped)
        if address.sixtofour is not None or address.teredo is not None or address in NAT64:
            return False
    return address.is_global and not address.is_multicast
