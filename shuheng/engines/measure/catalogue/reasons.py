"""The codes that say why an entry does not count, or why nobody knows, each with its words for people."""

from shuheng.engines.measure.parameters import METADATA_FIELDS

REASONS = {
    "title_empty": "没有名称",
    "title_placeholder": "名称是“暂无”一类的空话",
    "title_control": "名称里有控制字符或看不见的字符",
    "title_garbled": "名称里有乱码",
    "title_html": "名称里有网页标记",
    "title_no_chinese": "名称里没有汉字",
    "title_file": "名称带文件扩展名",
    "title_test": "名称像是测试用的",
    "title_vague": "名称只有“数据、信息、目录”一类的泛称",
    "title_brackets": "名称里的括号或引号不成对",
    "title_edges": "名称首尾有空格或标点",
    "title_short": "名称太短",
    "title_long": "名称太长",
    "abstract_empty": "没有摘要",
    "abstract_title": "摘要只是重复名称",
    "abstract_control": "摘要里有控制字符",
    "abstract_garbled": "摘要里有乱码",
    "abstract_html": "摘要里有网页标记",
    "abstract_short": "摘要太短",
    "updated_future": "更新日期晚于计量日期",
    "not_delivered": "来源没有提供这一项",
    "overdue": "超过承诺的更新周期",
    "date_missing": "没有更新日期",
    "date_future": "更新日期晚于计量日期",
    "date_early": "更新日期早得不可能",
    "rows_missing": "没有数据量",
    "rows_negative": "数据量小于零",
    "resources_unknown": "来源没有说明资源",
    "grade_missing": "没有分级",
    "grade_open": "分级较高却无条件开放",
    "grade_shared": "分级较高却无条件共享",
    "grade_type_unknown": "没有共享或开放类型",
    "time": "按时间或批次拆分",
    "region": "按行政区域拆分",
    "department": "按部门拆分",
    "category": "按类目拆分",
    "provider": "各单位分别提供",
}
FIELD_MISSING = "missing_"


def reason_words(code: str) -> str:
    """The words of a reason; several codes joined by commas, and ``missing_<field>``, are spelt out.

    Raises KeyError for a code that no measure gives.
    """
    return "、".join(_one(part) for part in code.split(","))


def _one(code: str) -> str:
    if code.startswith(FIELD_MISSING):
        return f"缺{METADATA_FIELDS[code.removeprefix(FIELD_MISSING)]}"
    return REASONS[code]
