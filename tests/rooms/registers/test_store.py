"""Files under the data folder: whole or not at all, uploads for their owner and for a day."""

import os
import time
from pathlib import Path

import pytest

from shuheng.registers.store import (
    KEPT_SECONDS,
    drop_preview,
    evidence_path,
    keep_evidence,
    keep_preview,
    previews,
    take_preview,
)


def test_an_upload_belongs_to_its_owner() -> None:
    key = keep_preview(b"content", "7:甲")
    assert take_preview(key, "7:甲") == b"content"
    assert take_preview(key, "8:乙") is None
    drop_preview(key)
    assert take_preview(key, "7:甲") is None


@pytest.mark.parametrize("key", ["", "../secret-key", "A" * 64, "0" * 63, "0" * 64])
def test_keys_that_are_none(data: Path, key: str) -> None:
    (data / "secret-key").write_text("x", encoding="utf-8")
    assert take_preview(key, "7:甲") is None
    drop_preview(key)
    assert (data / "secret-key").exists()


def test_what_is_older_than_a_day_goes() -> None:
    old = keep_preview(b"old", "7:甲")
    past = time.time() - KEPT_SECONDS - 60
    os.utime(previews() / old, (past, past))
    new = keep_preview(b"new", "7:甲")
    assert [one.name for one in previews().iterdir()] == [new]


def test_a_changed_upload_is_not_taken_back() -> None:
    key = keep_preview(b"content", "7:甲")
    (previews() / key).write_bytes(b"another")
    assert take_preview(key, "7:甲") is None


def test_evidence_lies_under_its_hash_without_drafts(data: Path) -> None:
    sha256 = keep_evidence(b"paper")
    assert keep_evidence(b"paper") == sha256
    assert evidence_path(sha256).read_bytes() == b"paper"
    assert [one.suffix for one in (data / "register-evidence").rglob("*") if one.is_file()] == [""]
