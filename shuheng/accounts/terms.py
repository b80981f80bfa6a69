"""Closed lists of this room: kinds of agencies, roles of people."""

from shuheng.terms import Term


class AgencyKind(Term):
    """层级 of an agency in the tree."""

    PROVINCE = "province", "省（自治区）"
    CITY = "city", "市"
    COUNTY = "county", "区县（功能区）"
    DEPARTMENT = "department", "部门（单位）"


class RoleCode(Term):
    """角色; what each may do stands in `roles.py`."""

    FILER = "filer", "填报人"
    AGENCY_ADMIN = "agency_admin", "单位管理员"
    BUREAU_ADMIN = "bureau_admin", "大数据局管理员"
    REVIEWER = "reviewer", "评审专家"
    AUDITOR = "auditor", "审计员"
    SYSTEM_ADMIN = "system_admin", "系统管理员"
