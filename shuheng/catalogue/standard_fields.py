"""The fields of code lists, data elements and data libraries, declared as those of entries are."""

from shuheng.catalogue.fields import Field
from shuheng.terms import LibraryKind

CODE = Field("code", "代码集编号", "text", "一经使用不再改变，如 GB2261.1", most=100, required=True)
CODE_LIST_FIELDS = {
    field.name: field
    for field in (
        CODE,
        Field("name", "代码集名称", "text", "如：人的性别代码", most=200, required=True),
        Field("origin", "依据", "text", "标准号或文件，如 GB/T 2261.1", most=300),
    )
}
VALUE_FIELDS = {
    field.name: field
    for field in (
        Field("value", "代码", "text", most=100, required=True),
        Field("meaning", "含义", "text", most=300, required=True),
    )
}
ELEMENT_FIELDS = {
    field.name: field
    for field in (
        Field("code", "数据元编号", "text", "一经使用不再改变", most=100, required=True),
        Field("name", "名称", "text", "如：统一社会信用代码", most=200, required=True),
        Field("definition", "定义", "long", "它是什么，和相近的数据元有什么不同"),
        Field("data_type", "数据类型", "text", "如：字符型、数值型、日期型", most=100),
        Field("length", "长度", "count"),
        Field("code_list", "代码集编号", "text", "取值受限的，写已登记代码集的编号", most=100),
        Field("synonyms", "同义名称", "words", "各系统里的不同叫法，用分号隔开"),
        Field("origin", "依据", "text", "标准号或文件", most=300),
    )
}
LIBRARY_FIELDS = {
    field.name: field
    for field in (
        Field("name", "名称", "text", "如：人口基础库", most=200, required=True),
        Field("kind", "种类", "choice", required=True, options=tuple(LibraryKind.choices())),
        Field("purpose", "用途", "long", "为哪些业务建，给谁用"),
        Field("built", "建成日期", "date"),
        Field("ended", "停用日期", "date", "填了就是已停用"),
    )
}
