"""The permissions there are, and the one function that grants them."""

from shuheng.accounts.visitors import Visitor

PERMISSIONS = {
    "assessment.read": "查看评估结果、得分单和理由",
    "assessment.compute": "上传指标数据、计算和复算评估结果",
    "rubric.document": "上传评价细则对应的原文",
}


def allows(user: Visitor, permission: str, thing: object = None) -> bool:  # noqa: ARG001  # roles look at it
    """Whether this person may do this to this thing. Until people can log in, only the operator may."""
    if permission not in PERMISSIONS:
        raise KeyError(f"unknown permission {permission!r}; known: {', '.join(PERMISSIONS)}")
    return user.is_operator
