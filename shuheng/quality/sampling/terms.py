"""Closed lists of random sampling."""

from shuheng.terms import Term


class SampledKind(Term):
    """抽查对象: what is drawn."""

    ENTRIES = "entries", "目录"
    TABLES = "tables", "数据表"
    ROWS = "rows", "数据表的行"


class Amount(Term):
    """抽取办法: how many are drawn."""

    SIZE = "size", "共抽多少"
    SHARE = "share", "抽百分之几"
    EACH = "each", "每个单位抽多少"


class FindingKind(Term):
    """抽查问题: Suqian 2022, data gathering, names the first three; Guangxi 2021 counts each find."""

    STALE = "stale", "未及时更新"
    INCOMPLETE = "incomplete", "完整性较差"
    LOW_VOLUME = "low_volume", "数据量不足"
    OTHER = "other", "其他质量问题"
