"""Closed lists of the catalogue of data resources."""

from shuheng.terms.term import Term


class UpdateCycle(Term):
    """更新周期: how often the provider promised to update. Irregular and static promise no date."""

    REALTIME = "realtime", "实时"
    DAILY = "daily", "每日"
    WEEKLY = "weekly", "每周"
    TEN_DAY = "ten_day", "每旬"
    MONTHLY = "monthly", "每月"
    QUARTERLY = "quarterly", "每季度"
    HALF_YEARLY = "half_yearly", "每半年"
    YEARLY = "yearly", "每年"
    IRREGULAR = "irregular", "不定期"
    STATIC = "static", "静态（不更新）"


class AccessType(Term):
    """共享类型、开放类型: whether others may have it, and whether they must fulfil a condition."""

    UNCONDITIONAL = "unconditional", "无条件"
    CONDITIONAL = "conditional", "有条件"
    NONE = "none", "不予"


class ResourceKind(Term):
    """挂载资源的类型. Tables and APIs are structured (Guangxi C1-1 and D1-1, note 1)."""

    TABLE = "table", "库表"
    API = "api", "接口"
    FILE = "file", "文件"
    VIDEO = "video", "视频"
    IOT = "iot", "物联感知"


class Grade(Term):
    """数据分级 (GB/T 43697): general data in four grades, important data, core data."""

    GENERAL_1 = "1", "一般数据1级"
    GENERAL_2 = "2", "一般数据2级"
    GENERAL_3 = "3", "一般数据3级"
    GENERAL_4 = "4", "一般数据4级"
    IMPORTANT = "important", "重要数据"
    CORE = "core", "核心数据"


class LibraryKind(Term):
    """数据库的种类: base, thematic, special."""

    BASE = "base", "基础库"
    THEMATIC = "thematic", "主题库"
    SPECIAL = "special", "专题库"


class LifecycleStep(Term):
    """The twelve steps of a catalogue entry (Guangxi B2-1, note 5), in their order."""

    SURVEY = "survey", "目录梳理"
    COMPILE = "compile", "目录编制"
    SUBMIT = "submit", "目录报送"
    REVIEW = "review", "目录审核"
    CONFIRM = "confirm", "目录确认"
    ANNOUNCE = "announce", "目录公示"
    COLLECT = "collect", "数据采集"
    PROCESS = "process", "数据处理"
    PUBLISH = "publish", "目录发布"
    MOUNT = "mount", "挂载资源"
    MAINTAIN = "maintain", "目录维护"
    UPDATE = "update", "目录更新"
