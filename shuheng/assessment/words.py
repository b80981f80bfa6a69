"""The words that screens use for the codes of the engine."""

from fractions import Fraction

from shuheng.engines.rubric.exact import show

ORIGINS = {"measured": "实测", "register": "台账", "reported": "填报", "judged": "评定"}
ORIGIN_HELP = {
    "measured": "由机器从目录、数据或日志算出",
    "register": "由台账登记得出",
    "reported": "由单位填报",
    "judged": "由人评定",
}
PARTS = {"base": "基础分", "deduction": "扣分", "bonus": "加分"}
NOTES = {"contradiction": "原文矛盾", "gap": "原文未写明", "decision": "读法说明"}
SEVERITIES = {"error": "错误", "warning": "提醒", "contradiction": "原文矛盾", "info": "说明"}
CHANGES = {"added": "新增", "removed": "删去", "changed": "改动"}
EXPORTS = (
    ("docx", "Word 官方表样"),
    ("xlsx", "Excel 工作簿"),
    ("html", "网页文件"),
    ("json", "JSON 数据"),
)
STATES = {"known": "已知", "unknown": "未知", "not_applicable": "不适用"}


def points_text(points: Fraction | None, low: Fraction, high: Fraction) -> str:
    """Points in words: exact, or the bounds where facts are missing."""
    return f"{show(low)}～{show(high)}（未知）" if points is None else show(points)
