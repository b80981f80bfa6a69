"""The secret key: made once per installation, kept beside the data, never in the repository."""

import os
import secrets
from pathlib import Path

from shuheng.config.environment import SettingError

OWNER_ONLY = 0o600


def secret_key(path: Path) -> str:
    """Read the key, making it at the first start. Two processes that start at once agree on one key."""
    if not path.exists():
        create(path)
    readable_by_others = path.stat().st_mode & 0o077
    if readable_by_others:
        raise SettingError(f"密钥文件 {path} 能被其他用户读取。请执行：chmod 600 {path}")
    key = path.read_text(encoding="ascii").strip()
    if len(key) < 50:
        raise SettingError(f"密钥文件 {path} 内容不完整。删除它后重新启动即可生成新的密钥。")
    return key


def create(path: Path) -> None:
    """Write aside, then link: the file appears whole or not at all, and the first one made stays."""
    draft = path.with_name(f"{path.name}.{os.getpid()}.{secrets.token_hex(4)}")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OWNER_ONLY)
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(secrets.token_urlsafe(64) + "\n")
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
