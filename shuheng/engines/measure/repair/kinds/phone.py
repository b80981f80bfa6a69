"""Telephone numbers of the mainland, mobile and landline, in one form each."""

import re

from shuheng.engines.measure.repair.kinds.suspects import unlike
from shuheng.engines.measure.repair.model import Given, Kind, Repair
from shuheng.engines.measure.repair.shapes import Rule

GAPS = re.compile(r"[ \-－—–()（）]+")
MOBILE = re.compile(r"(?:\+?86|0086)?(1[3-9][0-9]{9})")
LANDLINE = re.compile(r"(?:\+?86|0086)?(0(?:10|2[0-9]|[3-9][0-9]{2}))([2-9][0-9]{6,7})")


def dialled(text: str) -> str:
    """A mobile number as its 11 digits; a landline as area code, hyphen, number. What is neither stays as it is."""
    digits = GAPS.sub("", text)
    mobile = MOBILE.fullmatch(digits)
    if mobile:
        return mobile[1]
    landline = LANDLINE.fullmatch(digits)
    return f"{landline[1]}-{landline[2]}" if landline else text


def prepare(_: Rule, __: Given) -> Repair:
    return Repair(dialled, unlike(r"\A1[3-9][0-9]{9}\z"))


KIND = Kind("phone", "电话统一", "手机号改为 11 位数字，固定电话改为“区号-号码”", prepare)
