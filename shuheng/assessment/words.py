"""The words that screens use where the engine has none."""

SUPPLY_HELP = {
    "measured": "由机器从目录、数据或日志算出",
    "register": "由台账登记得出",
    "reported": "由单位填报",
    "judged": "由人评定",
}
NOTES = {"contradiction": "原文矛盾", "gap": "原文未写明", "decision": "读法说明"}
EXPORTS = (
    ("docx", "Word 官方表样"),
    ("pdf", "PDF 官方表样"),
    ("xlsx", "Excel 工作簿"),
    ("html", "网页文件"),
    ("json", "JSON 数据"),
)
