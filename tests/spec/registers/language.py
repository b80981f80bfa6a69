"""The chapter of the page that says how a declaration is written, with the problems one may meet."""

from shuheng.registers.declare import TAKE_WORDS

_LANGUAGE = """## 怎样写一份声明

新的台账不用写程序：把一份 YAML 放进数据文件夹的 `registers/`，文件名就是台账的代码。有错的声明单独拒收，别的照常用。
[registers.schema.json](registers.schema.json) 可供编辑器补全。开关写 `true` 或 `false`。

```yaml
code: halls
title: 办事大厅台账
theme: 自建台账
purpose: 每个办事大厅一行，记窗口数和进驻。
unit: 个
filled_by: [city, county]
scope: subtree
frequency: quarterly
due: {workdays: 10}
key: [hall]
fields:
  hall: {title: 大厅名称, type: text, required: true}
  windows: {title: 窗口数, type: count, unit: 个, required: true}
  open_windows: {title: 常开窗口数, type: count, unit: 个, required: true}
  moved_in: {title: 已进驻, type: yes_no, required: true}
checks:
  - {part: open_windows, whole: windows, says: 常开窗口数大于窗口数。请核对。}
metrics:
  办事大厅数: {code: halls.total, take: rows}
  已进驻办事大厅数: {code: halls.moved_in, take: rows, of: halls.total, where: {moved_in: 是}}
```

| 键 | 意思 |
|---|---|
| `filled_by` | 哪些层级的单位填：province、city、county、department |
| `scope` | own 只计本单位的行；subtree 本单位和下属单位的行合计 |
| `frequency` | yearly、half_yearly、quarterly、monthly |
| `due` | `{workdays: 10}` 期末后几个工作日；`{date: 01-20, years_after: 1}` 固定日期 |
| `key` | 哪些列合起来不能重复 |
| `fields` 的 `type` | text、count、amount、date、month、year、yes_no、code、agency、reference、url |
| `required_when` | 条件成立时必填 |
| `derived` | 是否类的列由条件算出，不用填 |
| `checks` | 行内核对：`part`、`whole` 部分不大于整体；`earlier`、`later` 先后 |
| `life` | 状态和流转；不写就用通常的流转 |
| `metrics` 的 `take` | 怎么取值，见下表 |
| `of` | 在另一个指标的行里再筛，所以部分不会超过整体 |
| `period` | 哪一列的日期、月份落在本期内，或年份与本期相交，才算 |
| `where` | 条件；写成列表时有一条成立就算 |
| `empty` | 没有行时的值；不写是未知（行数与合计是零） |
| `demo`、`demo_rows` | 演示数据怎么造 |

| `take` | 意思 |
|---|---|
{takes}

条件里一列可以写：一个词或几个词（等于其中之一），或一张表：`none_of` 不是这些词，`filled` 填没填，`at_least`、`at_most`
数的上下限（含），`in_period`、`by_period_end` 日期在本期内、不晚于期末，`after`、`not_after` 与另一列日期比先后。没有填的
值，条件说不出是与否，指标便未知；没有填的日期是还没有发生。`state` 指行的状态，只能在指标里用。

### 声明的问题代码

| 代码 | 意思 | 怎么办 |
|---|---|---|
| `key-unknown`、`key-missing`、`value-…` | 键或值的写法不对 | 按提示改，见[问题代码](problems.md) |
| `register-file` | 代码与文件名不同 | 改其中一个 |
| `register-files` | 声明太多 | 移走不用的 |
| `register-duplicate` | 台账代码已有 | 换一个代码 |
| `register-metric-duplicate` | 一个指标出自两处 | 删去一处 |
| `register-reference` | 引用的台账不存在或有误 | 改正引用，或先改好那份声明 |
| `register-key` | 主键的列不能用 | 换用填写的列 |
| `register-field` | 列的几个键不能并用 | 按提示改 |
| `register-field-unknown` | 没有这一列 | 改正列名 |
| `register-derived` | 算出的列用了写在后面的列，或层数太多 | 把用到的列写在前面，或直接用填写的列 |
| `register-circle` | of 绕回自己 | 改用别的指标 |
| `register-check` | 核对的写法不对 | 写 part 和 whole，或 earlier 和 later |
| `register-state` | 状态或流转不对 | 按提示改 |
| `register-where` | 条件与列的类型不合 | 按提示改 |
| `register-metric` | 指标的键与 take 不合 | 按提示改 |
| `register-due` | 期限没写或写了两种 | 只写一种 |
| `register-demo` | demo_rows 的写法不对 | 写最少和最多两个数 |

### 填写的问题代码

| 代码 | 意思 | 怎么办 |
|---|---|---|
| `row-field` | 台账没有这一列 | 用最新的表格 |
| `row-required` | 必填的没有填 | 补上 |
| `row-part` | 部分大于整体 | 核对两个数 |
| `row-order` | 后一个日期早于前一个 | 核对两个日期 |
| `cell-too-long`、`cell-control`、`cell-pattern` | 文字太长、有控制字符、写法不对 | 按提示改 |
| `cell-number`、`cell-digits`、`cell-too-small`、`cell-too-large` | 不是数、小数太多、超出上下限 | 按提示改 |
| `cell-date`、`cell-month`、`cell-year` | 不是日期、月份、年份 | 写 2021-06-30、2021-06、2021 |
| `cell-yes-no`、`cell-option`、`cell-url` | 不在可选的词里；不是网址 | 从可用的词里选；写全网址 |
"""

LANGUAGE = _LANGUAGE.replace(
    "{takes}", "\n".join(f"| {take} | {title} |" for take, title in TAKE_WORDS.items())
)
