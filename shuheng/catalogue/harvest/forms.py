"""What requests say, checked: a new source, a changed mapping, how a run is wanted."""

import datetime as dt
from collections.abc import Iterator
from typing import BinaryIO, cast

from django.http import HttpRequest, QueryDict

from shuheng.catalogue.harvest.actions import Wish
from shuheng.catalogue.harvest.files import Kept, keep, path_of
from shuheng.catalogue.harvest.queries.mapping import KEEP, NOTHING, UNKNOWN_CODE
from shuheng.engines.harvest import TARGETS, FieldMap, Mapping
from shuheng.problems import Problem, ProblemsError
from shuheng.web.uploads import uploaded

SOURCE_FIELDS = {"agency": 50, "code": 100, "title": 200, "address": 1000, "way": 10}
LONGEST_YAML = 200_000
LONGEST_NAME = 200


def source_texts(request: HttpRequest) -> dict[str, str]:
    """What was typed into the form of a new source."""
    return {name: request.POST.get(name, "").strip()[:most] for name, most in SOURCE_FIELDS.items()}


def chosen_file(request: HttpRequest, name: str = "file") -> Kept | str | None:
    """The file of a form, kept; what is wrong with it; None when none was chosen."""
    try:
        found = uploaded(request, name, hint="更大的清单请用 shuheng harvest。")
    except ProblemsError as error:
        problem = error.problems[0]
        return None if problem.code == "upload-missing" else f"{problem.message}{problem.hint}"
    return keep(cast(BinaryIO, found), (found.name or "list")[:LONGEST_NAME])


def kept_again(params: QueryDict) -> Kept:
    """The file that an earlier step kept, named by its hash. Raises `ProblemsError` file-gone."""
    digest = params.get("file", "")
    path = path_of(digest)
    return Kept(params.get("name", "")[:LONGEST_NAME] or "list", digest, path.stat().st_size)


def wish(params: QueryDict) -> Wish:
    """How a run is wanted. Raises `ProblemsError` for a day that is none."""
    text = params.get("as_of", "").strip()
    try:
        day = dt.date.fromisoformat(text) if text else None
    except ValueError as error:
        problem = Problem("date", f"“{text[:20]}”不是日期。", field="截止日期", hint="写法如 2023-06-28。")
        raise ProblemsError([problem]) from error
    asked = {name: params.get(name) == "on" for name in ("dry", "partial", "allow_vanish")}
    return Wish(day, **asked)


def changed_mapping(base: Mapping, params: QueryDict) -> Mapping:
    """The mapping with what the form says of it; what no single field can say stays as it was."""
    fields = dict(base.fields)
    for target in TARGETS:
        said = params.get(f"from-{target}", KEEP)[:LONGEST_NAME]
        if said == NOTHING:
            fields.pop(target, None)
        elif said != KEEP and (target not in fields or fields[target].fields != (said,)):
            fields[target] = FieldMap.model_validate({"from": said})
    for target, written, code in said_values(params):
        if target in fields:
            known = fields[target].map | {written: code}
            fields[target] = fields[target].model_copy(update={"map": known})
    key = tuple(name[:LONGEST_NAME] for name in params.getlist("key") if name) or base.key
    named = {name for field in fields.values() for name in field.fields}
    ignore = tuple(name for name in base.ignore if name not in named)
    return base.model_copy(update={"fields": fields, "key": key, "ignore": ignore})


def said_values(params: QueryDict) -> Iterator[tuple[str, str, str | None]]:
    """Target, value as written, and the code it was said to mean; None: it means unknown."""
    for name in params:
        if not name.startswith("map-"):
            continue
        code, written = params.get(name, ""), params.get(f"value{name[3:]}", "")
        target = name[4:].rsplit("-", 1)[0]
        if code and written:
            yield target, written, None if code == UNKNOWN_CODE else code
