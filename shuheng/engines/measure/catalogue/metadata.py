"""Whether metadata are well described (C2-1, D2-1 note 2) and complete (C2-2, D2-2 note 3), and items present."""

from collections.abc import Iterable, Mapping, Sequence
from functools import reduce

import ibis
import ibis.expr.types as ir

from shuheng.engines.measure.catalogue.metadata_fields import answer, answered, delivered
from shuheng.engines.measure.catalogue.reasons import FIELD_MISSING
from shuheng.engines.measure.catalogue.titles import GARBLED, HTML, INVISIBLE
from shuheng.engines.measure.kleene import both
from shuheng.engines.measure.model import Answer, Entry, Kind, Measure
from shuheng.engines.measure.parameters import Question
from shuheng.engines.measure.patterns import BLANKS, Pattern, is_filled, key, key_of

CONTROL = Pattern(f"[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\x7f{INVISIBLE}]")
SUSPECT = Pattern("|".join(found.text for found in (CONTROL, GARBLED, HTML)))
NOT_DELIVERED = "本单位没有一条目录填了这一项的，视为来源没有提供"


def abstract_fault(t: ir.Table, question: Question) -> ir.Value:
    """Code of the first fault of a description that is there; null for a good one and for none."""
    suspect = SUSPECT.finds(t.abstract)
    length = BLANKS.replace(t.abstract).length()  # a key is as long as its text without blanks
    same_length = length == t.title_key.length()
    return ibis.cases(
        (suspect & CONTROL.finds(t.abstract), "abstract_control"),
        (suspect & GARBLED.finds(t.abstract), "abstract_garbled"),
        (suspect & HTML.finds(t.abstract), "abstract_html"),
        (same_length.ifelse(key(t.abstract) == t.title_key, False), "abstract_title"),
        (length < question.parameters.abstract_min, "abstract_short"),
        else_=ibis.null("string"),
    )


def description_reason(t: ir.Table, question: Question) -> ir.Value:
    """Code of the first fault, ``not_delivered`` where nobody can tell; null for a good description."""
    given = answered(t, "abstract", question.parameters.blank_means_unknown)
    return ibis.cases(
        ((t.updated > ibis.literal(question.as_of)).coalesce(False), "updated_future"),
        (given.isnull(), "not_delivered"),
        (~given, "abstract_empty"),
        else_=t.abstract_fault,
    )


def reason_of_abstract(entry: Entry, question: Question, given: set[str]) -> str | None:
    """Twin of :func:`description_reason`."""
    text, tight = entry["abstract"] or "", key_of(entry["abstract"])
    undelivered = question.parameters.blank_means_unknown and "abstract" not in given
    checks = {
        "updated_future": entry["updated"] is not None and entry["updated"] > question.as_of,
        "not_delivered": undelivered,
        "abstract_empty": not is_filled(text),
        "abstract_control": CONTROL.found_in(text),
        "abstract_garbled": GARBLED.found_in(text),
        "abstract_html": HTML.found_in(text),
        "abstract_title": tight == key_of(entry["title"]),
        "abstract_short": len(tight) < question.parameters.abstract_min,
    }
    return next((code for code, broken in checks.items() if broken), None)


def metadata_ok(t: ir.Table, question: Question) -> ir.Value:
    """Well described; null where the source delivers no abstracts."""
    reason = description_reason(t, question)
    return (reason == "not_delivered").ifelse(ibis.null("boolean"), reason.isnull())


def metadata_ok_of(entries: Sequence[Entry], question: Question) -> Mapping[int, Answer]:
    """Twin of :func:`metadata_ok`, for the entries of one agency."""
    given = delivered(entries)
    whys = {entry["entry_id"]: reason_of_abstract(entry, question, given) for entry in entries}
    return {
        number: Answer(None if why == "not_delivered" else why is None, why) for number, why in whys.items()
    }


def _fields(t: ir.Table, question: Question) -> dict[str, ir.Value]:
    asked = question.parameters
    return {name: answered(t, name, asked.blank_means_unknown) for name in asked.metadata}


def complete(t: ir.Table, question: Question) -> ir.Value:
    """Every field filled: a blank one decides, a field not delivered leaves it open."""
    return reduce(lambda left, right: left & right, _fields(t, question).values())


def missing(t: ir.Table, question: Question) -> ir.Value:
    """Codes of the fields that are blank, joined by commas; of fields not delivered where that is all."""
    blank = [
        (~has).coalesce(False).ifelse(f",{FIELD_MISSING}{name}", "")
        for name, has in _fields(t, question).items()
    ]
    joined = reduce(lambda left, right: left + right, blank)
    left_open = complete(t, question).isnull().ifelse("not_delivered", ibis.null("string"))
    told = (joined.length() > 0).ifelse(joined.substr(1), left_open)
    return complete(t, question).coalesce(False).ifelse(ibis.null("string"), told)


def complete_of(entries: Sequence[Entry], question: Question) -> Mapping[int, Answer]:
    """Twin of :func:`complete` and :func:`missing`."""
    given, asked, found = delivered(entries), question.parameters, {}
    for entry in entries:
        has = {name: answer(entry, name, given, asked.blank_means_unknown) for name in asked.metadata}
        blank = ",".join(FIELD_MISSING + name for name, value in has.items() if value is False)
        value = reduce(both, has.values())
        found[entry["entry_id"]] = Answer(value, blank or ("not_delivered" if value is None else None))
    return found


def filled_fields(t: ir.Table, question: Question) -> ir.Value:
    """How many fields are filled."""
    return _sum(has.coalesce(False).cast("int64") for has in _fields(t, question).values())


def asked_fields(t: ir.Table, question: Question) -> ir.Value:
    """How many fields the source delivers."""
    return _sum(has.notnull().cast("int64") for has in _fields(t, question).values())


def fields_of(entries: Sequence[Entry], question: Question) -> Mapping[int, Answer]:
    """Twin of :func:`filled_fields` and :func:`asked_fields`."""
    given, asked, found = delivered(entries), question.parameters, {}
    for entry in entries:
        has = [answer(entry, name, given, asked.blank_means_unknown) for name in asked.metadata]
        whole = sum(value is not None for value in has)
        found[entry["entry_id"]] = Answer(sum(value is True for value in has), whole=whole)
    return found


def _sum(columns: Iterable[ir.Value]) -> ir.Value:
    return reduce(lambda left, right: left + right, columns)


def items_present(t: ir.Table, _: Question) -> ir.Value:
    """Information items are listed; null where the source does not say."""
    return t["items"] > 0


def items_present_of(entry: Entry, _: Question) -> Answer:
    """Twin of :func:`items_present`."""
    return Answer(None if entry["items"] is None else entry["items"] > 0)


MEASURES = (
    Measure(
        code="metadata_ok",
        title="元数据描述规范的目录",
        source="广西2021考核 C2-1、D2-1 注2；政务信息资源目录编制指南（摘要）",
        says="摘要有内容：不空、不少于10字、不只重复名称，没有控制字符、乱码、网页标记，更新日期不晚于计量日期；"
        "考核所引的广西编制指南未公开，细则由本系统拟定",
        unknown=NOT_DELIVERED,
        unit="条",
        kind=Kind.FLAG,
        value=metadata_ok,
        across=metadata_ok_of,
        why=description_reason,
    ),
    Measure(
        code="metadata_complete",
        title="元数据完整的目录",
        source="广西2021考核 C2-2 注3、D2-2 注3；政务信息资源目录编制指南（核心元数据）",
        says="名称、提供单位、摘要、主题或行业、资源格式、共享或开放类型、更新周期、发布日期、更新日期都已填写；项目可由参数增减",
        unknown=f"其余都已填写、但有一项{NOT_DELIVERED}",
        unit="条",
        kind=Kind.FLAG,
        value=complete,
        across=complete_of,
        why=missing,
    ),
    Measure(
        code="metadata_fields",
        title="已填写的元数据项",
        source="GB/T 36344 完整性；政务信息资源目录编制指南（核心元数据）",
        says="各目录已填写的核心元数据项数之和；全数是来源提供的项数之和",
        unknown="无，来源没有提供的项不计入全数",
        unit="项",
        kind=Kind.AMOUNT,
        value=filled_fields,
        across=fields_of,
        whole=asked_fields,
    ),
    Measure(
        code="items_present",
        title="列出信息项的目录",
        source="广西2021考核 C2-2、D2-2 注1；B2-1 注6",
        says="至少列出一个信息项的目录",
        unknown="来源没有说明信息项的",
        unit="条",
        kind=Kind.FLAG,
        value=items_present,
        twin=items_present_of,
    ),
)
