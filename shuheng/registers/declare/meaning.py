"""What a declaration of the right shape may still say wrongly: names that lead nowhere, takes that do not fit."""

from __future__ import annotations

from collections.abc import Iterator

from shuheng.files.yaml_source import Source
from shuheng.problems import Problem, did_you_mean
from shuheng.registers.declare.metric_meaning import metric_mistakes
from shuheng.registers.declare.mistakes import Mistake, field_unknown
from shuheng.registers.declare.shapes import DAYS, NUMBERS, STATE, Declaration, Field
from shuheng.registers.declare.where_meaning import where_mistakes

DEEPEST = 3


def meaning_problems(declaration: Declaration, source: Source) -> list[Problem]:
    """Every mistake of meaning, in file order."""
    found = [
        *_file(declaration, source),
        *_keys(declaration),
        *_all_fields(declaration),
        *_derived(declaration),
        *_checks(declaration),
        *_life(declaration),
        *metric_mistakes(declaration),
        *_rest(declaration),
    ]
    problems = [mistake.problem(source) for mistake in found]
    return sorted(problems, key=lambda problem: (problem.line, problem.column))


def _file(declaration: Declaration, source: Source) -> Iterator[Mistake]:
    stem = source.file.rsplit("/", 1)[-1].removesuffix(".yaml")
    if stem not in ("register", declaration.code):
        message = f"代码“{declaration.code}”与文件名不同。"
        yield Mistake(("code",), "register-file", message, (stem,), "文件名去掉 .yaml 就是台账的代码。")


def _keys(declaration: Declaration) -> Iterator[Mistake]:
    for index, code in enumerate(declaration.key):
        field = declaration.fields.get(code)
        if field is None:
            yield field_unknown(("key", index), code, declaration)
        elif field.derived:
            message = f"“{field.title}”是算出来的，不能作主键。"
            yield Mistake(("key", index), "register-key", message, (), "请换用填写的列。")


def _all_fields(declaration: Declaration) -> Iterator[Mistake]:
    for code, field in declaration.fields.items():
        for what, message, hint in _field(code, field):
            yield Mistake(("fields", code, what), "register-field", message, (), hint)
        yield from where_mistakes(declaration, ("fields", code, "required_when"), field.required_when)
        yield from where_mistakes(declaration, ("fields", code, "derived"), field.derived)


def _derived(declaration: Declaration) -> Iterator[Mistake]:
    """Derived fields look back only, and not through many others, so that none leads to itself or takes for ever."""
    depths: dict[str, int] = {}
    for code, field in declaration.fields.items():
        names = {name for table in field.derived for name in table if name in declaration.fields}
        later = sorted(names - set(depths))
        depths[code] = 1 + max((depths.get(name, 0) for name in names), default=-1)
        place = ("fields", code, "derived")
        if later:
            titles = "、".join(declaration.fields[name].title for name in later)
            message = f"“{field.title}”由写在后面的列（或它自己）算出：{titles}。"
            yield Mistake(place, "register-derived", message, (), "请把它用到的列写在它前面。")
        if depths[code] > DEEPEST:
            message = f"“{field.title}”隔着 {depths[code] - 1} 层算出的列，上限 {DEEPEST - 1} 层。"
            yield Mistake(place, "register-derived", message, (), "请直接用填写的列。")


def _field(code: str, field: Field) -> Iterator[tuple[str, str, str]]:
    """The key, message and hint of each thing a field's type does not go with."""
    if code == STATE:
        yield "title", "state 是行的状态，不能作列名。", "请换一个列名。"
    if (field.type == "code") is not bool(field.codes):
        yield "codes", f"“{field.title}”：选项（code）要写 codes，别的类型不写。", ""
    if len(set(field.codes)) != len(field.codes):
        yield "codes", f"“{field.title}”的选项有重复。", "请删去重复的。"
    if (field.type == "reference") is not (field.target is not None):
        yield "register", f"“{field.title}”：引用（reference）要写 register，别的类型不写。", ""
    if field.type not in NUMBERS and (field.min is not None or field.max is not None or field.unit):
        yield "type", f"“{field.title}”不是个数或数额，不能写 unit、min、max。", ""
    if field.min is not None and field.max is not None and field.min > field.max:
        yield "min", f"“{field.title}”的 min 大于 max。", "请核对两个数。"
    if field.pattern is not None and field.type != "text":
        yield "pattern", f"“{field.title}”不是文本，不能写 pattern。", ""
    if field.pattern is not None and not field.help:
        yield "pattern", f"“{field.title}”写了 pattern，还要在 help 里说明写法。", "填错的人会看到它。"
    if field.derived and (field.type != "yes_no" or field.required or field.required_when):
        yield "derived", f"“{field.title}”是算出来的：类型写 yes_no，不写 required。", ""
    if field.digits > 6:
        yield "digits", f"“{field.title}”的 digits 最多写 6。", ""


def _checks(declaration: Declaration) -> Iterator[Mistake]:
    for index, check in enumerate(declaration.checks):
        pairs = ((check.part, check.whole, NUMBERS), (check.earlier, check.later, DAYS))
        filled = [pair for pair in pairs if pair[0] is not None and pair[1] is not None]
        written = [name for pair in pairs for name in pair[:2] if name is not None]
        if len(filled) != 1 or len(written) != 2:
            message = "一条核对要写 part 和 whole（部分不大于整体），或 earlier 和 later（先后）。"
            yield Mistake(("checks", index), "register-check", message)
            continue
        for name in (str(filled[0][0]), str(filled[0][1])):
            if name not in declaration.fields:
                yield field_unknown(("checks", index), name, declaration)
            elif declaration.fields[name].type not in filled[0][2]:
                message = f"“{declaration.fields[name].title}”的类型不能这样核对。"
                yield Mistake(("checks", index), "register-check", message)


def _life(declaration: Declaration) -> Iterator[Mistake]:
    states = [state.code for state in declaration.life.states]
    for code in sorted({code for code in states if states.count(code) > 1}):
        yield Mistake(("life", "states"), "register-state", f"状态“{code}”写了两次。", (), "请删去一个。")
    if not declaration.life.counted:
        message = "没有一个状态写了 counts: true，指标会永远为零。"
        yield Mistake(
            ("life", "states"), "register-state", message, (), "请在已确认的状态上写 counts: true。"
        )
    if not declaration.life.first.open:
        message = f"第一个状态“{declaration.life.first.title}”要写 open: true，新行从这里填起。"
        yield Mistake(("life", "states", 0), "register-state", message)
    for index, move in enumerate(declaration.life.moves):
        for code in (*move.start, move.to):
            if code not in states:
                hint = did_you_mean(code, states)
                message = f"流转写了没有的状态“{code}”。"
                yield Mistake(("life", "moves", index), "register-state", message, tuple(states), hint)


def _rest(declaration: Declaration) -> Iterator[Mistake]:
    due = declaration.due
    if (due.workdays is None) is (due.date is None):
        message = "期限写 workdays（期末后几个工作日）或 date（月日）中的一个。"
        yield Mistake(("due",), "register-due", message)
    if len(declaration.demo_rows) != 2 or declaration.demo_rows[0] > declaration.demo_rows[-1]:
        yield Mistake(("demo_rows",), "register-demo", "demo_rows 写两个数：最少和最多几行，如 [3, 8]。")
