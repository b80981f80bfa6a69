"""How somebody is reached: mobile and landline numbers, e-mail, web addresses, postcodes."""

from __future__ import annotations

import re
from collections.abc import Callable
from ipaddress import AddressValueError, IPv4Address

import ibis.expr.types as ir

from shuheng.engines.measure.tables.backends.base import Backend
from shuheng.engines.measure.tables.formats.model import Asked, Format

MOBILE = "1[3-9][0-9]{9}"
LANDLINE = "(?:0[1-9][0-9]{1,2}-?)?[2-9][0-9]{6,7}(?:-[0-9]{1,6})?"
SERVICE = "(?:400-?[0-9]{3}-?[0-9]{4}|800-?[0-9]{3}-?[0-9]{4}|1[0-2][0-9]{1,3}|9[56][0-9]{3,4})"
LABEL = "[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
HOST = f"{LABEL}(?:[.]{LABEL})*[.][A-Za-z][A-Za-z0-9-]{{0,61}}[A-Za-z0-9]"
OCTET = "(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])"
EMAIL = f"[A-Za-z0-9_%+-]+(?:[.][A-Za-z0-9_%+-]+)*@{HOST}"
URL = (
    f"(?:https?|ftp)://(?:{HOST}|{OCTET}(?:[.]{OCTET}){{3}})(?::[0-9]{{1,5}})?(?:[/?#][^\\x01-\\x20\\x7f]*)?"
)
POSTCODE = "[0-8][0-9]{5}"
_HOST_LABEL = re.compile(r"(?!-)[A-Za-z0-9-]{1,63}(?<!-)")
_LOCAL = re.compile(r"[A-Za-z0-9_%+-]+")
_URL = re.compile(r"(?:https?|ftp)://([^/?#]*)([^\x01-\x20\x7f]*)")


def _written(pattern: str) -> Callable[[ir.StringValue, Backend, Asked], ir.BooleanValue]:
    def ok(c: ir.StringValue, backend: Backend, _: Asked) -> ir.BooleanValue:
        return backend.matches(c, f"^(?:{pattern})$")

    return ok


def is_mobile(text: str, _: Asked) -> bool:
    """Eleven digits, the second from 3 to 9."""
    return len(text) == 11 and text.isascii() and text.isdigit() and text[0] == "1" and text[1] >= "3"


def is_phone(text: str, asked: Asked) -> bool:
    """A mobile number, a landline with or without area code and extension, or a service number."""
    return is_mobile(text, asked) or _is_landline(text) or _is_service(text)


def _digits(text: str, least: int, most: int) -> bool:
    return text.isascii() and text.isdigit() and least <= len(text) <= most


def _is_landline(text: str) -> bool:
    return any(
        _digits(number, 7, 8) and number[0] in "23456789" and (not extension or _digits(extension[1:], 1, 6))
        for rest in (text, *_without_area(text))
        for number, extension in _with_extension(rest)
    )


def _without_area(text: str) -> list[str]:
    found = []
    for length in (3, 4):
        area = text[:length]
        if _digits(area, length, length) and area[0] == "0" and area[1] != "0":
            found += (
                [text[length:], text[length + 1 :]] if text[length : length + 1] == "-" else [text[length:]]
            )
    return found


def _with_extension(text: str) -> list[tuple[str, str]]:
    number, mark, extension = text.partition("-")
    return [(number, mark + extension)]


def _is_service(text: str) -> bool:
    if text[:3] in {"400", "800"}:
        rest = text[3:].removeprefix("-")
        digits = rest[:3] + rest[3:].removeprefix("-")
        return _digits(digits, 7, 7) and len(rest) <= 8
    if not _digits(text, 3, 6):
        return False
    short = text[0] == "1" and text[1] in "012" and len(text) <= 5
    return short or (text[0] == "9" and text[1] in "56" and len(text) >= 5)


def is_email(text: str, _: Asked) -> bool:
    """A local part of dotted words, one @, a host of at least two labels."""
    local, mark, host = text.rpartition("@")
    return bool(mark) and all(_LOCAL.fullmatch(word) for word in local.split(".")) and _is_host(host)


def _is_host(host: str) -> bool:
    labels = host.split(".")
    return (
        len(labels) >= 2
        and all(_HOST_LABEL.fullmatch(label) for label in labels)
        and labels[-1][0].isalpha()
        and len(labels[-1]) >= 2
    )


def is_url(text: str, _: Asked) -> bool:
    """http, https or ftp, a host or an IPv4 address, a port or none, a path or none."""
    found = _URL.fullmatch(text)
    if found is None:
        return False
    host, colon, port = found[1].partition(":")
    if colon and not _digits(port, 1, 5):
        return False
    try:
        IPv4Address(host)
    except AddressValueError:
        return _is_host(host)
    return True


def is_postcode(text: str, _: Asked) -> bool:
    """Six digits; none begins with 9."""
    return _digits(text, 6, 6) and text[0] != "9"


MOBILE_FORMAT = Format(
    code="mobile",
    title="手机号码",
    source="电信网编号计划（工业和信息化部）",
    says="11 位数字，以 13 至 19 开头",
    ok=_written(MOBILE),
    ok_text=is_mobile,
    names=("手机", "移动电话", "mobile", "sjh"),
    shape="^1[0-9]{10}$",
    masked=True,
)
PHONE_FORMAT = Format(
    code="phone",
    title="电话号码",
    source="电信网编号计划（工业和信息化部）",
    says="手机号码；固定电话 7 至 8 位，可带区号和分机；400、800、1 字头短号、95/96 号码",
    ok=_written(f"{MOBILE}|{LANDLINE}|{SERVICE}"),
    ok_text=is_phone,
    names=("电话", "联系方式", "热线", "传真", "phone", "tel", "fax", "lxdh"),
    shape="^[0-9-]{3,20}$",
    masked=True,
    by_name=True,
)
EMAIL_FORMAT = Format(
    code="email",
    title="电子邮箱",
    source="RFC 5321",
    says="名字@域名，域名至少两段",
    ok=_written(EMAIL),
    ok_text=is_email,
    names=("邮箱", "电子邮件", "email", "e-mail", "mail"),
    shape="^[^@ ]+@[^@ ]+$",
    masked=True,
)
URL_FORMAT = Format(
    code="url",
    title="网址",
    source="RFC 3986",
    says="以 http、https 或 ftp 开头，有域名或 IPv4 地址，没有空白",
    ok=_written(URL),
    ok_text=is_url,
    names=("网址", "链接", "url", "link"),
    shape="^(?:[Hh][Tt][Tt][Pp][Ss]?|[Ff][Tt][Pp]):",
)
POSTCODE_FORMAT = Format(
    code="postcode",
    title="邮政编码",
    source="邮政编码规则（国家邮政局）",
    says="6 位数字，首位 0 至 8",
    ok=_written(POSTCODE),
    ok_text=is_postcode,
    names=("邮编", "邮政编码", "postcode", "zip"),
    shape="^[0-9]{6}$",
    by_name=True,
)
