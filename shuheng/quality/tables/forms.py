"""What requests say about tables, checked."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import BinaryIO, cast

from django.core import signing
from django.http import HttpRequest, QueryDict

from shuheng.engines.measure.tables import ROLES, load_rules
from shuheng.problems import Problem, ProblemsError, did_you_mean
from shuheng.quality.tables.codes import problem, refused
from shuheng.quality.tables.staging import Choice
from shuheng.quality.tables.stored import Kept, keep
from shuheng.web.uploads import uploaded

SALT = "shuheng.quality.tables"
TOKEN_SECONDS = 24 * 3600
LONGEST_NAME = 200
MOST_HEADER = 200
MOST_SHEETS = 100
LONGEST_RULES = 100_000
BY_TITLE = {title: code for code, title in ROLES.items() if code}
LARGER = "更大的数据请登记为库中的表，或压缩成 gz 后再试。"


@dataclass(frozen=True)
class Described:
    """What was said of columns: roles against what is detected, the keys, and the rules as YAML."""

    roles: dict[str, str]
    keys: tuple[tuple[str, ...], ...]
    rules: str


def brought(request: HttpRequest) -> Kept:
    """The file of the form, kept. ProblemsError where there is none, it is empty or too large, or the disk is full."""
    found = uploaded(request, "file", hint=LARGER)
    return keep(cast(BinaryIO, found), (found.name or "data")[:LONGEST_NAME])


def token_of(kept: Kept, by: str) -> str:
    """What the next step of the form carries: the file at hand, good for the same person and for a day."""
    return signing.dumps([kept.name, kept.sha256, kept.size, by], salt=SALT, compress=True)


def kept_again(token: str, by: str) -> Kept:
    """The file of the step before. ProblemsError where the form is too old, or somebody else's."""
    try:
        name, sha256, size, whose = signing.loads(token, salt=SALT, max_age=TOKEN_SECONDS)
    except signing.BadSignature as error:
        raise refused("table-file-gone", "这一页已经过期") from error
    if whose != by:
        raise refused("table-file-gone", "这一页是别人打开的")
    return Kept(name, sha256, size)


def choice_of(params: Mapping[str, str], sheet: str = "") -> Choice:
    """How the file is to be read. ProblemsError for a header row that is no number."""
    written = params.get("header", "").strip()
    if written and not (written.isascii() and written.isdigit() and int(written) <= MOST_HEADER):
        text = f"表头行写的是“{written[:20]}”，应是 0 到 {MOST_HEADER} 的整数。"
        raise ProblemsError(
            [Problem("tables-header", text, field="header", hint="没有表头写 0，不确定请留空。")]
        )
    return Choice(sheet, params.get("encoding", "").strip()[:30], int(written) if written else None)


def described(params: QueryDict, columns: list[str]) -> Described:
    """Roles by column (`role-<n>`, titles or codes) and keys, one a line, columns apart by commas; rules.

    ProblemsError with every mistake at once.
    """
    problems: list[Problem] = []
    roles = {}
    for number, name in enumerate(columns):
        written = params.get(f"role-{number}", "").strip()
        role = BY_TITLE.get(written, written)
        if role and role not in ROLES:
            hint = did_you_mean(written, BY_TITLE) or "请从列出的含义中选择。"
            told = problem("table-role", f"“{written[:30]}”", field=name)
            problems.append(Problem(told.code, told.message, field=name, hint=hint))
        elif role:
            roles[name] = role
    keys = []
    for line in params.get("keys", "").splitlines():
        names = tuple(one.strip() for one in line.replace("，", ",").split(",") if one.strip())
        for name in names:
            if name not in columns:
                told = problem("table-column", f"“{name[:50]}”", field="keys")
                problems.append(
                    Problem(
                        told.code, told.message, field="keys", hint=did_you_mean(name, columns) or told.hint
                    )
                )
        if names:
            keys.append(names)
    rules = params.get("rules", "").replace("\r\n", "\n").strip()
    try:
        load_rules(rules[:LONGEST_RULES], "规则", columns or None) if rules else ()
    except ProblemsError as error:
        problems += error.problems
    if len(rules) > LONGEST_RULES:
        problems.append(problem("table-rules", f"有 {len(rules)} 字", field="rules"))
    if problems:
        raise ProblemsError(problems)
    return Described(roles, tuple(keys), rules)


def day_of(text: str, today: date) -> date:
    """The day of measuring, today where nothing is written. ProblemsError for a day that is none."""
    try:
        return date.fromisoformat(text.strip()) if text.strip() else today
    except ValueError as error:
        raise refused("run-day", f"“{text[:20]}”", field="as_of") from error


def every_of(text: str) -> int | None:
    """The interval of a sampled run, None for a whole one. ProblemsError for what is no number."""
    written = text.strip()
    if not written:
        return None
    if not (written.isascii() and written.isdigit() and len(written) <= 6):
        raise refused("run-sample", f"“{written[:20]}”", field="every")
    return int(written)


def numbers_of(texts: list[str]) -> tuple[int, ...]:
    """The numbers among these texts, each once, in order."""
    found = (int(one) for one in texts if one.isascii() and one.isdigit() and len(one) <= 15)
    return tuple(dict.fromkeys(found))
