"""Where things stand in the Excel form that we hand out, so that the reader finds what the writer wrote."""

from __future__ import annotations

GUIDE_SHEET = "说明"
FORM_SHEET = "填报"
OPTIONS_SHEET = "选项"

MARK = "数衡指标填报表"
RUBRIC_LABEL = "细则编号"
HASH_LABEL = "细则指纹"
PERIOD_LABEL = "周期"

CODE_COLUMN = 0
TITLE_COLUMN = 1
CLAUSE_COLUMN = 2
UNIT_COLUMN = 3
ALLOWED_COLUMN = 4
ORIGIN_COLUMN = 5
FIRST_AGENCY_COLUMN = 6

TITLE_ROW = 0
HINT_ROW = 1
AGENCY_CODE_ROW = 2
AGENCY_NAME_ROW = 3
AGENCY_PEER_ROW = 4
HEAD_ROW = 5
FIRST_FACT_ROW = 6

HEADS = ("指标代码", "指标", "评分要点", "计量单位", "可填内容", "来源")
AGENCY_LABELS = {AGENCY_CODE_ROW: "单位代码", AGENCY_NAME_ROW: "单位名称", AGENCY_PEER_ROW: "分组"}
