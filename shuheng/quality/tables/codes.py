"""Codes of this subject's own problems: meaning and what to do. The codes of reading stand in engines/tables."""

from shuheng.problems import Problem, ProblemsError

ROOM_CODES: dict[str, tuple[str, str]] = {
    "table-file-gone": ("保存的数据文件已经不在", "请系统管理员从备份恢复，或重新上传。"),
    "table-file-changed": ("保存的数据文件与登记的指纹不一致，已被改动，没有计量", "请系统管理员从备份恢复，或重新上传。"),
    "table-disk": ("写入失败，没有留下写了一半的文件", "请系统管理员清理磁盘空间后再试。"),
    "table-no-data": ("还没有数据", "请上传数据文件，或登记库中的表。"),
    "table-title": ("没有写表名，或者太长", "请写一个 300 字以内的表名。"),
    "table-sheets": ("没有选择工作表", "请至少选择一张工作表。"),
    "table-entry": ("目录不存在，或不属于这个单位", "请从目录页面进入登记。"),
    "table-archived": ("这张表已经停用", "请先恢复使用。"),
    "table-column": ("没有这一列", "请按数据中的列名填写。"),
    "table-reference": ("规则要对照的表不存在或没有数据", "请按本单位数据表的表名填写，并先上传那张表的数据。"),
    "table-rules": ("规则太长", "请写在 100000 字以内。"),
    "table-role": ("没有这种列的含义", "请从列出的含义中选择。"),
    "table-crashed": ("程序出错，这张表没有计量", "详细原因已写入服务器日志，请告诉系统管理员。"),
    "run-nothing": ("没有可以计量的表", "请先登记数据表。"),
    "run-order": ("计量范围写得不对", "请从页面上重新选择。"),
    "run-sample": ("抽样的间隔应在 2 到 100000 之间", "不抽样请留空。"),
    "run-day": ("计量日期写得不对", "写法如 2023-06-30。"),
    "schedule-form": ("检查计划填写不完整", "请选择单位和周期，日子写 1 到 28（每周写 1 到 7）。"),
    "issue-none": ("没有选择问题", "请先勾选要办理的问题。"),
    "issue-moved": ("这个问题已由别人办理，状态变了", "请刷新页面后再办。"),
    "issue-reason": ("没有写理由", "请写明理由，1000 字以内。"),
    "issue-agency": ("不能转交给这个单位", "请选择本单位或同一上级单位之下的单位。"),
}  # fmt: skip


def problem(code: str, detail: str = "", *, file: str = "", field: str = "") -> Problem:
    """A problem whose message is the meaning of its code and the detail."""
    meaning, remedy = ROOM_CODES[code]
    message = f"{meaning}：{detail}。" if detail else f"{meaning}。"
    return Problem(code, message, hint=remedy, file=file, field=field)


def refused(code: str, detail: str = "", *, file: str = "", field: str = "") -> ProblemsError:
    """The same as the error that refuses an act."""
    return ProblemsError([problem(code, detail, file=file, field=field)])
