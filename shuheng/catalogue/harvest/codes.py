"""Codes of this room's own refusals, notes and problems: meaning and what to do. The engine's codes stand beside it."""

from shuheng.engines.harvest.codes import PROBLEM_CODES
from shuheng.problems import Problem, ProblemsError

ROOM_CODES: dict[str, tuple[str, str]] = {
    "text-too-long": ("文本超过该字段的长度，原文完整留在“未能对应的值”中", "请源头写短。"),
    "title-too-long": ("目录名称超过 500 个字符", "请源头写短后单独重新采集。"),
    "number-out-of-range": ("数量超过系统能记的范围，按未知处理", "请源头改正。"),
    "fetch-address": ("来源地址的写法不对", "请写以 http:// 或 https:// 开头的完整地址，不要写用户名和密码。"),
    "fetch-private": ("来源地址指向本机或内部网络，没有访问", "确为内部来源的，请系统管理员在 SHUHENG_HARVEST_HOSTS 中写明主机。"),
    "fetch-name": ("查不到来源的主机名", "请核对地址，或检查本机的域名解析。"),
    "fetch-failed": ("来源没有正常应答", "请稍后再试；一直如此的，请联系来源的管理者。"),
    "fetch-slow": ("来源太慢，超过了总时限", "请稍后再试，或请来源提供文件后上传。"),
    "fetch-too-large": ("来源给出的内容超过上限", "请来源分批提供，或导出为文件后上传。"),
    "fetch-redirects": ("来源一再转到别的地址", "请直接填写最后的地址。"),
    "fetch-answer": ("来源的应答不是 CKAN 的目录", "请核对地址，应能打开 …/api/3/action/package_search。"),
    "fetch-odd": ("来源给出的与它自称的不同", "请联系来源的管理者。"),
    "source-code": ("来源编号的写法不对或已被占用", "请用小写字母、数字和连字符，并且不与别的来源重复。"),
    "agency-closed": ("单位在数据截止日期已经停用，也没有并入别的单位", "请改用现在的单位。"),
    "agency-merged": ("单位在数据截止日期已经并入别的单位，目录归到并入后的单位", "无需处理。"),
    "mapping-unconfirmed": ("字段对应还没有人确认，没有采集", "请先核对建议的字段对应并确认。"),
    "run-busy": ("这个来源正在采集", "请等它结束，或先取消它。"),
    "run-superseded": ("这个来源已有更晚的采集", "请从来源重新发起采集。"),
    "file-gone": ("保存的来源文件已经不在", "请重新上传文件或重新发起采集。"),
    "vanish-too-many": ("消失的目录超过一半，没有标记", "请核对来源是否完整；确实如此的，重新采集并选“允许大量消失”。"),
    "list-partial": ("列表没有读到末尾，没有标记消失的目录", "请取得完整的列表后重新采集。"),
}  # fmt: skip


def meaning_of(code: str) -> tuple[str, str]:
    """Meaning and remedy of a code of the engine or of this room."""
    return ROOM_CODES.get(code) or PROBLEM_CODES[code]


def problem(code: str, detail: str = "", **place: str) -> Problem:
    """A problem whose message is the meaning of its code and the detail; `place` is `file` or `field`."""
    meaning, remedy = ROOM_CODES[code]
    message = f"{meaning}：{detail}" if detail else f"{meaning}。"
    return Problem(code, message, hint=remedy, file=place.get("file", ""), field=place.get("field", ""))


def refused(code: str, detail: str = "", **place: str) -> ProblemsError:
    """The error that carries this one problem."""
    return ProblemsError([problem(code, detail, **place)])
