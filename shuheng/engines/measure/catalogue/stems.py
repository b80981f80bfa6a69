"""The stem of a title: what is left when year, batch, division, department and category are cut off.

``[2018]行政许可公示信息_宿迁市气象局`` is cut by time (2018) and by department (宿迁市气象局); its stem is
行政许可公示信息. The steps are data, read by an expression and by its twin alike; each works on a key (no blanks,
half-width, small letters). Segments between marks are wrapped in ``<`` and ``>`` so that "at the beginning of a
segment" and "a whole segment" can be said without lookaround, and words in which 市, 区, 局 and the like mean no place and
no office (市场, 社区, 布局) are marked before places and offices are looked for.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

import ibis
import ibis.expr.types as ir

from shuheng.engines.measure.patterns import HAN, Pattern

CUTS = ("time", "category", "region", "department")
MARK = "\ue000"  # stands before 市, 局 and the like where they mean no place and no office

# --- time and batches
YEAR = "(?:19|20)[0-9]{2}(?:[01][0-9](?:[0-3][0-9])?)?(?:学年度|学年|财年|年度|年份|年)?"
MONTH = "(?:[0-9]{1,2}|[一二三四五六七八九十]{1,2})"
DIGITS = "[〇零一二三四五六七八九]"
TIME = "|".join(
    [
        f"(?:截至|截止)?{YEAR}(?:[-~至到]{YEAR})?",
        f"二[〇零]{DIGITS}{{2}}年度?",
        f"{MONTH}(?:[-~至到]{MONTH})?月(?:份|底|末|初)?(?:[0-9]{{1,2}}[日号])?(?:[-~至到]{MONTH}月(?:[0-9]{{1,2}}[日号])?)?",
        "第?[一二三四1-4](?:[-~至到][一二三四1-4])?季度",
        "[上下]半年",
        "第[一二三四五六七八九十百0-9]+(?:批次|批|期|次|号|轮|届|部分|版)",
        "[(\\[](?:[0-9]{1,3}|[一二三四五六七八九十]{1,2}|续)[)\\]]",
        "[0-9]{1,3}$",
    ]
)

# --- words that only look like places and offices; a database knows nine groups at most
NO_PLACE = "[社小景地校灾库矿林牧片街辖]|保护|功能|服务|示范|试验|工业|住宅|度假|聚集|禁[燃养烧]"
BEFORE = (
    f"([上超夜菜]|[<市区县]城)(市)|({NO_PLACE})(区)|([城乡村集])(镇)|([城下家老回返])(乡)",
    "([红国锦团队])(旗)|(节)(省)|([格布结])(局)|([舞餐大展税业客务])(厅)",
)
AFTER = "(市[场民政]|区[域划块位间分]|县[级城域]|镇[村街]|乡[村镇]|旗[舰下]|省[级属力]|局[部域]|委[托派培任])"
SHIELDS = (
    *((Pattern(text), f"\\1\\3\\5\\7{MARK}\\2\\4\\6\\8") for text in BEFORE),
    (Pattern(AFTER), f"{MARK}\\1"),
)

# --- divisions and offices
ANY = f"{HAN}{MARK}"
DIVISION = "(?:自治区|自治州|自治县|自治旗|街道|开发区|新区|园区|省|市|区|县|旗|镇|乡)"
OFFICE = "(?:委员会|管委会|委会|办公室|人民政府|总工会|联合会|组织部|宣传部|统战部|管理处|管理所|检察院|法院|支队|大队|支行|分局|局|厅|委)"
WHOLE_OFFICE = f"(?:{OFFICE}|编办|党组|政府|红十字会)"
ANY_OFFICE = (
    "(?:局|[编防据资府委融事贫明访制信服督]办|中心|所|站|院|部|处|队|公司|银行|会|社|馆|学校|大学|集团)"
)

SEPARATED = Pattern('[_\\-/\\\\()\\[\\]{}:;,."《》·|]+')
TAIL = Pattern("(?:_(?:开放|已开放|公开|共享|数据)?)+$")
PATH = Pattern("^([^_]+)_[^_]+(?:_[^_]+)+_([^_]+)$")
PATH_MIDDLE = Pattern("^[^_]+_([^_]+(?:_[^_]+)+)_[^_]+$")
LEFTOVER = Pattern(f"[^{HAN}a-z0-9]+")
TIMES = Pattern(f"({TIME})")
BETWEEN = "><"


@dataclass(frozen=True, slots=True)
class Step:
    """Take out what the first group of a pattern finds, as a cut of some kind."""

    cut: str
    pattern: Pattern
    by: str


@cache
def place_steps(regions: tuple[str, ...]) -> tuple[tuple[Step, ...], tuple[Step, ...]]:
    """The steps that cut whole segments (of titles with several), and those that cut the beginnings of segments.

    ``regions`` are further names of divisions, longest first.
    """
    names = "".join(f"{name}|" for name in sorted(regions, key=lambda name: (-len(name), name)))
    place = f"(?:{names}[{HAN}]{{2,8}}?{DIVISION}|[{HAN}]县)"
    head = f"(?:{names}[{HAN}]{{2,8}}{DIVISION}|[省市区县州])"
    whole = (
        Step("region", Pattern(f"<({place}+)>"), "<>"),
        Step("department", Pattern(f"<([{ANY}]*[{HAN}]{WHOLE_OFFICE})>"), "<>"),
        Step("department", Pattern(f"<({head}[{ANY}]*[{HAN}]{ANY_OFFICE})>"), "<>"),
        Step("department", Pattern(f"><({place}+[{ANY}]{{1,4}})>"), ">"),
    )
    beginnings = (
        Step("region", Pattern(f"<({place}+)"), "<"),
        Step("department", Pattern(f"<((?:[{ANY}]{{0,13}}?[{HAN}]{OFFICE})+)"), "<"),
    )
    return whole, beginnings


def with_stem(t: ir.Table, regions: Iterable[str] = (), *, cuts: bool) -> ir.Table:
    """``stem`` beside ``title_key``, and ``cut_<kind>`` if they are wanted.

    To be stored before it is filtered: a database would push the filter down and repeat every step below it.
    """
    picked = Picked(cuts)
    t = t.mutate(_s=t.title_key.replace("<", "").replace(">", ""))
    t = t.mutate(**picked.time(t), _s=TIMES.replace(t["_s"]))
    t = t.mutate(_s=t["_s"].contains("_").ifelse(TAIL.replace(t["_s"]), t["_s"]))
    path = t["_s"].contains("_")
    t = t.mutate(**picked.category(t, path), _s=path.ifelse(PATH.replace(t["_s"], r"\1_\2"), t["_s"]))
    t = t.mutate(_s="<" + SEPARATED.replace_rare(t["_s"], BETWEEN) + ">")
    for shield, by in SHIELDS:
        t = t.mutate(_s=shield.replace_rare(t["_s"], by))
    whole, beginnings = place_steps(tuple(regions))
    for step in (*whole, *beginnings):
        asked = t["_s"].contains(BETWEEN) if step in whole else ibis.literal(True)
        left = step.pattern.replace(t["_s"], step.by)
        t = t.mutate(**picked.place(t, step, asked), _s=asked.ifelse(left, t["_s"]))
    return t.mutate(stem=LEFTOVER.replace(t["_s"])).drop("_s")


@dataclass(frozen=True, slots=True)
class Picked:
    """The columns of what is cut off, or none where only the stem is wanted: half of the work."""

    wanted: bool

    def time(self, t: ir.Table) -> dict[str, ir.Value]:
        """Years, months and batches; the cuts that later steps add to begin empty."""
        if not self.wanted:
            return {}
        empty = ibis.literal("")
        return {"cut_time": TIMES.pick(t["_s"]), "cut_region": empty, "cut_department": empty}

    def category(self, t: ir.Table, path: ir.Value) -> dict[str, ir.Value]:
        """The middle of a path of categories."""
        return {"cut_category": path.ifelse(PATH_MIDDLE.pick(t["_s"]), "")} if self.wanted else {}

    def place(self, t: ir.Table, step: Step, asked: ir.Value) -> dict[str, ir.Value]:
        """What one more step finds."""
        if not self.wanted:
            return {}
        cut = t[f"cut_{step.cut}"]
        return {f"cut_{step.cut}": asked.ifelse(cut + step.pattern.pick(t["_s"]), cut)}


@dataclass(frozen=True, slots=True)
class Stem:
    """A title taken apart: its stem and what was cut off, by kind."""

    stem: str
    cuts: dict[str, str]


def stem_of(title_key: str, regions: Iterable[str] = ()) -> Stem:
    """Twin of :func:`with_stem`."""
    text = title_key.replace("<", "").replace(">", "")
    cuts = dict.fromkeys(CUTS, "")
    cuts["time"] = TIMES.picked_from(text)
    text = TAIL.replaced_in(TIMES.replaced_in(text))
    cuts["category"] = PATH_MIDDLE.picked_from(text)
    text = PATH.replaced_in(text, r"\1_\2")
    text = f"<{SEPARATED.replaced_in(text, BETWEEN)}>"
    for shield, by in SHIELDS:
        text = shield.replaced_in(text, by)
    whole, beginnings = place_steps(tuple(regions))
    for step in (*whole, *beginnings):
        if step in beginnings or BETWEEN in text:
            cuts[step.cut] += step.pattern.picked_from(text)
            text = step.pattern.replaced_in(text, step.by)
    return Stem(LEFTOVER.replaced_in(text), cuts)


def legible(text: str) -> str:
    """A cut without its marks."""
    return text.replace(MARK, "")
