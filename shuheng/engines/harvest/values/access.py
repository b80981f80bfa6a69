"""共享类型、开放类型: with no condition, with a condition, or not at all.

'可开放' says that an entry may be opened, not how; 'yes' and numbered codes need a mapping: all stay unknown.
"""

from __future__ import annotations

import re

from shuheng.engines.harvest.values.text import Reading, folded
from shuheng.terms import AccessType

SPELLINGS: dict[AccessType, str] = {
    AccessType.UNCONDITIONAL: (
        "无条件 无条件开放 无条件共享 无条件提供 完全开放 全部开放 普遍开放 主动开放 直接开放 公开 完全公开 公开开放 开放公开 "
        "public open unconditional 无条件开放类 无条件共享类 普遍共享"
    ),
    AccessType.CONDITIONAL: (
        "有条件 有条件开放 有条件共享 有条件提供 依申请 依申请开放 依申请共享 申请开放 申请后开放 按申请开放 授权开放 "
        "受限 受限开放 受限共享 半开放 有条件开放类 有条件共享类 restricted restrictedpublic conditional"
    ),
    AccessType.NONE: (
        "不予 不予开放 不予共享 不开放 不共享 非开放 不公开 禁止开放 禁开放 不予开放类 不予共享类 暂不开放 不可开放 non-public nonpublic "
        "non_public private closed"
    ),
}
ACCESS: dict[str, str] = {word: kind.value for kind, words in SPELLINGS.items() for word in words.split()}
_VOCABULARY = re.compile(r"https?://publications\.europa\.eu/resource/authority/access-right/(\w+)")


def read_access(written: str) -> Reading:
    """The code of the access type, or unknown with `access-unknown`."""
    known = _VOCABULARY.fullmatch(written.strip())
    code = ACCESS.get(folded(known[1] if known else written))
    return (code, "") if code else (None, "access-unknown")
