"""What a rubric says, held against itself: names, units, ranges, caps, sums, and what the document states."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Iterator
from fractions import Fraction

from shuheng.engines.rubric.check_sums import Finding, check_sums
from shuheng.engines.rubric.exact import plain
from shuheng.engines.rubric.formula.analyse import Analyser, AnalysisError, metric_info, unit_text
from shuheng.engines.rubric.formula.nodes import Node, names
from shuheng.engines.rubric.formula.parse import Formula
from shuheng.engines.rubric.model import PART_WORDS, Indicator, PartName, Path, Rubric
from shuheng.engines.rubric.rules import RuleBase
from shuheng.engines.rubric.shapes import RESERVED, Note, Part
from shuheng.engines.rubric.total import check_total
from shuheng.problems import Problem, Severity, did_you_mean

__all__ = ["Finding", "check"]
FilePlace = tuple[str, int, int]
Findings = Generator[Finding, None, bool]  # what is wrong, and at the end whether it means something
OWN_RULE = ("part", "rules", "index")  # the path of a rule that stands in no group
NOTE_SEVERITY: dict[str, Severity] = {"contradiction": "contradiction", "gap": "warning", "decision": "info"}


def check(rubric: Rubric) -> list[Problem]:
    """Every problem of a resolved rubric, errors first, then in file order."""
    findings = [*_check_head(rubric), *check_sums(rubric), *_check_used(rubric), *_notes(rubric)]
    for indicator in rubric.indicators.values():
        findings += _accepted(_check_indicator(rubric, indicator), indicator)
    order = {"error": 0, "contradiction": 1, "warning": 2, "info": 3}
    problems = [finding.problem() for finding in findings]
    return sorted(problems, key=lambda p: (order[p.severity], p.file, p.line, p.column))


def _accepted(findings: Iterable[Finding], indicator: Indicator) -> list[Finding]:
    """Findings a note on the indicator does not answer for; an answer to nothing is a finding too."""
    accepted = {code for note in indicator.notes for code in note.accepts}
    kept, met = [], set()
    for finding in findings:
        if finding.code in accepted:
            met.add(finding.code)
        else:
            kept.append(finding)
    for code in sorted(accepted - met):
        text = f"注记的 accepts 写了“{code}”，但 {indicator.code} 没有这个问题。请删去。"
        kept.append(Finding("note-needless", text, indicator.place.at("notes"), "warning"))
    return kept


def _check_indicator(rubric: Rubric, indicator: Indicator) -> Iterator[Finding]:
    told: set[str] = set()
    for name, formula in indicator.formulas.items():
        place = indicator.place.at("formulas", name)
        if name in rubric.metrics or name in rubric.parameters or name in RESERVED:
            yield Finding("name-taken", f"公式名“{name}”已是指标值、参数或保留名，请换一个。", place)
        for finding in _analysed(indicator.analyser.info, formula.node, place, told):
            told.add(finding.message)
            yield finding
    used = {name for _, part in indicator.parts() for name in _part_names(part)}
    used |= {name for formula in indicator.formulas.values() for name in names(formula.node)}
    for name in indicator.formulas:
        if name not in used:
            text = f"公式“{name}”没有被任何规则用到。请删去，或在规则里引用。"
            yield Finding("formula-unused", text, indicator.place.at("formulas", name, key=True))
    for part_name, part in indicator.parts():
        yield from _check_part(rubric, indicator, part_name, part, told)


def _analysed(analyse: Callable[[Node], object], node: Node, place: FilePlace, told: set[str]) -> Findings:
    """Whether a formula means something; what is ``told`` of a named formula is not said again
    where it is used."""
    try:
        analyse(node)
    except AnalysisError as error:
        if str(error) not in told:
            yield Finding(error.code, str(error), place)
        return False
    return True


def _check_part(
    rubric: Rubric, indicator: Indicator, name: PartName, part: Part, told: set[str]
) -> Iterator[Finding]:
    for key, gate in (("void_if", part.void_if), ("full_if", part.full_if)):
        if gate is not None:
            place = indicator.place.at(name, key, "when")
            yield from _analysed(indicator.analyser.truth, gate.when.node, place, told)
    if part.within_base and (name != "deduction" or indicator.base is None):
        yield Finding(
            "within-base",
            "within_base 只能写在有基础分的指标的 deduction 里。请删去，或补写 base。",
            indicator.place.at(name),
        )
    for index, rule in enumerate(part.rules):
        yield from _check_rule(rubric, indicator, name, rule, (name, "rules", index), told)
    tops = [rule.top for rule in part.own_rules()]
    word = PART_WORDS[name]
    if max(tops, default=Fraction(0)) > part.max:
        text = f"{indicator.code} {word}上限 {plain(part.max)} 分，小于其中一条规则可给的 {plain(max(tops))} 分。"
        yield Finding(
            "cap-below-rule",
            text,
            indicator.place.at(name, "max"),
            hint="原文如此时，请加 notes 并写 accepts: [cap-below-rule]。",
        )
    if sum(tops) < part.max:
        text = f"{indicator.code} {word}上限 {plain(part.max)} 分，各条规则合计最多 {plain(sum(tops, Fraction(0)))} 分，达不到。"
        yield Finding(
            "cap-unreachable",
            text,
            indicator.place.at(name, "max"),
            hint="原文如此时，请加 notes 并写 accepts: [cap-unreachable]。",
        )


def _check_rule(
    rubric: Rubric,
    indicator: Indicator,
    part: PartName,
    rule: RuleBase,
    path: Path,
    told: set[str],
) -> Iterator[Finding]:
    place = indicator.place.at(*path)
    yield from _check_references(rubric, rule, place)
    if rule.hits is not None and (part != "deduction" or len(path) > len(OWN_RULE)):
        hint = "请把规则移到 deduction 的 rules 里，不放进 group。"
        yield Finding("hits-place", "hits（扣向别处）只能写在扣分部分自己的规则上。", place, hint=hint)
    for index, inner in enumerate(rule.inner()):
        yield from _check_rule(rubric, indicator, part, inner, (*path, "group", index), told)
    if not (yield from _check_meaning(rule, indicator, path, told)):
        return
    if rule.max is not None and rule.times is None and rule.own_span()[1] < rule.max:
        text = f"规则上限 {plain(rule.max)} 分，这条规则最多只有 {plain(rule.own_span()[1])} 分，达不到。请改 max 或分值。"
        yield Finding("cap-unreachable", text, indicator.place.at(*path, "max"))
    yield from _check_applicability(rubric, indicator, part, rule, place)


def _check_meaning(rule: RuleBase, indicator: Indicator, path: Path, told: set[str]) -> Findings:
    """The rule's formulas, gate and multiplier, then the rule itself where they mean something."""
    analyser, at = indicator.analyser, indicator.place.at
    sound = True
    for formula in rule.formulas():
        sound &= yield from _analysed(analyser.info, formula.node, at(*path), told)
    if rule.when is not None:
        sound &= yield from _analysed(analyser.truth, rule.when.node, at(*path, "when"), told)
    if rule.times is not None:
        if rule.max is None:
            text = "写了 times（倍数）就要写 max（上限）。请补上 max。"
            yield Finding("times-uncapped", text, at(*path, "times"))
        sound &= yield from _analysed(_times_info(analyser), rule.times.node, at(*path, "times"), told)
    if not sound:
        return False
    try:
        for code, message in rule.check(analyser):
            yield Finding(code, message, at(*path))
    except AnalysisError as error:
        yield Finding(error.code, str(error), at(*path))
        return False
    return True


def _times_info(analyser: Analyser) -> Callable[[Node], object]:
    def analyse(node: Node) -> None:
        info = analyser.number(node)
        if info.lo is None or info.lo < 0:
            raise AnalysisError("times-negative", f"倍数“{node}”可能为负。请改用不会为负的数。")

    return analyse


def _check_applicability(
    rubric: Rubric, indicator: Indicator, part: PartName, rule: RuleBase, place: tuple[str, int, int]
) -> Iterator[Finding]:
    if part != "base" or rule.if_na is not None or rubric.head.not_applicable is not None:
        return
    for formula in (*rule.formulas(), *filter(None, (rule.when, rule.times))):
        if indicator.analyser.info(formula.node).may_na:
            text = f"“{formula}”的分母可能为 0，届时不适用，但没有写怎么办。"
            hint = "请在规则里写 if_na: drop（剔除并折算）、full（满分）或 zero（零分），或在开头写 not_applicable。"
            yield Finding("na-unruled", text, place, hint=hint)
            return


def _check_references(rubric: Rubric, rule: RuleBase, place: tuple[str, int, int]) -> Iterator[Finding]:
    if rule.hits is not None and rule.hits != "total" and rule.hits not in rubric.indicators:
        hint = did_you_mean(rule.hits, (*rubric.indicators, "total")) or "请写指标代码，或写 total（总分）。"
        text = f"hits 所指的“{rule.hits}”不是指标代码，也不是 total。"
        yield Finding("hits-unknown", text, place, hint=hint)
    if getattr(rule, "among", "all") == "peers" and rubric.peers is None:
        hint = "请在开头写 peers，如 {title: 档次, groups: [第一档, 第二档]}；或改为 among: all。"
        text = "规则在同组（peers）中比较，但开头没有写 peers。"
        yield Finding("peers-undefined", text, place, hint=hint)


def _check_head(rubric: Rubric) -> Iterator[Finding]:
    place = rubric.place
    if rubric.id != place.source.file and not rubric.indicators:
        yield Finding("rubric-empty", "没有任何指标。请在 groups 里写指标。", place.at("groups"))
    yield from _check_classes(rubric)
    yield from check_total(rubric)
    for index, gate in enumerate(rubric.veto):
        yield from _analysed(rubric.analyser.truth, gate.when.node, place.at("veto", index, "when"), set())
    for title, metric in rubric.metrics.items():
        where = rubric.metric_places[title]
        if title in RESERVED:
            yield Finding("name-taken", f"“{title}”是保留名，不能作指标值名。请换一个。", where.at(key=True))
        whole = rubric.metrics.get(metric.within or "")
        if whole is not None and metric_info(whole).unit != metric_info(metric).unit:
            units = f"{unit_text(metric_info(metric).unit)}与{unit_text(metric_info(whole).unit)}"
            yield Finding(
                "unit-mismatch",
                f"“{title}”是“{whole.title}”的一部分，单位却不一致：{units}。请改成同一单位。",
                where.at("unit"),
            )
    seen: dict[str, str] = {}
    capped = any(group.shape.max is not None for group in rubric.walk_groups())
    for indicator in rubric.indicators.values():
        if capped and indicator.deduction is not None and indicator.deduction.within_base:
            text = "有分组封顶（max）的体系里不能用 within_base，否则上下界不能保证。请删去其中一个。"
            yield Finding("within-base-capped", text, indicator.place.at("deduction"))
    for group in rubric.walk_groups():
        if group.code in seen:
            yield Finding(
                "group-duplicate",
                f"分组代码“{group.code}”重复。",
                group.place.at("code"),
                hint="每个分组一个代码，请改其中一个。",
            )
        seen[group.code] = group.title


def _check_classes(rubric: Rubric) -> Iterator[Finding]:
    names_known = rubric.class_names()
    for title, parameter in rubric.parameters.items():
        where = rubric.place.at("parameters", title)
        for name in parameter.by_class or {}:
            if name not in names_known:
                yield Finding(
                    "class-unknown",
                    f"没有单位属于“{name}”：classes 里没有这一类。",
                    where,
                    allowed=names_known,
                )
        missing = [name for name in names_known if name not in (parameter.by_class or names_known)]
        if missing:
            yield Finding("class-missing", f"参数“{title}”没有写 {'、'.join(missing)} 的值。请补上。", where)
    if rubric.classes is None:
        return
    where = rubric.place.at("classes")
    metric = rubric.metrics.get(rubric.classes.of)
    if metric is None or metric.kind not in ("count", "amount", "ratio"):
        hint = did_you_mean(rubric.classes.of, rubric.metrics)
        text = f"分类依据“{rubric.classes.of}”不是已定义的个数、数额或比率类指标值。"
        yield Finding("class-metric", text, where, hint=hint or "请先在 metrics 里定义。")
        return
    for threshold, name in rubric.classes.at_least:
        if threshold > metric.maximum:
            over = f"超过“{metric.title}”的最大值 {plain(metric.maximum)}"
            text = f"没有单位能属于“{name}”：门槛 {plain(threshold)} {over}。"
            hint = "请核对门槛，或该指标值的 max。"
            yield Finding("class-unreachable", text, where, hint=hint)
    if rubric.classes.at_least[-1][0] > metric.min:
        text = f"“{metric.title}”低于 {plain(rubric.classes.at_least[-1][0])} 的单位不属于任何一类。请加一档门槛 {plain(metric.min)}。"
        yield Finding("class-gap", text, where)


def _part_names(part: Part) -> Iterator[str]:
    for rule in part.rules:
        for formula in rule.all_formulas():
            yield from names(formula.node)
    for gate in part.gates():
        yield from names(gate.when.node)


def _check_used(rubric: Rubric) -> Iterator[Finding]:
    used: set[str] = {rubric.classes.of} if rubric.classes is not None else set()
    formulas: list[Formula] = [gate.when for gate in (*rubric.veto, *rubric.total.fixed)]
    for indicator in rubric.indicators.values():
        formulas += indicator.formulas.values()
        used |= {name for _, part in indicator.parts() for name in _part_names(part)}
    used |= {name for formula in formulas for name in names(formula.node)}
    used |= {metric.within for metric in rubric.metrics.values() if metric.within is not None}
    for title in rubric.metrics:
        if title not in used:
            text = f"指标值“{title}”没有被任何规则用到。请删去，或在规则里引用。"
            yield Finding("metric-unused", text, rubric.metric_places[title].at(key=True))
    for title in rubric.parameters:
        if title not in used:
            yield Finding(
                "parameter-unused",
                f"参数“{title}”没有被用到。请删去，或在公式里引用。",
                rubric.place.at("parameters", title, key=True),
            )


def _notes(rubric: Rubric) -> Iterator[Finding]:
    blocks: list[tuple[str, tuple[Note, ...], tuple[str, int, int]]] = [
        ("", rubric.notes, rubric.place.at("notes"))
    ]
    blocks += [
        (f"{group.code} ", group.shape.notes, group.place.at("notes")) for group in rubric.walk_groups()
    ]
    blocks += [(f"{leaf.code} ", leaf.notes, leaf.place.at("notes")) for leaf in rubric.indicators.values()]
    for code, notes, where in blocks:
        for note in notes:
            severity = NOTE_SEVERITY[note.kind] if note.severity in ("warning", "error") else note.severity
            yield Finding(
                f"note-{note.kind}",
                f"{code}{note.place + '：' if note.place else ''}{note.text}",
                where,
                severity,
            )
