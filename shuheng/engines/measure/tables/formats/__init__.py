"""Ways of writing that a column can be held against, by code: one file per kind, one line here.

The order matters where a role is detected: the first format that fits is taken, so narrow shapes stand first.
"""

from shuheng.engines.measure.tables.formats import (
    bank_card,
    contacts,
    credit_code,
    dates,
    identity,
    numbers,
    places,
)
from shuheng.engines.measure.tables.formats.model import Asked, Format

FORMATS: dict[str, Format] = {
    found.code: found
    for found in (
        identity.FORMAT,
        bank_card.FORMAT,
        credit_code.FORMAT,
        contacts.MOBILE_FORMAT,
        contacts.EMAIL_FORMAT,
        contacts.URL_FORMAT,
        places.DIVISION_FORMAT,
        contacts.POSTCODE_FORMAT,
        contacts.PHONE_FORMAT,
        places.LONGITUDE_FORMAT,
        places.LATITUDE_FORMAT,
        dates.MONTH_FORMAT,
        dates.DATE_FORMAT,
        dates.YEAR_FORMAT,
        numbers.INTEGER_FORMAT,
        numbers.DECIMAL_FORMAT,
    )
}
PLAIN_ROLES = {"text": "文本", "person": "人名", "address": "地址"}
ROLES: dict[str, str] = {code: found.title for code, found in FORMATS.items()} | PLAIN_ROLES

__all__ = ["FORMATS", "PLAIN_ROLES", "ROLES", "Asked", "Format"]
