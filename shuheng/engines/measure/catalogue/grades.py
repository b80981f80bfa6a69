"""Grades of data and whether they fit the way data are shared and opened (C2-1, D2-1 note 3; GB/T 43697)."""

from collections.abc import Mapping, Sequence

import ibis
import ibis.expr.types as ir

from shuheng.engines.measure.catalogue.metadata_fields import GRADES, answer, answered, delivered
from shuheng.engines.measure.model import Answer, Entry, Kind, Measure
from shuheng.engines.measure.parameters import Question
from shuheng.terms import AccessType, Grade

SENSITIVE = tuple(grade.value for grade in (Grade.GENERAL_3, Grade.GENERAL_4, Grade.IMPORTANT, Grade.CORE))
FREE = AccessType.UNCONDITIONAL.value
KNOWN = tuple(access.value for access in AccessType)


def grade_present(t: ir.Table, question: Question) -> ir.Value:
    """A grade is written."""
    return answered(t, "grade", question.parameters.blank_means_unknown)


def grade_present_of(entries: Sequence[Entry], question: Question) -> Mapping[int, Answer]:
    """Twin of :func:`grade_present`, for the entries of one agency."""
    given, blank_means_unknown = delivered(entries), question.parameters.blank_means_unknown
    return {
        entry["entry_id"]: Answer(answer(entry, "grade", given, blank_means_unknown)) for entry in entries
    }


def grade_plausible(t: ir.Table, _: Question) -> ir.Value:
    """Sensitive data stand under a condition; null without a grade, or where a type that decides is not known."""
    free = (t.open_type == FREE) | (t.sharing_type == FREE)
    known = t.open_type.isin(KNOWN) & t.sharing_type.isin(KNOWN)
    return ibis.cases(
        (~t.grade.isin(GRADES), ibis.null("boolean")),
        (~t.grade.isin(SENSITIVE), True),
        (free, False),
        (known, True),
        else_=ibis.null("boolean"),
    )


def grade_reason(t: ir.Table, _: Question) -> ir.Value:
    """Why the grade does not fit, or why nobody can tell."""
    known = t.open_type.isin(KNOWN) & t.sharing_type.isin(KNOWN)
    return ibis.cases(
        (~t.grade.isin(GRADES), "grade_missing"),
        (~t.grade.isin(SENSITIVE), ibis.null("string")),
        (t.open_type == FREE, "grade_open"),
        (t.sharing_type == FREE, "grade_shared"),
        (known, ibis.null("string")),
        else_="grade_type_unknown",
    )


def grade_plausible_of(entry: Entry, _: Question) -> Answer:
    """Twin of :func:`grade_plausible` and :func:`grade_reason`."""
    grade, types = entry["grade"], (entry["open_type"], entry["sharing_type"])
    if grade not in GRADES:
        return Answer(None, "grade_missing")
    if grade not in SENSITIVE:
        return Answer(True)
    if FREE in types:
        return Answer(False, "grade_open" if entry["open_type"] == FREE else "grade_shared")
    return Answer(True) if all(kind in KNOWN for kind in types) else Answer(None, "grade_type_unknown")


MEASURES = (
    Measure(
        code="grade_present",
        title="已分级的目录",
        source="广西2021考核 C2-1、D2-1 注3；GB/T 43697",
        says="写明数据分级的目录",
        unknown="本单位没有一条目录写明分级的，视为来源没有提供",
        unit="条",
        kind=Kind.FLAG,
        value=grade_present,
        across=grade_present_of,
    ),
    Measure(
        code="grade_plausible",
        title="分级合理的目录",
        source="广西2021考核 C2-1、D2-1 注3；GB/T 43697",
        says="一般数据1、2级的目录，以及3级以上、重要、核心数据中没有无条件共享或开放的",
        unknown="没有分级的；分级较高而共享或开放类型没有写明的",
        unit="条",
        kind=Kind.FLAG,
        value=grade_plausible,
        twin=grade_plausible_of,
        why=grade_reason,
    ),
)
