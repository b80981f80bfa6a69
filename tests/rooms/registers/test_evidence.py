"""Evidence: files kept once by content, links, never removed."""

from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied

from shuheng.problems import ProblemsError
from shuheng.registers.actions.evidence import MOST_PIECES, attach_file, attach_link, withdraw_evidence
from shuheng.registers.store import evidence_path
from tests.cast import Cast
from tests.rooms.registers.conftest import Make

pytestmark = pytest.mark.django_db


def test_a_file_is_kept_once_under_its_hash(make: Make, cast: Cast, data: Path) -> None:
    row, by = make(), cast.visitor("填报人")
    first = attach_file(number=row.pk, title="", name="批复.pdf", content=b"%PDF-1.4 one", by=by)
    second = attach_file(
        number=row.pk, title="又一份", name="C:\\x\\批复.PDF", content=b"%PDF-1.4 one", by=by
    )
    assert (first.title, second.title, second.file_name) == ("批复.pdf", "又一份", "批复.PDF")
    assert first.sha256 == second.sha256
    assert evidence_path(first.sha256).read_bytes() == b"%PDF-1.4 one"
    assert len([one for one in (data / "register-evidence").rglob("*") if one.is_file()]) == 1


@pytest.mark.parametrize("name", ["运行.exe", "页面.html", "图.svg", "无后缀", "../../etc/passwd"])
def test_other_kinds_are_refused(make: Make, cast: Cast, data: Path, name: str) -> None:
    row = make()
    with pytest.raises(ProblemsError, match="evidence-kind"):
        attach_file(number=row.pk, title="", name=name, content=b"x", by=cast.visitor("填报人"))
    assert not (data / "register-evidence").exists()


@pytest.mark.parametrize(
    "link", ["javascript:alert(1)", "ftp://x/y", "www.example.cn", "https://", "http://a b"]
)
def test_only_addresses_of_the_web_are_links(make: Make, cast: Cast, link: str) -> None:
    row = make()
    with pytest.raises(ProblemsError, match="evidence-link"):
        attach_link(number=row.pk, title="", link=link, by=cast.visitor("填报人"))


def test_a_piece_is_withdrawn_and_stays(make: Make, cast: Cast) -> None:
    row, by = make(), cast.visitor("填报人")
    piece = attach_link(number=row.pk, title="通知", link="https://www.example.cn/a.html", by=by)
    assert withdraw_evidence(number=piece.pk, by=by).withdrawn is not None
    with pytest.raises(ProblemsError, match="evidence-withdrawn"):
        withdraw_evidence(number=piece.pk, by=by)
    assert row.evidence.count() == 1


def test_strangers_and_readers_add_nothing_and_there_is_a_bound(make: Make, cast: Cast) -> None:
    row = make()
    for name in ("外单位", "评审专家"):
        with pytest.raises(PermissionDenied):
            attach_link(number=row.pk, title="", link="https://a.cn/", by=cast.visitor(name))
    by = cast.visitor("大数据局管理员")
    for number in range(MOST_PIECES):
        attach_link(number=row.pk, title="", link=f"https://a.cn/{number}", by=by)
    with pytest.raises(ProblemsError, match="evidence-too-many"):
        attach_link(number=row.pk, title="", link="https://a.cn/last", by=by)
