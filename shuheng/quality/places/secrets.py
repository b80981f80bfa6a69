"""Passwords at rest: sealed with a key that is derived from the installation's secret key, opened only to connect."""

import base64

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

from shuheng.problems import Problem, ProblemsError

PURPOSE = b"shuheng places 1"  # another purpose or another secret key yields another key


def seal(text: str) -> str:
    """The text as it may be stored; another each time. Nothing for nothing."""
    return _box().encrypt(text.encode()).decode("ascii") if text else ""


def unseal(sealed: str) -> str:
    """The text again. Raises `ProblemsError` secret-lost where it was sealed under another secret key, or changed."""
    if not sealed:
        return ""
    try:
        return _box().decrypt(sealed.encode("ascii")).decode()
    except (InvalidToken, UnicodeError):
        message = "保存的口令打不开：系统密钥换过，或保存的内容被改动。"
        hint = "请重新填写口令；迁移系统时请连同数据目录中的 secret-key 一起迁移。"
        raise ProblemsError([Problem("secret-lost", message, field="口令", hint=hint)]) from None


def _box() -> Fernet:
    key = HKDF(algorithm=SHA256(), length=32, salt=None, info=PURPOSE).derive(settings.SECRET_KEY.encode())
    return Fernet(base64.urlsafe_b64encode(key))
