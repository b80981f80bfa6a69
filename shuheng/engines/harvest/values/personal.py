"""Contact data of persons: never kept, neither by the name of a field nor by the look of a value."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

MASK = "***"
FIELD = re.compile(
    r"电话|手机|邮箱|邮件|传真|联系人|联系方式|微信|负责人|经办人|填报人|审核人|编制人|发布人|创建人|修改人|^qq"
    r"|e-?mail|phone|mobile|contact|linkman|link_man|linktel|wechat|maintainer|contato|^author(?!i)|^creator$|(?:^|_)fax"
    r"|^tel$|_tel$|tel_?no|^(?:lxr|lxdh|lxfs|dzyx|sjh|sjhm|bmdh|bmyx|fzr|jbr)$",
    re.IGNORECASE,
)
_CAMEL_TEL = re.compile(r"[a-z]Tel$")
NUMBER = re.compile(
    r"(?<![0-9A-Za-z.])(?:1[3-9]\d(?:\d{8}|\*{4,8}\d{0,4})|0\d{2,3}-\d{7,8}(?:-\d{1,5})?)(?![0-9A-Za-z*])"
)
MAIL = re.compile(r"(?<![\w.+*-])[\w.+*-]{1,64}@[\w-]{1,64}(?:\.[\w-]{2,24}){1,4}", re.ASCII)
HINT = re.compile(r"1[3-9]\d(?:\d{8}|\*{4})|0\d{2,3}-\d{7}")


@lru_cache(maxsize=10_000)
def is_personal_field(name: str) -> bool:
    """Whether a field's name says that it holds a way to reach a person, or the person's name."""
    return bool(FIELD.search(name) or _CAMEL_TEL.search(name))


def may_hold_contacts(text: str) -> bool:
    """A quick look: False means that no telephone number and no mail address stands in the text."""
    return "@" in text or HINT.search(text) is not None


def without_contacts(text: str) -> str:
    """The text with telephone numbers and mail addresses masked; addresses of pages stay as they are."""
    if text.startswith(("http://", "https://")):
        return text
    if "@" in text:
        text = MAIL.sub(MASK, text)
    return NUMBER.sub(MASK, text) if HINT.search(text) else text


def without_persons(value: Any, left_out: list[str]) -> Any:
    """A JSON value without personal fields, at any depth; their names are added to ``left_out``."""
    if isinstance(value, dict):
        kept: dict[str, Any] = {}
        if (
            is_personal_field(str(value.get("key", ""))) and "value" in value
        ):  # CKAN's extras: key and value apart
            left_out.append(str(value["key"]))
            return {"key": value["key"]}
        for name, inner in value.items():
            if is_personal_field(name):
                left_out.append(name)
            else:
                kept[name] = without_persons(inner, left_out)
        return kept
    if isinstance(value, list):
        return [without_persons(inner, left_out) for inner in value]
    return without_contacts(value) if isinstance(value, str) else value
