"""The ways a portal says that it has nothing to say."""

EMPTY_WORDS = frozenset(
    {
        "", "-", "--", "---", "—", "——", "/", "\\", "\\n", "''", '""', "“”", "[][]", "{}", "*",
        "无", "暂无", "暂缺", "空", "未填", "未填写", "无数据", "暂无数据", "无信息", "暂无信息", "未提供", "未知", "不详", "待补充",
        "null", "none", "nil", "nan", "n/a", "na", "#n/a", "undefined", "unknown", "(null)", "<null>", "nat",
    }
)  # fmt: skip
LONGEST = max(map(len, EMPTY_WORDS))
WHITE = " \t\r\n\f\v\u00a0\u3000\ufeff"


def is_empty(written: str) -> bool:
    """Whether a text is one of the words for 'nothing' (case and surrounding white space aside)."""
    if len(written) > 40:
        return not written.strip(WHITE)
    text = written.strip(WHITE)
    return not text or (len(text) <= LONGEST and text.lower() in EMPTY_WORDS)
