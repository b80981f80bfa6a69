"""Codes of this subject's own problems: meaning and what to do. Those of rules and repairs stand in engines/measure/repair."""

from shuheng.problems import Problem, ProblemsError

ROOM_CODES: dict[str, tuple[str, str]] = {
    "cleaning-no-data": ("这张表没有可以清洗的数据", "请先上传数据；库中的表请在原系统整改，或导出后上传。"),
    "cleaning-archived": ("这张表已经停用", "请先恢复使用。"),
    "cleaning-no-rules": ("没有选择清洗规则", "请至少勾选一项。"),
    "cleaning-form": ("提交的清洗规则不完整", "请刷新页面后重新选择。"),
    "cleaning-stale": ("试算之后这张表又有了新的数据，不能应用", "请对现在的数据重新试算。"),
    "cleaning-newer": ("清洗之后这张表又有了新的数据，不能撤销", "请先撤销后来的清洗；上传过新文件的，旧数据仍在历史版本里。"),
    "cleaning-state": ("这次清洗已由别人办理，状态变了", "请刷新页面后再办。"),
    "cleaning-too-long": ("行数超过 Excel 的上限", "请下载 CSV。"),
}  # fmt: skip


def refused(code: str, detail: str = "", *, file: str = "", field: str = "") -> ProblemsError:
    """The error that refuses an act."""
    meaning, remedy = ROOM_CODES[code]
    message = f"{meaning}：{detail}。" if detail else f"{meaning}。"
    return ProblemsError([Problem(code, message, hint=remedy, file=file, field=field)])
