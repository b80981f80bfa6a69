"""What each portal's fields mean, checked by hand against the lists: target -> field of the source.

``UNSURE`` holds the targets whose field is a judgement: the proposal must not be highly confident of them.
"""

GUANGXI = {
    "title": "标题", "provider": "来源部门", "abstract": "描述", "keywords": "标签", "theme": "重点领域",
    "industry": "所属行业", "formats": "数据格式", "open_type": "开放条件", "update_cycle": "更新频率",
    "issued": "发布时间", "updated": "更新时间", "rows": "数据量", "landing_page": "详情页网址",
}  # fmt: skip
WITH_FILES = {**GUANGXI, "files": "文件数"}
EXPECTED: dict[str, dict[str, str]] = {
    "guangxi_baise": WITH_FILES, "guangxi_beihai": GUANGXI, "guangxi_chongzuo": GUANGXI,
    "guangxi_fangchenggang": GUANGXI, "guangxi_guangxi": WITH_FILES, "guangxi_guigang": GUANGXI,
    "guangxi_guilin": GUANGXI, "guangxi_hechi": GUANGXI, "guangxi_hezhou": GUANGXI, "guangxi_laibin": GUANGXI,
    "guangxi_liuzhou": GUANGXI, "guangxi_nanning": GUANGXI, "guangxi_qinzhou": GUANGXI, "guangxi_wuzhou": GUANGXI,
    "guangxi_yulin": WITH_FILES,
    "jiangsu_huaian": {
        "title": "资源名称", "provider": "所属部门", "open_type": "开放方式", "update_cycle": "更新周期",
        "issued": "发布时间", "updated": "更新时间",
    },
    "jiangsu_jiangsu": {
        "title": "资源名称", "provider": "所属单位", "abstract": "资源描述", "theme": "所属主题", "industry": "所属行业",
        "object_class": "应用场景", "formats": "数据格式", "open_type": "开放类型", "update_cycle": "更新周期",
        "updated": "资源更新日期", "landing_page": "详情页网址", "version_label": "版本号",
    },
    "jiangsu_lianyungang": {
        "title": "信息资源名称", "provider": "信息资源提供方", "theme": "所属主题", "formats": "数据格式",
        "open_type": "是否向社会开放", "issued": "上传时间", "landing_page": "详情页网址",
    },
    "jiangsu_nantong": {
        "title": "资源名称", "provider": "提供机构", "abstract": "内容简介", "theme": "主题分类", "industry": "行业类型",
        "formats": "数据格式", "open_type": "是否向社会开放", "update_cycle": "资源更新频率", "issued": "创建时间",
        "updated": "更新时间", "landing_page": "详情页网址",
    },
    "jiangsu_suqian": {
        "title": "资源名称", "provider": "来源部门", "abstract": "描述", "keywords": "标签", "theme": "重点领域",
        "industry": "所属行业", "formats": "数据格式", "open_type": "开放状态", "update_cycle": "更新频率",
        "updated": "更新时间", "rows": "数据量", "landing_page": "详情页网址",
    },
    "jiangsu_suzhou": {
        "title": "资源信息名称", "provider": "提供机构", "abstract": "描述", "kinds": "资源类型", "open_type": "开放属性",
        "update_cycle": "更新频率", "issued": "创建时间", "landing_page": "详情页网址",
    },
    "jiangsu_taizhou": {
        "title": "资源名称", "provider": "来源部门", "abstract": "描述", "keywords": "标签", "theme": "重点领域",
        "industry": "所属行业", "formats": "数据格式", "open_type": "开放状态", "update_cycle": "更新频率",
        "issued": "发布时间", "updated": "最后更新时间", "landing_page": "详情页网址",
    },
    "jiangsu_xuzhou": {
        "title": "资源名称", "provider": "资源提供方", "abstract": "资源摘要", "theme": "主题分类", "open_type": "开放类型",
        "update_cycle": "更新周期", "landing_page": "详情页网址",
    },
    "jiangsu_yancheng": {
        "title": "目录名称", "provider": "提供部门", "abstract": "目录摘要", "keywords": "关键字", "theme": "领域分类",
        "industry": "行业分类", "object_class": "场景分类", "formats": "资源格式", "open_type": "开放条件",
        "update_cycle": "更新频率", "issued": "发布日期", "landing_page": "详情页网址",
    },
    "jiangsu_zhenjiang": {
        "title": "资源名称", "provider": "数据提供方", "abstract": "资源摘要", "keywords": "关键字", "theme": "数据主题",
        "industry": "数据行业", "formats": "数据格式", "open_type": "开放属性", "update_cycle": "更新周期",
        "issued": "发布时间", "updated": "最近更新", "landing_page": "详情页网址",
    },
    "shanghai_shanghai": {
        "title": "数据集名称", "provider": "数据提供方", "abstract": "摘要", "keywords": "数据标签", "theme": "国家主题分类",
        "formats": "数据格式", "open_type": "开放属性", "update_cycle": "更新频度", "issued": "首次发布日期",
        "updated": "更新日期", "landing_page": "详情页网址",
    },
}  # fmt: skip
UNSURE: dict[str, set[str]] = {
    "jiangsu_huaian": {"updated"},
    "jiangsu_lianyungang": {"issued"},
    "jiangsu_nantong": {"issued"},
    "jiangsu_suzhou": {"issued"},
    "jiangsu_xuzhou": {"theme"},
    "jiangsu_zhenjiang": {"theme"},
    "shanghai_shanghai": {"theme", "landing_page"},
}
KEYS = {"jiangsu_huaian": ("资源名称", "所属部门"), "shanghai_shanghai": ("数据集名称", "数据提供方")}
REFUSED = {"guangxi_guangxi": 20, "jiangsu_taizhou": 22, "shanghai_shanghai": 2260}
