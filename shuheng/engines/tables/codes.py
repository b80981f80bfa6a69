"""Every code of table reading with its meaning and what to do; a code never changes once released.

A refusal means that no table was staged; a notice stands in the `Reading` of a table that was.
"""

from __future__ import annotations

from shuheng.problems import Problem, ProblemsError, Severity

_SAVE_UTF8 = "请另存为“CSV UTF-8（逗号分隔）”，或在选项里写明编码。"
_SAVE_XLSX = "请用 Excel 或 WPS 打开并另存为 .xlsx 再提交。"
_NOTHING = "无需处理。"
REFUSALS: dict[str, tuple[str, str]] = {
    "tables-missing": ("没有这个文件", "请检查文件名和路径。"),
    "tables-unreadable": ("文件打不开", "请检查权限和磁盘。"),
    "tables-empty": ("文件或工作表里什么也没有", "请重新导出。"),
    "tables-too-large": ("超过读取的上限", "请分成几个文件，或改为连接数据库。"),
    "tables-bomb": ("压缩包解开后大得不正常", "请提交未压缩的文件。"),
    "tables-packed-broken": ("压缩包不完整或已损坏", "请重新下载或重新压缩。"),
    "tables-packed-members": ("压缩包里应当只有一个文件", "请逐个提交，或分别压缩。"),
    "tables-packed-password": ("压缩包有密码", "请去掉密码后再提交。"),
    "tables-kind": ("不是表格文件", "请提交 CSV、Excel、ODS、JSON 或 Parquet。"),
    "tables-binary": ("内容不是文本，也不是认得的表格格式", "请提交 CSV、Excel、ODS、JSON 或 Parquet。"),
    "tables-html": ("这是网页，不是表格文件", "多半是登录页，或系统把网页存成了表格；" + _SAVE_XLSX),
    "tables-encoding-unknown": ("认不出文本的编码", _SAVE_UTF8),
    "tables-encoding-mixed": ("一个文件里有两种编码", "请把两部分分别转为 UTF-8 后合并。"),
    "tables-encoding-wrong": ("指定的编码读不出这个文件", "请改写编码，或不指定，由系统辨认。"),
    "tables-line-long": ("一行太长", "请检查是否缺少换行，或把大段内容改为附件。"),
    "tables-quote": ("引号不成对", "单元格里有分隔符、引号或换行时，整格要用英文双引号括起来。"),
    "tables-columns": ("列数超过上限", "请检查分隔符，或拆成几张表。"),
    "tables-header": ("指定的表头行不存在", "请改写表头行。"),
    "tables-sheet": ("没有这张工作表", "请从列出的工作表中选择。"),
    "tables-workbook-broken": ("不是完好的工作簿", _SAVE_XLSX),
    "tables-workbook-password": ("工作簿有打开密码", "请去掉密码后再提交。"),
    "tables-workbook-extent": ("工作表用到的范围太大", "多半是远处有多余的单元格，请删除后保存，或另存为 CSV。"),
    "tables-json-broken": ("不是完好的 JSON", "请重新导出。"),
    "tables-json-shape": ("JSON 里找不到一张表", "请导出为由多个对象组成的数组。"),
    "tables-parquet-broken": ("不是完好的 Parquet", "请重新导出。"),
    "tables-changed": ("读取途中文件变了", "请等文件写完后再试。"),
    "tables-disk": ("写入失败，已删除写了一半的文件", "请清理磁盘空间后再试。"),
}  # fmt: skip
NOTICES: dict[str, tuple[str, str]] = {
    "tables-encoding": ("文件不是 UTF-8 编码，已按认出的编码读取", _NOTHING),
    "tables-encoding-guess": ("编码是推测的，可能有误", "请核对文字；有误时请写明编码。"),
    "tables-unpacked": ("文件是压缩的，已解开读取", _NOTHING),
    "tables-spaces": ("分隔符后的空格已略去", _NOTHING),
    "tables-escape": ("引号前的反斜杠已按转义处理", _NOTHING),
    "tables-unquoted": ("引号不成对，已把引号当作普通文字", "请核对含引号的单元格。"),
    "tables-preamble": ("表头之前的说明行没有计入数据", "如有误，请写明表头行。"),
    "tables-footer": ("表末的合计、注释等行没有计入数据", "如有误，请在原表中把它们移开。"),
    "tables-header-assumed": ("看不出表头，已把第一行当作表头", "如有误，请写明表头行；没有表头写 0。"),
    "tables-header-none": ("没有表头，列名为“列 1”“列 2”……", "如有误，请写明表头行。"),
    "tables-header-joined": ("表头有多行，已上下连成一个列名", "如有误，请写明表头行。"),
    "tables-name-empty": ("有的列没有列名，已按位置取名", "请补上列名。"),
    "tables-name-doubled": ("有的列重名，后面的已加序号", "请改为不同的列名。"),
    "tables-name-cleaned": ("列名里的换行、控制字符或首尾空格已去除", _NOTHING),
    "tables-blank-rows": ("空行没有计入数据", _NOTHING),
    "tables-short-rows": ("有的行比表头短，缺的单元格按缺失处理", "请核对这些行。"),
    "tables-long-rows": ("有的行比表头长，多出的单元格放在“多出的列”中", "请检查这些行是否多了分隔符。"),
    "tables-nul": ("文件里有 NUL 字符，已去除", "请检查导出程序。"),
    "tables-control": ("文件里有控制字符，照原样保留", "建议在源头清理。"),
    "tables-no-rows": ("只有表头，没有数据", _NOTHING),
    "tables-merged": ("数据中有合并单元格，值只算在左上角一格", "请取消合并，在每一格里写清楚。"),
    "tables-cell-error": ("单元格公式出错或没有算出结果，按缺失处理", "请在原表中改正。"),
    "tables-number-long": ("超过 15 位的数字在 Excel 中已丢失末位", "请在原表中把该列设为文本后重新填写。"),
    "tables-hidden": ("这是隐藏的工作表", _NOTHING),
    "tables-json-wrapped": ("数据取自 JSON 里层的数组", _NOTHING),
    "tables-json-single": ("JSON 里只有一个对象，已当作一行", _NOTHING),
    "tables-json-doubled": ("同一字段在一个对象里写了两次，后面的已加序号", "请在源头删去一处。"),
    "tables-bytes": ("二进制的列已写成十六进制", _NOTHING),
}  # fmt: skip
PROBLEM_CODES: dict[str, tuple[str, str]] = REFUSALS | NOTICES
WARNINGS = frozenset(
    {
        "tables-encoding-guess", "tables-unquoted", "tables-header-assumed", "tables-name-doubled", "tables-name-empty",
        "tables-short-rows", "tables-long-rows", "tables-nul", "tables-control", "tables-no-rows", "tables-merged",
        "tables-cell-error", "tables-number-long", "tables-json-doubled",
    }
)  # fmt: skip
SHOWN = 10


def fault(
    code: str, file: str, detail: str = "", *, sheet: str = "", row: int = 0, allowed: tuple[str, ...] = ()
) -> ProblemsError:
    """The error for a file that is refused; ``row`` counts from 1, 0 where none can be named."""
    meaning, hint = REFUSALS[code]
    message = f"{meaning}：{detail}。" if detail else f"{meaning}。"
    return ProblemsError(
        [Problem(code, message, "error", file, sheet=sheet, row=row, allowed=allowed, hint=hint)]
    )


def notice(code: str, file: str, detail: str = "", *, sheet: str = "") -> Problem:
    """A remark on a table that was read; a warning where a person should look."""
    meaning, hint = NOTICES[code]
    severity: Severity = "warning" if code in WARNINGS else "info"
    message = f"{meaning}：{detail}。" if detail else f"{meaning}。"
    return Problem(code, message, severity, file, sheet=sheet, hint="" if hint == _NOTHING else hint)


def rows_text(total: int, first: list[int]) -> str:
    """``共 12 行，如第 3、7 行``."""
    return f"共 {total} 行，如第 {'、'.join(map(str, first[:SHOWN]))} 行"
