"""Codes of this subject's own problems: meaning and what to do."""

from shuheng.problems import Problem, ProblemsError, Where

ROOM_CODES: dict[str, tuple[str, str]] = {
    "sample-title": ("没有写抽查名称，或者太长", "请写一个 200 字以内的名称。"),
    "sample-agency": ("没有选择单位，或者不在您的权限范围内", "请从列表中选择单位。"),
    "sample-kind": ("没有选择抽查对象", "请选择目录、数据表，或数据表的行。"),
    "sample-table": ("没有可以抽行的数据表", "请选择一张已上传数据的表。"),
    "sample-seed": ("种子写得不对", "请写 1 到 200 个可见字符，不能有“|”；也可以不填，由系统生成。"),
    "sample-number": ("抽取数写得不对", "个数写 1 到 10000，百分比写 1 到 100。"),
    "sample-each": ("按每个单位抽取时要按单位分层", "请勾选“按单位分层”。"),
    "sample-empty": ("总体是空的，没有可以抽的", "请换一个范围或抽查对象。"),
    "sample-many": ("总体或抽中的太多", "总体最多 2000000 个，一次最多抽 10000 个；请缩小范围或减少抽取数。"),
    "sample-void": ("作废要写明原因；已作废的抽查不能再办理", "请写明原因，500 字以内。"),
    "sheet-other": ("这不是本次抽查的核查表", "请上传从本次抽查下载的核查表。"),
    "sheet-row": ("核查表里的对象与抽中的不一致", "不要增加、删除或改动前几列，请重新下载核查表。"),
    "sheet-value": ("只能填“有”或“无”", "请从下拉框中选择。"),
    "sheet-incomplete": ("一行里只填了一部分", "四种问题都要填“有”或“无”；还没检查的整行留空。"),
    "sheet-note": ("说明太长", "最多 1000 字。"),
}  # fmt: skip


def problem(code: str, detail: str = "", *, field: str = "", where: Where | None = None) -> Problem:
    """A problem whose message is the meaning of its code and the detail; `where` names a cell."""
    meaning, remedy = ROOM_CODES[code]
    message = f"{meaning}：{detail}。" if detail else f"{meaning}。"
    if where is not None:
        return where.problem(code, message, hint=remedy)
    return Problem(code, message, hint=remedy, field=field)


def refused(code: str, detail: str = "", *, field: str = "") -> ProblemsError:
    """The same as the error that refuses an act."""
    return ProblemsError([problem(code, detail, field=field)])
