"""An export of information_schema (PostgreSQL, MySQL) or a dictionary sheet with Chinese heads, as columns."""

from collections.abc import Iterable

from shuheng.catalogue.dictionary.column import MOST_COLUMNS, Column
from shuheng.catalogue.values import ODD
from shuheng.files import Row, Table
from shuheng.problems import Problem, ProblemsError

HEADS: dict[str, tuple[str, ...]] = {
    "table": ("table_name", "表名", "表名称", "表英文名", "数据表名"),
    "table_title": ("table_comment", "表注释", "表中文名", "表说明", "表描述"),
    "name": ("column_name", "字段名", "字段名称", "字段英文名", "列名"),
    "title": (
        "column_comment",
        "comments",
        "comment",
        "description",
        "字段注释",
        "字段中文名",
        "字段说明",
        "注释",
    ),
    "data_type": ("data_type", "column_type", "udt_name", "字段类型", "数据类型", "类型"),
    "length": ("character_maximum_length", "data_length", "字段长度", "长度"),
    "precision": ("numeric_precision", "data_precision", "精度"),
    "decimals": ("numeric_scale", "data_scale", "小数位", "小数位数"),
    "key": ("column_key", "constraint_type", "is_primary_key", "主键", "是否主键"),
    "nullable": ("is_nullable", "nullable", "是否可空", "可空", "允许为空"),
    "not_null": ("is_not_null", "not_null", "是否非空", "非空"),
}
NAMES = {name: key for key, names in HEADS.items() for name in names}
REQUIRED = ("table", "name")
YES = {"yes", "y", "是", "true", "1", "t", "√", "pri", "primary key", "p", "pk"}
NO = {"no", "n", "否", "false", "0", "f", "", "×", "uni", "mul", "unique", "foreign key", "u", "null"}
NOTHING = {"", "null", "none", "\\n", "(null)", "<null>", "-"}


def columns_of(table: Table) -> list[Column]:
    """Raises `ProblemsError` with every row that cannot be read."""
    rows = list(table.filled())
    if not rows:
        raise ProblemsError([table.problem("dictionary-empty", "表里没有内容。")])
    places = places_of(table, rows[0])
    problems: list[Problem] = []
    found = [column for row in rows[1:] if (column := column_of(table, row, places, problems))]
    problems += doubled(table, rows[1:], places)
    if len(found) > MOST_COLUMNS:
        message = f"有 {len(found)} 个字段，一次最多读 {MOST_COLUMNS} 个。"
        problems.append(table.problem("dictionary-too-many", message, hint="请按库或按表分几次导出。"))
    if not found and not problems:
        problems.append(table.problem("dictionary-empty", "只有列名，没有字段。"))
    if problems:
        raise ProblemsError(problems)
    return found


def places_of(table: Table, head: Row) -> dict[str, int]:
    """Where each part stands; unknown columns are left out, the first of several for one part counts."""
    places: dict[str, int] = {}
    for index in range(len(head.cells)):
        key = NAMES.get(head.text(index).strip('"`').lower())
        if key is not None:
            places.setdefault(key, index)
    missing = [key for key in REQUIRED if key not in places]
    if missing:
        names = "、".join(HEADS[key][0] for key in missing)
        message = f"第 {head.number} 行没有这些列：{names}。"
        hint = "请从 information_schema.columns 导出，第一行是列名，如 table_name、column_name、data_type。"
        allowed = tuple(name for key in missing for name in HEADS[key])
        raise ProblemsError(
            [table.problem("dictionary-heads", message, row=head.number, allowed=allowed, hint=hint)]
        )
    return places


def column_of(table: Table, row: Row, places: dict[str, int], problems: list[Problem]) -> Column | None:
    """One row; None, with a problem, when it cannot be read."""

    def text(key: str) -> str:
        found = ODD.sub("", row.text(places[key])) if key in places else ""
        return "" if found.lower() in NOTHING else found

    def refuse(key: str, message: str, hint: str) -> None:
        index = places[key]
        problems.append(table.problem("dictionary-cell", message, row=row.number, column=index, hint=hint))

    for key in REQUIRED:
        if not text(key) or len(text(key)) > 200:
            refuse(key, "没有写名称，或超过 200 个字符。", "请补全后再上传。")
            return None
    numbers = {}
    for key in ("length", "precision", "decimals"):
        number, ok = whole(text(key))
        if not ok:
            refuse(key, f"“{text(key)[:40]}”不是不小于 0 的整数。", "没有就空着。")
            return None
        numbers[key] = number
    is_key = flag(text("key")) if "key" in places else None
    nullable, not_null = flag(text("nullable")), flag(text("not_null"))
    is_required = not nullable if "nullable" in places and text("nullable") else None
    return Column(
        table=text("table"),
        name=text("name"),
        table_title=" ".join(text("table_title").split())[:500],
        title=text("title"),
        data_type=text("data_type")[:100],
        length=numbers["length"] if numbers["length"] is not None else numbers["precision"],
        decimals=numbers["decimals"],
        is_key=is_key,
        not_null=not_null if "not_null" in places and text("not_null") else is_required,
    )


def whole(text: str) -> tuple[int | None, bool]:
    """The number (-1 of some exports means no limit), and whether the text is one."""
    if text in {"", "-1"}:
        return None, True
    return (int(text), True) if text.isascii() and text.isdigit() and len(text) < 19 else (None, False)


def flag(text: str) -> bool | None:
    said = text.strip().lower()
    return True if said in YES else False if said in NO else None


def doubled(table: Table, rows: Iterable[Row], places: dict[str, int]) -> Iterable[Problem]:
    """A field named twice in one table: exports joined with constraints do that."""
    seen: set[tuple[str, str]] = set()
    for row in rows:
        key = (row.text(places["table"]).lower(), row.text(places["name"]).lower())
        if key in seen:
            message = f"表“{key[0][:60]}”的字段“{key[1][:60]}”出现了两次。"
            yield table.problem("dictionary-twice", message, row=row.number, hint="请去掉重复的行。")
        seen.add(key)
