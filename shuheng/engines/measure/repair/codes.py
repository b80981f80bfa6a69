"""Every code of repairing with its meaning and what to do; a code never changes once released."""

from __future__ import annotations

from shuheng.problems import Problem, ProblemsError

PROBLEM_CODES: dict[str, tuple[str, str]] = {
    "repair-no-rules": ("没有写清洗规则", "请至少写一条规则。"),
    "repair-columns": ("规则的列没有写对", "逐格的规则要写 columns（“*”表示全部列），整行去重不写 columns。"),
    "repair-column": ("表里没有这一列", "请改为表里的列名。"),
    "repair-option": ("这种规则没有这个选项", "请删去，或换一种规则。"),
    "repair-needs": ("这种规则缺少选项", "请补上。"),
    "repair-map-chain": ("对照的结果又会被对照成别的值", "请直接写最终的代码。"),
    "repair-format": ("没有这种格式", "请从列出的格式中选择。"),
    "repair-list": ("没有这个代码表", "请先在数据标准中登记代码表，或把对照写在规则里。"),
    "repair-cycle": ("几条规则互相改来改去，没有结果", "请删去其中一条，或调整对照。"),
    "repair-file": ("不是可以清洗的表", "请使用读入后的表（Parquet，各列都是文本）。"),
    "repair-record": ("清洗记录读不出来，或与清洗后的表不是一份", "请从备份恢复清洗记录后再撤销。"),
    "repair-undo-differs": ("撤销后的内容与清洗前不一致", "清洗后的表或清洗记录被改动过，请使用保存的原表。"),
    "repair-disk": ("写入失败，已删除写了一半的文件", "请清理磁盘空间后再试。"),
}  # fmt: skip


def fault(code: str, file: str, detail: str = "", *, allowed: tuple[str, ...] = ()) -> ProblemsError:
    """The error that stops a repair or an undo."""
    meaning, hint = PROBLEM_CODES[code]
    message = f"{meaning}：{detail}。" if detail else f"{meaning}。"
    return ProblemsError([Problem(code, message, file=file, allowed=allowed, hint=hint)])
