"""Characters and words that say nothing, as data."""

BLANKS = (
    "\t\n\v\f\r \x85\u00a0\u1680"
    + "".join(map(chr, range(0x2000, 0x2010)))
    + "\u2028\u2029\u202f\u205f\u2060\u3000\ufeff"
)
EMPTY_WORDS = (
    "无", "暂无", "暂缺", "空", "未知", "不详", "不明", "待补充", "待完善", "待定", "略", "缺", "缺失", "未填", "未填写",
    "没有", "无数据", "暂无数据",
    "null", "none", "nan", "n/a", "#n/a", "na", "nil", "undefined", "\\n",
    "-", "--", "---", "—", "——", "－", "/", "//", "\\", "\\\\", "*", "**", "***", "?", "？", ".", "…", "……",
)  # fmt: skip
HAN = (0x3400, 0x9FFF)
CAPITALS, SMALL = "ABCDEFGHIJKLMNOPQRSTUVWXYZ", "abcdefghijklmnopqrstuvwxyz"
FOLD = str.maketrans(CAPITALS, SMALL)
