"""The permissions there are, and the one function that grants them."""

from shuheng.accounts.models import Agency
from shuheng.accounts.reach import covers
from shuheng.accounts.roles import ROLE_PERMISSIONS
from shuheng.accounts.visitors import Visitor

PERMISSIONS = {
    "accounts.read": "查看单位与人员",
    "accounts.manage": "管理单位、人员和角色",
    "catalogue.read": "查看未发布的目录和目录的历史",
    "catalogue.edit": "编制、修改本单位目录",
    "catalogue.review": "审核、确认、发布目录",
    "catalogue.import": "导入、采集目录",
    "standards.manage": "管理数据元、代码集和数据库",
    "quality.read": "查看计量结果",
    "quality.measure": "开展计量",
    "quality.work": "处理本单位的质量问题",
    "quality.manage": "管理数据来源、质量检查计划、清洗和接口探测",
    "registers.read": "查看台账",
    "registers.fill": "填报本单位台账",
    "registers.review": "审核台账",
    "facts.read": "查看指标值台账",
    "facts.write": "填报、更正指标值",
    "period.close": "封账",
    "assessment.read": "查看评估结果、得分单和理由",
    "assessment.compute": "上传指标数据、计算和复算评估结果",
    "rubric.document": "上传评价细则对应的原文",
    "jobs.read": "查看后台任务",
    "jobs.cancel": "取消后台任务",
    "calendar.manage": "修改工作日历",
    "audit.read": "查看操作记录",
}


def allows(user: Visitor, permission: str, thing: object = None) -> bool:
    """Whether this visitor may do this to this thing.

    `thing` is an agency, something with an `.agency`, or None for "anywhere at all". What belongs to no agency
    is left to those who may do it in a whole tree. `KeyError` for a permission that does not exist.
    """
    if permission not in PERMISSIONS:
        raise KeyError(f"unknown permission {permission!r}; known: {', '.join(PERMISSIONS)}")
    if user.is_operator or user.is_system_admin:
        return True
    held = [one for one in user.held if permission in ROLE_PERMISSIONS[one.role]]
    if thing is None or not held:
        return bool(held)
    agency = thing if isinstance(thing, Agency) else agency_of(thing)
    if agency is None:
        return any(one.subtree and one.path == f"/{one.agency_id}/" for one in held)
    return covers(held, agency)


def agency_of(thing: object) -> Agency | None:
    """The agency that a thing belongs to; `TypeError` for a thing that cannot say."""
    agency = getattr(thing, "agency", thing)
    if agency is not None and not isinstance(agency, Agency):
        raise TypeError(f"{type(thing).__name__} says of no agency that it belongs to it")
    return agency
