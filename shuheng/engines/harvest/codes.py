"""Every code of the harvest with its meaning and what to do: notes on a record, refusals of a record, problems.

A note leaves the record in place (a field is unknown or was cleaned); a refusal leaves the record out; a
problem concerns the whole list or its mapping.
"""

from __future__ import annotations

NOTES: dict[str, tuple[str, str]] = {
    "access-unknown": ("认不出的开放（共享）类型，按未知处理", "在映射的 map 中写明它对应哪一类。"),
    "cell-untrusted": ("单元格公式出错、没有算出结果或被合并，按未知处理", "请在原表中改正后重新采集。"),
    "control-removed": ("文本中有控制字符或看不见的字符，已去除", "无需处理；建议源头清理。"),
    "cycle-unknown": ("认不出的更新周期，按未知处理", "在映射的 map 中写明它对应哪一种周期，或写 null。"),
    "date-ambiguous": ("日期的日、月先后不明，按未知处理", "在映射的 date 中写明 dmy（日在前）或 mdy（月在前）。"),
    "date-impossible": ("日历上没有的日期，按未知处理", "请源头改正。"),
    "date-partial": ("日期只写到年或月，按未知处理", "请源头写全年月日。"),
    "date-suspicious": ("占位的日期或早于 1949 年，按未知处理", "请源头填写真实日期。"),
    "date-two-digit-year": ("年份只有两位，按未知处理", "请源头写四位年份。"),
    "date-unreadable": ("读不懂的日期，按未知处理", "请源头改用 2024-03-05 的写法。"),
    "format-unknown": ("没见过的数据格式，照原文保留，按文件计", "确属常见格式的，在映射的 map 中写明。"),
    "grade-unknown": ("认不出的数据级别，按未知处理", "在映射的 map 中写明它对应哪一级。"),
    "html-removed": ("文本中有网页代码，已转为文字", "无需处理；建议源头清理。"),
    "key-repeated": ("标识与前面的记录相同而内容不同，标识后加了序号", "请核对是否同一目录，或在 key 中增加字段。"),
    "kind-unknown": ("认不出的资源类型，按未知处理", "在映射的 map 中写明它对应哪一类。"),
    "link-unreadable": ("不是以 http 开头的完整网址，按未知处理", "请源头填写完整网址。"),
    "number-negative": ("数量是负数，按未知处理", "请源头改正。"),
    "number-not-whole": ("数量不是整数，按未知处理", "请源头填写整数，或在映射的 number 中写明倍数。"),
    "number-too-large": ("数量过大，按未知处理", "请源头改正。"),
    "number-unreadable": ("读不懂的数量，按未知处理", "请源头只填数字。"),
    "personal-removed": ("文本中有电话或邮箱，已遮盖", "无需处理。"),
    "value-is-header": ("值是字段名或栏目名，多半没有填写或错位，按未知处理", "请源头填写真实的值。"),
    "value-shifted": ("值像是别的字段的内容，多半错位，按未知处理", "请核对该记录在源头是否错位。"),
    "value-shape": ("这个字段应是一个文本，却是嵌套的内容，按未知处理", "在映射的 from 中写到里层字段，如 organization.title。"),
    "yes-no-unknown": ("认不出是与否，按未知处理", "在映射的 map 中写明。"),
}  # fmt: skip
REFUSALS: dict[str, tuple[str, str]] = {
    "harvest-repeated": ("与前面的记录完全相同", "无需处理；建议源头去重。"),
    "harvest-key-repeated": (
        "标识与前面的记录相同而内容不同",
        "在映射的 key 中增加字段，或写 on_repeat: number。",
    ),
    "header-row": ("又一行表头，不是数据", "请源头删去。"),
    "key-missing": ("组成标识的字段都没有值", "请源头补填，或在映射的 key 中换用别的字段。"),
    "record-broken": ("这一条不是合法的 JSON", "请源头改正后单独重新采集。"),
    "record-field-doubled": ("同一字段在一条记录里写了两次", "请源头删去一处。"),
    "record-not-finite": ("数值是 NaN 或 Infinity", "请源头改为空值或真实数值。"),
    "record-not-object": ("不是一条记录，而是单个值或列表", "请源头删去。"),
    "record-too-deep": ("一条记录的嵌套太深", "请源头减少层次。"),
    "record-too-long": ("一条记录太长，没有读入", "请源头拆分或改为附件。"),
    "row-broken": ("这一行不是合法的 CSV", "请检查该行的引号是否成对。"),
    "row-width": ("这一行的列数与表头不同", "请检查该行是否多了或少了分隔符。"),
    "title-missing": ("没有目录名称", "请源头补填后单独重新采集。"),
    "value-refused": ("有认不出的值，映射要求整条退回", "请改正该值，或把映射的 unknown_values 改为 keep。"),
}
PROBLEMS: dict[str, tuple[str, str]] = {
    "encoding-unknown": ("编码不明或中途有坏字节", "请另存为 UTF-8。"),
    "header-doubled": ("表头有重名的列，后一列改名", "请在原表中改名。"),
    "header-missing": ("找不到表头", "请在第一行写各列的名称。"),
    "json-broken": ("不是完好的 JSON", "请重新下载或导出；只想先看可读部分，可选“部分读取”。"),
    "list-cut": ("列表在中途断了", "请重新下载或导出；只想先看可读部分，可选“部分读取”。"),
    "list-not-found": ("文件里找不到目录列表", "请确认文件里有由多条记录组成的列表。"),
    "list-second": ("文件里还有另一个列表，没有读取", "如需要，请单独导出那个列表。"),
    "list-several": ("一条记录后面又接了另一段内容", "请重新下载或导出；只想先看可读部分，可选“部分读取”。"),
    "mapping-code": ("映射里写了不存在的代码", "请用列出的代码。"),
    "mapping-field-absent": (
        "映射里的字段在源头的任何记录中都没有",
        "请核对字段名，或写 missing_fields: allow。",
    ),
    "mapping-no-source": ("映射的一个目标没有写来源", "请写 from、join 或 constant 之一。"),
    "mapping-option": ("这个选项不适用于该目标", "请删去该选项。"),
    "mapping-target": ("映射里写了不存在的目标字段", "请用列出的目标字段。"),
    "rdf-broken": ("不是完好的 RDF", "请重新导出 Turtle、JSON-LD 或 RDF/XML。"),
    "rdf-no-dataset": ("RDF 里没有 dcat:Dataset", "请确认导出的是 DCAT 目录。"),
    "rdf-remote-context": ("JSON-LD 引用了远程的上下文，不会去下载", "请把 @context 写在文件里再提交。"),
    "sheets-left": ("工作簿里还有别的工作表，没有读取", "如需要，请把它们分别存为单独的文件。"),
    "source-count": ("源头自报的总数与文件里的不同", "请核对是否没有导出完整。"),
    "source-empty": ("文件是空的", "请重新下载或导出。"),
    "source-is-page": ("这是一张网页，不是数据", "多半是登录页或出错页，请换成数据的下载地址。"),
    "source-kind": ("认不出的文件种类", "请用 JSON、CSV、XLSX、Turtle、JSON-LD 或 RDF/XML。"),
    "source-missing": ("没有这个文件或打不开", "请检查文件名和权限。"),
    "source-packed": ("压缩文件坏了或没有下载完", "请重新下载。"),
    "source-too-large": ("文件超过大小上限", "请拆分后分别采集。"),
    "xml-doctype": ("XML 里有 DOCTYPE 或实体声明，不予读取", "请删去声明后重新导出。"),
    "yaml-value": ("映射文件里的值写法不对", "请按提示改写。"),
}
PROBLEM_CODES: dict[str, tuple[str, str]] = {**NOTES, **REFUSALS, **PROBLEMS}
