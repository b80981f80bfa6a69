"""The kinds of repair, by code: one file per kind, one line here."""

from shuheng.engines.measure.repair.kinds import (
    check,
    codes,
    date,
    deduplicate,
    divisions,
    empty,
    half_width,
    listed,
    number,
    phone,
    trim,
    upper,
)
from shuheng.engines.measure.repair.model import Kind

KINDS: dict[str, Kind] = {
    kind.code: kind
    for kind in (
        trim.KIND,
        half_width.KIND,
        empty.KIND,
        date.KIND,
        number.KIND,
        phone.KIND,
        upper.KIND,
        codes.KIND,
        divisions.KIND,
        check.KIND,
        listed.KIND,
        deduplicate.KIND,
    )
}
