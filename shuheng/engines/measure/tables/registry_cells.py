"""Measures of what cells say: how they are written, whether they can be true, whom they tell of, what was declared."""

from __future__ import annotations

from shuheng.engines.measure.tables.ahead import HAN_WORDS, LATIN_WORDS
from shuheng.engines.measure.tables.model import About, Dimension, TableMeasure, Tells

FILLED = "有内容的单元格"
PERSONAL = "个人信息保护法；GB/T 35273；广西2021 B1（脱敏）"
DECLARED = "政务信息资源目录编制指南（信息项）；广西2021 A 部分（字段类型、长度、主键、非空、代码）"
CELLS = (
    TableMeasure(
        code="padded_cells",
        title="首尾有空白",
        source="GB/T 36344 规范性（数据标准）",
        says="有内容、但首尾有空格、全角空格、制表符、零宽字符等空白的单元格",
        unit="格",
        dimension=Dimension.CONFORMITY,
        about=About.BOTH,
        whole=FILLED,
    ),
    TableMeasure(
        code="old_identity",
        title="15 位旧身份证号码",
        source="GB 11643（1999 年前为 15 位）",
        says="身份证列中，写着 15 位旧号码、省级代码和出生日期都存在的；也计入“居民身份证号码不合规”",
        unit="格",
        dimension=Dimension.CONFORMITY,
        whole=FILLED,
    ),
    TableMeasure(
        code="outside_codes",
        title="不在代码表内",
        source="GB/T 36344 规范性（值域）",
        says="给出代码表的列中，有内容而不在代码表内的",
        unit="格",
        dimension=Dimension.CONFORMITY,
        whole=FILLED,
    ),
    TableMeasure(
        code="mixed_date_forms",
        title="日期写法不一",
        source="GB/T 36344 一致性（相同数据一致性）；GB/T 7408",
        says="合规的日期中，写法与本列最多的一种不同的",
        unit="格",
        dimension=Dimension.CONSISTENCY,
        whole="合规的日期",
    ),
    TableMeasure(
        code="future_dates",
        title="晚于计量日期的日期",
        source="GB/T 36344 准确性（数据内容正确）",
        says=f"合规的日期中，晚于计量日期的；列名说日子本来在后的（{'、'.join((*HAN_WORDS, *LATIN_WORDS))}）不看",
        unit="格",
        dimension=Dimension.ACCURACY,
        whole=FILLED,
    ),
    TableMeasure(
        code="outliers",
        title="离群值",
        source="GB/T 36344 准确性（脏数据出现率）；GB/T 4883（离群值的判断）",
        says=(
            "数值列（至少 outlier_rows 个数）中，低于下四分位数或高于上四分位数 1.5 倍四分位距以上的，"
            "上下四分位数相同的列不看；只是线索，须人工核对"
        ),
        unit="格",
        dimension=Dimension.ACCURACY,
        whole=FILLED,
    ),
    TableMeasure(
        code="data_age_days",
        title="数据新鲜度",
        source="GB/T 36344 时效性（时间点及时性）；广西2021 C2-4",
        says="计量日期与日期列中最近一天（不晚于计量日期）相差的天数；整表取最近的一列，没有可信日期时未知",
        unit="天",
        dimension=Dimension.TIMELINESS,
        about=About.BOTH,
        tells=Tells.AMOUNT,
    ),
    *(
        TableMeasure(
            code=f"sensitive_{code}",
            title=f"含{title}",
            source=PERSONAL,
            says=f"单元格任何位置出现{title}的形状，前后不连着数字和字母{besides}；只是线索，样例一律遮盖",
            unit="格",
            dimension=Dimension.CONFORMITY,
            about=About.BOTH,
            whole=FILLED,
        )
        for code, title, besides in (
            ("identity", "身份证号码", ""),
            ("mobile", "手机号码", ""),
            ("bank_card", "银行卡号", "；身份证列和像身份证号码的 18 位数字不在内"),
        )
    ),
    TableMeasure(
        code="sensitive_person",
        title="人名与个人信息同表",
        source=PERSONAL,
        says="与地址、身份证号码、手机号码或银行卡号同在一表的人名列",
        unit="列",
        dimension=Dimension.CONFORMITY,
        about=About.TABLE,
        whole="列",
    ),
    TableMeasure(
        code="missing_items",
        title="有信息项无列",
        source=DECLARED,
        says="目录登记而表里没有的信息项，按信息项名称或字段名对应，大小写、全半角、空格不论",
        unit="项",
        dimension=Dimension.CONSISTENCY,
        about=About.TABLE,
        whole="登记的信息项",
    ),
    TableMeasure(
        code="extra_columns",
        title="有列无信息项",
        source=DECLARED,
        says="表里有而目录没有登记的列",
        unit="列",
        dimension=Dimension.CONSISTENCY,
        about=About.TABLE,
        whole="列",
    ),
    TableMeasure(
        code="renamed_items",
        title="可能改了名的信息项",
        source=DECLARED,
        says="找不到列的信息项中，与某个未登记的列名称相似 60% 及以上的；只是线索",
        unit="项",
        dimension=Dimension.CONSISTENCY,
        about=About.TABLE,
        whole="登记的信息项",
    ),
    *(
        TableMeasure(
            code=f"declared_{code}",
            title=title,
            source=DECLARED,
            says=says,
            unit="格",
            dimension=dimension,
            whole=FILLED if code != "not_null" else "单元格",
        )
        for code, title, says, dimension in (
            ("length", "超出登记长度", "字数超过信息项登记长度的单元格", Dimension.CONSISTENCY),
            ("not_null", "违反登记的非空", "信息项登记为非空而单元格是空的", Dimension.COMPLETENESS),
            ("codes", "违反登记的代码", "不在信息项登记的代码之内的单元格", Dimension.CONSISTENCY),
            (
                "type",
                "违反登记的类型",
                "信息项登记为整数、数值或日期而写法不是的单元格",
                Dimension.CONSISTENCY,
            ),
        )
    ),
)
