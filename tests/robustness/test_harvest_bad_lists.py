"""Lists as they should not be: the run goes on with the rest, or is refused as a whole with one clear word."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from shuheng.accounts.visitors import OPERATOR
from shuheng.catalogue.harvest import actions
from shuheng.catalogue.models import CatalogueEntry, HarvestSource
from shuheng.problems import ProblemsError
from tests.cast import Cast, cast
from tests.rooms.harvest.lists import MAPPING, counts, harvested, row, rows

__all__ = ["cast"]
pytestmark = pytest.mark.django_db
Spoil = Callable[[bytes], bytes]


@pytest.fixture
def source(cast: Cast) -> HarvestSource:
    made = actions.register_source(code="city-a", title="甲市门户", agency=cast.agency("city-a"), by=OPERATOR)
    return actions.confirm_mapping(source=made, text=MAPPING, by=OPERATOR)


WHOLE = json.dumps(rows(20), ensure_ascii=False).encode()
BROKEN: list[tuple[str, bytes]] = [
    ("cut in a record", WHOLE[:-30].decode(errors="ignore").encode()),
    ("cut before the end", WHOLE[:-1]),
    ("two lists", WHOLE + WHOLE),
    ("a page", b"<!doctype html><html><body>please sign in</body></html>"),
    ("nothing", b"  \n "),
    ("a number", b"7"),
    ("noise", bytes(range(256)) * 4),
    ("another encoding in the middle", WHOLE[:500] + b"\xff\xfe\xff" + WHOLE[500:]),
    ("nested without end", b"[" * 100_000),
    ("half a gzip", b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03abc"),
]


@pytest.mark.parametrize(("what", "data"), BROKEN, ids=[what for what, _ in BROKEN])
def test_a_broken_list_changes_nothing(what: str, data: bytes, source: HarvestSource) -> None:
    harvested(source, rows(20))
    before = list(CatalogueEntry.objects.values())
    with pytest.raises(ProblemsError) as error:
        harvested(source, data)
    assert error.value.problems[0].code, what
    assert error.value.problems[0].message, what
    assert list(CatalogueEntry.objects.values()) == before
    last = source.runs.first()
    assert last is not None
    assert (last.state, last.problem != "", last.vanished) == ("refused", True, 0)


def test_single_records_are_refused_and_the_rest_goes_on(source: HarvestSource) -> None:
    listed: list[Any] = [row(1), 7, None, [], row(2, 名称=None), row(3, 编号="", 名称="无编号"), row(4, 更新="2023-02-30"),
                         row(5, 数据量="很多"), row(6, 频率="其他"), row(7, 更新="23-1-2"), row(8, 数据量="更新时间")]  # fmt: skip
    run = harvested(source, listed)
    assert counts(run) == (11, 6, 0, 0, 5)
    assert CatalogueEntry.objects.filter(rows=None).count() == 2
    assert set(run.summary["refused"]) >= {"record-not-object", "title-missing"}
    assert harvested(source, listed).unchanged == 6


def test_a_line_of_many_megabytes_is_refused_without_the_rest(source: HarvestSource) -> None:
    listed = b"\n".join(
        [json.dumps(row(1)).encode(), b'{"a": "' + b"x" * 5_000_000 + b'"}', json.dumps(row(2)).encode()]
    )
    run = harvested(source, listed + b"\n")
    assert counts(run) == (3, 2, 0, 0, 1)
    assert run.summary["refused"] == {"record-too-long": 1}


def test_a_mapping_for_another_list_is_told_with_a_near_name(source: HarvestSource) -> None:
    text = MAPPING.replace("missing_fields: allow", "missing_fields: refuse")
    actions.confirm_mapping(source=source, text=text, by=OPERATOR)
    with pytest.raises(ProblemsError) as error:
        harvested(source, [{"编号": "1", "名称": "x", "部门": "y"}])
    codes = {problem.code for problem in error.value.problems}
    assert codes == {"mapping-field-absent"}
    assert len(error.value.problems) > 5


TEXTS = st.text(max_size=30) | st.none() | st.integers(-5, 10**25) | st.lists(st.text(max_size=5), max_size=3)
RECORDS = st.lists(
    st.dictionaries(
        st.sampled_from(["编号", "名称", "部门", "开放", "频率", "更新", "数据量", "格式", "说明", "字段"]),
        TEXTS,
    ),
    max_size=12,
)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(listed=RECORDS)
def test_whatever_stands_in_a_list_every_record_is_accounted_for(
    listed: list[dict[str, Any]], source: HarvestSource
) -> None:
    if not listed:
        return
    source.pk, source.code = None, f"example-{HarvestSource.objects.count()}"
    source.save(force_insert=True)
    first = harvested(source, listed, allow_vanish=True)
    assert first.records == len(listed) == first.added + first.changed + first.unchanged + first.refused
    held = CatalogueEntry.objects.filter(source=source, status="active").count()
    assert held == first.records - first.refused
    second = harvested(source, listed, allow_vanish=True)
    assert (second.added, second.changed, second.vanished, second.unchanged) == (0, 0, 0, held)
