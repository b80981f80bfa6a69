"""Lists of agencies that official documents name, as data. They can be loaded again and again."""

from pathlib import Path

from shuheng.accounts.fields import BY_NAME
from shuheng.accounts.plan import Said
from shuheng.files.yaml_source import Plain, Source, read_source
from shuheng.problems import Problem, ProblemsError, Where, did_you_mean

FOLDER = Path(__file__).parent
LISTS = {
    "guangxi-cities": "广西壮族自治区和 14 个设区市",
    "wuxi-2021": "无锡市 63 家单位及 2021 年度公共数据开放指标",
    "suqian-2022": "宿迁市 9 家县区（功能区）和 34 家市级部门，分档",
}


def read_list(name: str) -> tuple[Said, ...]:
    """One shipped list by its name; `ProblemsError` for a name that is not shipped."""
    if name not in LISTS:
        hint = did_you_mean(name, LISTS)
        message = f"没有名为“{name[:100]}”的单位清单。"
        raise ProblemsError([Problem("agency-list-unknown", message, allowed=tuple(LISTS), hint=hint)])
    return read_list_file(FOLDER / f"{name}.yaml")


def read_list_file(path: Path) -> tuple[Said, ...]:
    """What a list says of each agency, every field with its line."""
    source = read_source(path)
    agencies = source.data.get("agencies") if isinstance(source.data, dict) else None
    if not isinstance(agencies, list):
        raise ProblemsError([Problem("agency-list-shape", "缺少 agencies 列表。", file=source.file)])
    problems = list(source.problems)
    found = [said_at(source, index, one, problems) for index, one in enumerate(agencies)]
    if problems:
        raise ProblemsError(problems)
    return tuple(found)


def said_at(source: Source, index: int, agency: Plain, problems: list[Problem]) -> Said:
    """One agency; mistakes are added to `problems`."""
    texts: dict[str, str] = {}
    places: dict[str, Where] = {}
    for name, value in (agency if isinstance(agency, dict) else {}).items():
        line, column = source.place(["agencies", index, name], key=True)
        place = Where(source.file, line, column, field=name)
        if name in BY_NAME:
            texts[name], places[name] = text_of(value), place
        else:
            problems.append(
                place.problem("agency-list-key", f"不认识的键“{name}”。", hint=did_you_mean(name, BY_NAME))
            )
    return Said(texts, places)


def text_of(value: Plain) -> str:
    """Lists are written as the form writes them."""
    if isinstance(value, list):
        return "；".join(str(one) for one in value)
    return "" if value is None else str(value)
