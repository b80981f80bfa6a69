"""Update cycles: forty spellings of Chinese portals, ISO 8601 repeats, frequency vocabularies of EU, US and DCMI.

'其他' promises nothing and 'every two weeks' is no code of ours: both stay unknown, unless a mapping says more.
"""

from __future__ import annotations

import re

from shuheng.engines.harvest.values.text import Reading, folded
from shuheng.terms import UpdateCycle

SPELLINGS: dict[UpdateCycle, str] = {
    UpdateCycle.REALTIME: "实时 即时 动态实时 准实时 实时更新 realtime real-time cont update_cont continuous continual continuously",
    UpdateCycle.DAILY: "每天 每日 日 天 按天 按日 一天 1天 每1天 1日 每日一次 每天一次 日更 daily everyday",
    UpdateCycle.WEEKLY: "每周 每星期 周 按周 一周 1周 每1周 每周一次 7天 周更 weekly everyweek",
    UpdateCycle.TEN_DAY: "每旬 旬 按旬 十天 10天 每十天 每10天 monthly_3 threetimesamonth",
    UpdateCycle.MONTHLY: "每月 每个月 月 月度 按月 一月 一个月 1个月 1月 每1个月 每月一次 月更 monthly everymonth",
    UpdateCycle.QUARTERLY: "每季 每季度 每个季度 季 季度 按季 按季度 一季度 一个季度 三个月 3个月 每三个月 每3个月 每季度一次 quarterly",
    UpdateCycle.HALF_YEARLY: (
        "每半年 半年 半年度 按半年 每半年一次 六个月 6个月 每六个月 每6个月 annual_2 semiannual semi-annual "
        "semiannually biannual biannually half-yearly halfyearly half_yearly everysixmonths"
    ),
    UpdateCycle.YEARLY: (
        "每年 年 年度 每年度 按年 按年度 一年 1年 每一年 每1年 每年一次 12个月 十二个月 年更 annual annually "
        "yearly everyyear"
    ),
    UpdateCycle.IRREGULAR: (
        "不定期 不定时 不定期更新 不定时更新 非定期 无固定周期 按需 按需更新 irreg irregular irregularly as_needed "
        "asneeded adhoc ad-hoc"
    ),
    UpdateCycle.STATIC: (
        "静态 静态数据 不更新 不再更新 一次性 从不 永久 never never_update notplanned not_planned static"
    ),
}  # fmt: skip
CYCLES: dict[str, str] = {word: cycle.value for cycle, words in SPELLINGS.items() for word in words.split()}
PERIODS: dict[str, str] = {
    "PT1S": "realtime", "P1D": "daily", "P1W": "weekly", "P7D": "weekly", "P10D": "ten_day", "P0.33M": "ten_day",
    "P1M": "monthly", "P3M": "quarterly", "P6M": "half_yearly", "P0.5Y": "half_yearly", "P1Y": "yearly",
    "P12M": "yearly",
}  # fmt: skip
_REPEAT = re.compile(r"(?:R\d*/)?(P[0-9.A-Z]+)", re.IGNORECASE)
_VOCABULARY = re.compile(
    r"https?://(?:publications\.europa\.eu/resource/authority/frequency/|purl\.org/cld/freq/"
    r"|purl\.org/linked-data/sdmx/2009/code#freq-|inspire\.ec\.europa\.eu/metadata-codelist/\w+/)([\w-]+)"
)
_TAIL = re.compile(r"(?<=.)(?:更新一次|更新)$")


def read_cycle(written: str) -> Reading:
    """The code of the update cycle, or unknown with `cycle-unknown`."""
    text = written.strip()
    known = _VOCABULARY.fullmatch(text)
    word = folded(known[1] if known else text)
    repeat = _REPEAT.fullmatch(word)
    code = PERIODS.get(repeat[1].upper()) if repeat else CYCLES.get(word) or CYCLES.get(_TAIL.sub("", word))
    return (code, "") if code else (None, "cycle-unknown")
