"""How numbers, dates and states are written on every page."""

import re
from datetime import date, datetime
from fractions import Fraction

from django import template
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from shuheng.engines.rubric.exact import percent as percent_text
from shuheng.engines.rubric.exact import plain, show

register = template.Library()

LEDGER_MARK = re.compile(r"〔台账 ([0-9]{1,18})〕")
UNKNOWN = format_html('<span class="unknown">{}</span>', "未知")


@register.filter
def points(value: Fraction | None) -> str:
    """Points with two decimals; unknown is said, never shown as 0."""
    return UNKNOWN if value is None else show(value)


@register.filter
def short(value: Fraction | None) -> str:
    """As short as exact: 2, 0.5."""
    return UNKNOWN if value is None else plain(value)


@register.filter
def signed(value: Fraction | None) -> str:
    """A change: +1.00, -0.50, 0.00."""
    if value is None:
        return UNKNOWN
    return ("+" if value > 0 else "") + show(value)


@register.filter
def thousands(value: int) -> str:
    return f"{value:,}"


@register.filter
def percent(value: Fraction | None) -> str:
    return UNKNOWN if value is None else percent_text(value)


@register.simple_tag
def between(low: Fraction, high: Fraction) -> SafeString:
    """Bounds of a score that is not known yet."""
    return format_html(
        '<span class="unknown" title="还有事实未知，得分在此范围内">{}～{}</span>', show(low), show(high)
    )


@register.filter
def moment(value: datetime | None) -> str:
    return timezone.localtime(value).strftime("%Y-%m-%d %H:%M") if value else ""


@register.filter
def day(value: date | None) -> str:
    return value.isoformat() if value else ""


@register.filter
def fingerprint(value: str) -> SafeString:
    """The first digits of a hash, with all of it on hover."""
    return format_html('<code class="hash" title="{}">{}</code>', value, value[:12])


@register.filter
def evidence(text: str) -> SafeString | str:
    """The words of an evidence; where they name a row of the ledger, a link to it and to what lies behind it."""
    parts = LEDGER_MARK.split(text)
    if len(parts) == 1:
        return text
    words = format_html_join("", "{}", ((part,) for part in parts[::2]))
    links = ((reverse("fact", args=[number]), number) for number in parts[1::2])
    return words + format_html_join("", ' <a href="{}">台账 {}，看背后的目录</a>', links)
