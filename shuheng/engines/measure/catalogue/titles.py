"""Whether a name is a good one (C2-1, D2-1 note 1): rules with codes, the first that is broken is the reason.

The Guangxi guides that the clause names (桂数广办发〔2019〕31号, 〔2020〕23号) are not public here; the rules follow the
national 政务信息资源目录编制指南 (a name tells the content of the resource) and are ours in their detail.
"""

import re
from functools import reduce

import ibis
import ibis.expr.types as ir

from shuheng.engines.measure.model import Answer, Entry, Kind, Measure
from shuheng.engines.measure.parameters import Question
from shuheng.engines.measure.patterns import BLANK, HAN, ONLY_BLANK, SAYS_NOTHING, Pattern, any_case, key_of

INVISIBLE = "\x80-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\ufff9-\ufffb"
TAG = "</?[A-Za-z][^<>]*>|&(?:[a-z]{2,8}|#[0-9]{1,6});"
BROKEN = "\ufffd|锟斤拷|烫烫|[?？]{2,}|[\ue000-\uf8ff]"
EXTENSIONS = "xlsx?|et|csv|tsv|json|xml|rdf|docx?|wps|pdf|txt|zip|rar|7z|jpe?g|png|html?|sql|db|mdb|dbf|shp"
NUMBERED = "[0-9a-z_一二三四五六七八九十-]*"
VAGUE_WORDS = "数据|信息|目录|资源|列表|明细|汇总|统计|清单|情况|公示|公告|其他|其它|主表|表|集|库|的|[0-9]"

GARBLED = Pattern(BROKEN)
HTML = Pattern(TAG)
CONTROL = Pattern(f"[\\x00-\\x1f\\x7f{INVISIBLE}]")
CHINESE = Pattern(f"[{HAN}\U00020000-\U000323af]")
FILE = Pattern(f"\\.(?:{EXTENSIONS})[)\\]]*$")
TEST = Pattern(
    f"^(?:测试|试验|{any_case('test')}|{any_case('demo')}){NUMBERED}$"
    f"|测试(?:数据|目录|资源|用例|专用|用)|(?:^|[^a-z])test(?:$|[^a-z])|[(\\[]测试[)\\]]|请?勿(?:删|动|使用)"
)
VAGUE = Pattern(f"^(?:{VAGUE_WORDS})+$")
LEADING = ",，、.。;；:：!！?？_\\-—|/\\\\*·~～)）\\]】》>”’"
TRAILING = ",，、.。;；:：_\\-—|/\\\\*·~～(（\\[【《<“‘"
EDGES = Pattern(f"^[{BLANK}{LEADING}]|[{BLANK}{TRAILING}]$")
NOT_BRACKET = '[^()\\[\\]{}《》"]*'
WELL_SET = Pattern(
    f'^{NOT_BRACKET}(?:(?:\\({NOT_BRACKET}\\)|\\[{NOT_BRACKET}\\]|《{NOT_BRACKET}》|"{NOT_BRACKET}"){NOT_BRACKET})*$'
)
HAS_BRACKET = Pattern('[()\\[\\]{}《》"]')
PAIRS = (("(", ")"), ("[", "]"), ("{", "}"), ("《", "》"))
QUOTE = '"'


SUSPECT = Pattern("|".join(found.text for found in (CONTROL, GARBLED, HTML, EDGES)))
SUSPECT_KEY = Pattern("|".join(found.text for found in (FILE, TEST, VAGUE)))


def _number(column: ir.Value, mark: str) -> ir.Value:
    return column.length() - column.replace(mark, "").length()


def _closes_first(opening: str, closing: str) -> Pattern:
    return Pattern(f"^[^{re.escape(opening)}]*{re.escape(closing)}")


def unbalanced(title: ir.Value) -> ir.Value:
    """A bracket or quotation mark without its other half; ``title`` is a key."""
    wrong = [
        (_number(title, first) != _number(title, last)) | _closes_first(first, last).finds(title)
        for first, last in PAIRS
    ]
    odd = _number(title, QUOTE) % 2 == 1
    return HAS_BRACKET.finds(title) & reduce(lambda left, right: left | right, wrong, odd)


def is_unbalanced(title: str) -> bool:
    """Twin of :func:`unbalanced`."""
    return title.count(QUOTE) % 2 == 1 or any(
        title.count(first) != title.count(last) or _closes_first(first, last).found_in(title)
        for first, last in PAIRS
    )


def title_reason(t: ir.Table, question: Question) -> ir.Value:
    """Code of the first rule that the name breaks; null for a good name, which most are: they are seen first."""
    raw, tight = t.title, t.title_key
    length = tight.length().between(question.parameters.name_min, question.parameters.name_max)
    spoken = CHINESE.finds(raw) & ~SAYS_NOTHING.finds(raw)
    good = length & spoken & ~SUSPECT.finds(raw) & ~SUSPECT_KEY.finds(tight) & WELL_SET.finds(tight)
    return ibis.cases(
        (good, ibis.null("string")),
        (ONLY_BLANK.finds(raw), "title_empty"),
        (SAYS_NOTHING.finds(raw), "title_placeholder"),
        (CONTROL.finds(raw), "title_control"),
        (GARBLED.finds(raw), "title_garbled"),
        (HTML.finds(raw), "title_html"),
        (~CHINESE.finds(raw), "title_no_chinese"),
        (FILE.finds(tight), "title_file"),
        (TEST.finds(tight), "title_test"),
        (VAGUE.finds(tight), "title_vague"),
        (unbalanced(tight), "title_brackets"),
        (EDGES.finds(raw), "title_edges"),
        (tight.length() < question.parameters.name_min, "title_short"),
        (tight.length() > question.parameters.name_max, "title_long"),
        else_=ibis.null("string"),
    )


def reason_of_title(title: str | None, question: Question) -> str | None:
    """Twin of :func:`title_reason`."""
    raw, tight = title or "", key_of(title)
    checks = {
        "title_empty": ONLY_BLANK.found_in(raw),
        "title_placeholder": SAYS_NOTHING.found_in(raw),
        "title_control": CONTROL.found_in(raw),
        "title_garbled": GARBLED.found_in(raw),
        "title_html": HTML.found_in(raw),
        "title_no_chinese": not CHINESE.found_in(raw),
        "title_file": FILE.found_in(tight),
        "title_test": TEST.found_in(tight),
        "title_vague": VAGUE.found_in(tight),
        "title_brackets": is_unbalanced(tight),
        "title_edges": EDGES.found_in(raw),
        "title_short": len(tight) < question.parameters.name_min,
        "title_long": len(tight) > question.parameters.name_max,
    }
    return next((code for code, broken in checks.items() if broken), None)


def names_ok_of(entry: Entry, question: Question) -> Answer:
    """Twin of the measure."""
    why = reason_of_title(entry["title"], question)
    return Answer(why is None, why)


MEASURES = (
    Measure(
        code="names_ok",
        title="名称规范的目录",
        source="广西2021考核 C2-1、D2-1 注1；政务信息资源目录编制指南（名称）",
        says="名称有汉字、4至60字、说得出内容、括号成对，没有控制字符、乱码、网页标记、扩展名和测试字样；"
        "考核所引的广西编制指南未公开，细则由本系统拟定",
        unknown="无，空名称算不规范",
        unit="条",
        kind=Kind.FLAG,
        value=lambda t, _: t.title_reason.isnull(),
        twin=names_ok_of,
        why=lambda t, _: t.title_reason,
    ),
)
