"""Typed readers of environment variables. A bad value stops the start and says what would be allowed."""

import difflib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

PREFIX = "SHUHENG_"
SWITCH = {"yes": True, "no": False, "是": True, "否": False, "1": True, "0": False}
POSTGRESQL_FORM = "postgresql://用户:密码@主机:端口/数据库名"
POSTGRESQL_OPTIONS = ("host", "sslmode", "sslrootcert", "sslcert", "sslkey", "connect_timeout")


class SettingError(ImproperlyConfigured):
    """A variable whose value cannot be used; the text names it, the value and what is allowed."""


@dataclass
class Environment:
    """Reads SHUHENG_* variables and remembers which it knows, so that misspelt ones can be refused."""

    values: Mapping[str, str]
    known: set[str] = field(default_factory=set)

    def text(self, name: str, default: str) -> str:
        self.known.add(PREFIX + name)
        return self.values.get(PREFIX + name, "").strip() or default

    def switch(self, name: str, *, default: bool) -> bool:
        value = self.text(name, "yes" if default else "no").lower()
        if value not in SWITCH:
            raise refused(name, value, "、".join(SWITCH))
        return SWITCH[value]

    def choice(self, name: str, allowed: Sequence[str], default: str) -> str:
        value = self.text(name, default)
        if value not in allowed:
            raise refused(name, value, "、".join(allowed))
        return value

    def number(self, name: str, *, default: int, lowest: int, highest: int) -> int:
        value = self.text(name, str(default))
        if not (value.isascii() and value.isdigit()) or not lowest <= int(value) <= highest:
            raise refused(name, value, f"{lowest} 到 {highest} 之间的整数")
        return int(value)

    def names(self, name: str, default: Sequence[str]) -> list[str]:
        """A comma-separated list without blanks."""
        value = self.text(name, ",".join(default))
        return [part.strip() for part in value.replace("，", ",").split(",") if part.strip()]

    def folder(self, name: str, default: Path) -> Path:
        """An existing or new folder, private to its owner, that can be written."""
        folder = Path(self.text(name, str(default))).expanduser().absolute()
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            raise refused(name, str(folder), "可以创建并写入的目录") from error
        return folder

    def database(self, name: str, sqlite: Path) -> dict[str, object]:
        """Django's database entry: SQLite at that path, or the PostgreSQL that the variable names."""
        value = self.text(name, "")
        if not value:
            return sqlite_entry(sqlite)
        address = urlsplit(value)
        if address.scheme not in {"postgresql", "postgres"} or not address.path.strip("/"):
            raise refused(name, without_password(address), f"不设置（用 SQLite），或 {POSTGRESQL_FORM}")
        return postgresql_entry(name, address)

    def refuse_unknown(self) -> None:
        """A misspelt variable would silently leave the default in force."""
        for given in sorted(self.values):
            if given.startswith(PREFIX) and given not in self.known:
                near = difflib.get_close_matches(given, sorted(self.known), n=1)
                meant = f"是否应为 {near[0]}？" if near else ""
                raise SettingError(
                    f"环境变量 {given} 不认识。{meant}可用的变量：{'、'.join(sorted(self.known))}"
                )


def refused(name: str, value: str, allowed: str) -> SettingError:
    return SettingError(f"环境变量 {PREFIX}{name} 的值“{value}”不可用。允许的值：{allowed}")


def without_password(address: SplitResult) -> str:
    """The address as it may stand in a message or a log."""
    if address.password is None:
        return address.geturl()
    return address.geturl().replace(f":{address.password}@", ":***@", 1)


def sqlite_entry(path: Path) -> dict[str, object]:
    """Readers never wait for the writer (WAL); writers queue at the start of a transaction (IMMEDIATE)."""
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(path),
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA busy_timeout=20000; "
            "PRAGMA cache_size=-65536;",
        },
    }


def postgresql_entry(name: str, address: SplitResult) -> dict[str, object]:
    """Django's entry for PostgreSQL, reached through psycopg; a socket folder may be given as `?host=`."""
    options = dict(parse_qsl(address.query))
    for option in options:
        if option not in POSTGRESQL_OPTIONS:
            raise refused(name, option, "参数 " + "、".join(POSTGRESQL_OPTIONS))
    try:
        port = address.port
    except ValueError as error:
        raise refused(
            name, without_password(address), f"端口是 1 到 65535 的整数：{POSTGRESQL_FORM}"
        ) from error
    socket = options.pop("host", "")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(address.path.strip("/")),
        "USER": unquote(address.username or ""),
        "PASSWORD": unquote(address.password or ""),
        "HOST": address.hostname or socket,
        "PORT": str(port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": options,
    }
