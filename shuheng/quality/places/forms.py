"""What the form of a place says, checked; every mistake at once."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from shuheng.problems import Problem, ProblemsError
from shuheng.quality.places.codes import CODES
from shuheng.quality.places.session import Target
from shuheng.quality.places.terms import PlaceKind

PORTS: dict[str, str] = {PlaceKind.POSTGRESQL: "5432", PlaceKind.MYSQL: "3306", PlaceKind.DUCKDB: ""}
MOST = {"title": 200, "host": 255, "port": 5, "database": 500, "schema": 200, "user": 200, "password": 500}
TITLES = {
    "agency": "单位",
    "title": "名称",
    "kind": "类型",
    "host": "主机",
    "port": "端口",
    "database": "数据库",
    "user": "账号",
}


@dataclass(frozen=True)
class PlaceSaid:
    """What was typed, kept for when it is refused; the password is not given back to the page."""

    agency: str = ""
    title: str = ""
    kind: str = PlaceKind.POSTGRESQL.value
    host: str = ""
    port: str = ""
    database: str = ""
    schema: str = ""
    user: str = ""
    version: str = ""
    password: str = field(default="", repr=False)


def typed(given: Mapping[str, str]) -> PlaceSaid:
    """The form as sent, without control characters; texts too long are cut where the page would not take them."""
    told = {name: clean(given.get(name, ""))[: MOST.get(name, 50)] for name in PlaceSaid.__dataclass_fields__}
    return PlaceSaid(**{**told, "password": given.get("password", "")[: MOST["password"]]})


def clean(text: str) -> str:
    """One line without blanks at the ends."""
    return "".join(one for one in text if one.isprintable()).strip()


def read(said: PlaceSaid) -> Target:
    """Where to connect. Raises `ProblemsError` place-form with every mistake; the password may be left empty."""
    problems = [wrong(name) for name in ("title", "database") if not getattr(said, name)]
    kinds = {one.value: one.title for one in PlaceKind}
    if said.kind not in kinds:
        problems.append(wrong("kind", allowed=tuple(kinds.values())))
    if said.kind == PlaceKind.DUCKDB:
        given = Target(database=said.database, schema=said.schema)
    else:
        problems += [wrong(name) for name in ("host", "user") if not getattr(said, name)]
        port = said.port or PORTS.get(said.kind, "")
        if not (port.isascii() and port.isdigit() and 1 <= int(port) <= 65535):
            problems.append(wrong("port", allowed=("1 到 65535",)))
            port = "0"
        given = Target(said.database, said.schema, said.host, int(port), said.user, said.password)
    if problems:
        raise ProblemsError(problems)
    return given


def wrong(name: str, allowed: tuple[str, ...] = ()) -> Problem:
    """A field that cannot be used."""
    says, hint = CODES["place-form"]
    return Problem("place-form", f"{says}。", field=TITLES[name], allowed=allowed, hint=hint)
