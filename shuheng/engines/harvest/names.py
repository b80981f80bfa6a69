"""What portals call the fields of an entry: Chinese, English and pinyin initials; the most telling first.

Names are written as `folded_name` leaves them. Sources: 27 portals of 4 provinces, the national compiling guide,
CKAN, DCAT, and the field lists of other provinces' portals.
"""

from __future__ import annotations

import re
import unicodedata

NAMES: dict[str, str] = {
    "title": (
        "目录名称 资源目录名称 数据集名称 信息资源名称 数据资源名称 资源名称 资源信息名称 数据名称 "
        "目录标题 数据集标题 标题 名称 信息资源目录名称 公共数据目录名称 开放目录名称 数据目录名称 title "
        "dataset_title cata_title catalog_title datasetname dataset_name catalogname catalog_name cataname resource_name "
        "resourcename openname mlmc zymc sjjmc zymlmc mc name"
    ),
    "code": (
        "目录代码 目录编码 资源代码 资源编码 信息资源代码 信息资源编码 数据集编码 数据资源编码 目录编号 "
        "资源编号 资源标识 数据集编号 identifier catalog_code catalogcode cataid catalogid catalog_id "
        "datasetid dataset_id resourceid resource_id resid mlbm zybm zydm mldm mlbh code id"
    ),
    "provider": (
        "提供单位 提供部门 提供机构 提供方 来源部门 来源单位 数源单位 数源部门 数据提供方 数据提供单位 "
        "数据提供部门 数据来源单位 数据来源部门 信息资源提供方 信息资源提供单位 资源提供方 资源提供单位 "
        "资源提供部门 所属部门 所属单位 所属机构 责任单位 责任部门 数据来源 发布单位 发布部门 发布机构 "
        "归属部门 归属单位 数据归属单位 开放主体 提供主体 organization organisation org orgname org_name "
        "org_title organization_title organization_name deptname dept_name department publisher provider "
        "provider_name agency source_dept tgdw tgbm tgf lybm sydw sjtgf ssbm ssdw"
    ),
    "provider_code": (
        "提供单位代码 提供方代码 资源提供方代码 提供部门代码 提供单位统一社会信用代码 提供机构代码 "
        "来源部门代码 orgcode org_code deptcode tgdwdm tgfdm"
    ),
    "abstract": (
        "摘要 目录摘要 资源摘要 信息资源摘要 数据摘要 描述 资源描述 目录描述 数据描述 数据集描述 简介 "
        "内容简介 数据简介 资源简介 目录简介 说明 数据说明 资源说明 数据集简介 abstract description "
        "notes summary desc remark dataset_description zymiaoshu zyms mlms zyzy zy ms"
    ),
    "keywords": "关键字 关键词 标签 数据标签 资源标签 目录标签 keywords keyword tags tag label labels gjz gjc bq",
    "theme": (
        "主题分类 所属主题 数据主题 主题 主题领域 国家主题分类 重点领域 数据领域 领域分类 所属领域 领域 "
        "主题名称 数据分类 主题类目 分类 theme themes category categories subject groups topic domain "
        "ztfl sszt zdly ly ssly sjly zt"
    ),
    "industry": "所属行业 行业分类 行业类型 行业 数据行业 行业名称 行业门类 industry trade sshy hyfl hy",
    "object_class": "场景分类 应用场景 对象分类 服务对象 所属场景 应用领域 scene scenario yycj cjfl",
    "grade": (
        "数据分级 分级 安全级别 数据级别 数据安全级别 安全分级 分级分类等级 敏感级别 数据等级 grade "
        "security_level sjfj aqjb"
    ),
    "formats": (
        "数据格式 资源格式 文件格式 格式 下载格式 数据集格式 信息资源格式 资源文件格式 提供格式 格式类型 "
        "formats format file_format fileformat res_format data_format sjgs zygs wjgs gs"
    ),
    "kinds": (
        "资源类型 挂接资源类型 挂载资源类型 资源形态 资源类别 挂接类型 数据类型 resource_type restype "
        "resourcetype zylx gjlx"
    ),
    "sharing_type": "共享类型 共享属性 共享方式类型 共享级别 共享等级 share_type sharetype sharing_type gxlx gxsx",
    "sharing_condition": "共享条件 share_condition gxtj",
    "sharing_method": "共享方式 共享途径 share_method gxfs",
    "open_type": (
        "开放类型 开放属性 开放状态 开放等级 开放方式 开放条件 开放级别 是否向社会开放 社会开放属性 "
        "是否开放 向社会开放 公开属性 开放范围 公开类型 open_type opentype openattribute open_level "
        "access access_level accesslevel accessrights kflx kfsx kfdj kfzt kftj"
    ),
    "open_condition": "开放条件 公开条件 open_condition",
    "update_cycle": (
        "更新周期 更新频率 更新频度 资源更新频率 数据更新频率 数据更新周期 资源更新周期 更新频次 "
        "更新方式 update_cycle updatecycle update_frequency updatefrequency frequency "
        "accrual_periodicity accrualperiodicity gxzq gxpl gxpd sjgxpl sjgxzq"
    ),
    "issued": (
        "发布日期 发布时间 首次发布日期 首次发布时间 目录发布时间 目录发布日期 数据发布时间 数据发布日期 "
        "资源发布日期 资源发布时间 开放时间 开放日期 上线时间 issued publish_date publishdate "
        "publish_time publishtime release_date releasedate published_at published fbrq fbsj scfbrq "
        "创建日期 创建时间 上传时间 上传日期 入库时间 metadata_created created created_at create_time "
        "createtime createdate create_date cjsj cjrq"
    ),
    "updated": (
        "数据更新时间 数据更新日期 资源更新日期 资源更新时间 更新时间 更新日期 最后更新时间 最后更新日期 "
        "最近更新时间 最近更新日期 最近更新 最后更新 最新更新时间 最新更新日期 modified last_modified "
        "metadata_modified updated updated_at update_time updatetime update_date updatedate last_update "
        "lastupdate last_updated data_updated gxsj gxrq zhgxsj zjgxsj sjgxsj 修改时间 修改日期"
    ),
    "rows": (
        "数据量 数据条数 数据总量 记录数 数据记录数 数据行数 条数 数据容量 数据规模 总条数 数据总条数 "
        "记录总数 数据项条数 rows row_count rowcount record_count recordcount records datacount "
        "data_count total_rows sjl sjts jls"
    ),
    "files": "文件数 文件数量 文件个数 附件数 file_count filecount files wjs wjsl",
    "apis": "接口数 接口数量 api数 api_count apicount jks jksl",
    "tables": "库表数 库表数量 数据表数量 table_count kbs kbsl",
    "landing_page": (
        "详情页网址 详情网址 详情页地址 详情链接 详情页 目录链接 数据链接 链接地址 网址 链接 访问地址 "
        "数据集链接 目录地址 landing_page landingpage detail_url detailurl url link href page_url xqwz "
        "xqdz wz lj"
    ),
    "licence_text": (
        "许可协议 授权协议 开放协议 使用协议 数据许可 许可 license licence license_title license_id "
        "rights xkxy"
    ),
    "version_label": "版本号 版本 数据版本 目录版本 version bbh bb",
    "item_names": (
        "信息项 信息项名称 数据项 数据项名称 字段 字段名称 字段列表 数据字段 数据项信息 信息项信息 "
        "主要字段 items columns fields item_names sjx xxx zdmc zd"
    ),
}
WORDS: dict[str, tuple[str, ...]] = {
    target: tuple(dict.fromkeys(text.split())) for target, text in NAMES.items()
}
HEADERS = frozenset(
    word for words in WORDS.values() for word in words if not word.isascii() and len(word) > 2
)
WEAK_ISSUED = frozenset(
    word for word in WORDS["issued"] if word[:2] in ("创建", "上传", "入库", "cr", "cj") or "created" in word
)
_BRACKETS = re.compile(r"[(\[（【][^)\]）】]*[)\]）】]|[*:：]")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")


def folded_name(name: str) -> str:
    """A field's name without units in brackets, marks, white space and case; camelCase and ways
    into objects become snake_case."""
    text = _BRACKETS.sub("", unicodedata.normalize("NFKC", name))
    return "".join(_CAMEL.sub("_", text).lower().split()).replace(".", "_").strip("_-")
