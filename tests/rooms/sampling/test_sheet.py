"""The sheet: any findings go out and come back the same; what is no sheet of ours is refused in words."""

import io
import random
import zipfile

import openpyxl
import pytest

from shuheng.catalogue.models import CatalogueEntry
from shuheng.problems import ProblemsError
from shuheng.quality.models import DataTable, SampleDraw, SampledThing
from shuheng.quality.sampling.actions import Said, make_draw, record_findings
from shuheng.quality.sampling.contents import LONGEST, MOST_COLUMNS, contents
from shuheng.quality.sampling.queries.findings import METRICS
from shuheng.quality.sampling.sheet import HEADS, SHEET, mark, read_sheet, sheet_bytes
from shuheng.quality.sampling.terms import Amount, FindingKind, SampledKind
from shuheng.quality.tables.stored import path_of
from tests.cast import Cast
from tests.rooms.sampling.conftest import order_of
from tests.rooms.tables.conftest import Maker

NOTES = ("", "停在去年", "=1+1", "+86", "甲\n乙", " 有空格 ", "长" * 1000)


def sheet_of(made: SampleDraw) -> bytes:
    drawn = list(made.things.prefetch_related("findings").select_related("agency"))
    return sheet_bytes(made, drawn, contents(made, drawn))


def refused(content: bytes, made: SampleDraw) -> str:
    with pytest.raises(ProblemsError) as error:
        read_sheet(content, "核查表.xlsx", made)
    assert all(str(problem) for problem in error.value.problems)
    return error.value.problems[0].code


@pytest.mark.parametrize("seed", range(3))
def test_any_findings_come_back_the_same(seed: int, cast: Cast, people: DataTable) -> None:
    made = make_draw(order=order_of(cast, SampledKind.ROWS, number=25, table=people), actor="甲")
    chance = random.Random(seed)
    said: dict[int, Said | None] = {}
    for position in range(1, 26):
        kinds = frozenset(kind for kind in FindingKind if chance.random() < 0.4)
        said[position] = None if chance.random() < 0.3 else Said(kinds, chance.choice(NOTES).strip())
    record_findings(made=made, said=said, actor="甲")
    assert read_sheet(sheet_of(made), "核查表.xlsx", made) == said


def test_titles_that_look_like_formulas_stay_text(cast: Cast) -> None:
    agency = cast.agency("city-b-health")
    CatalogueEntry.objects.create(agency=agency, title="=HYPERLINK(1)")
    made = make_draw(order=order_of(cast, agency="city-b"), actor="甲")
    book = openpyxl.load_workbook(io.BytesIO(sheet_of(made)))
    cell = book[SHEET].cell(4, 4)
    assert (cell.value, cell.data_type, cell.quotePrefix) == ("=HYPERLINK(1)", "s", True)


def test_the_same_draw_gives_the_same_bytes(cast: Cast, people: DataTable) -> None:
    made = make_draw(order=order_of(cast, SampledKind.ROWS, number=3, table=people), actor="甲")
    assert sheet_of(made) == sheet_of(made)


def test_what_is_no_sheet_of_ours(cast: Cast, people: DataTable) -> None:
    made = make_draw(order=order_of(cast, SampledKind.TABLES, number=1), actor="甲")
    book = openpyxl.Workbook()
    other = io.BytesIO()
    book.save(other)
    assert refused(other.getvalue(), made) == "sheet-other"
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/worksheets/sheet1.xml", b" " * 300_000_000)
    assert refused(bomb.getvalue(), made).startswith(("excel-", "xlsx-", "file-"))
    ours = openpyxl.load_workbook(io.BytesIO(sheet_of(made)))
    ours[SHEET].cell(3, 6, "别的表头")
    changed = io.BytesIO()
    ours.save(changed)
    assert refused(changed.getvalue(), made) == "sheet-other"
    assert mark(made).startswith(f"抽查 {made.pk} 号")
    assert len(HEADS) == len(set(HEADS))


def test_a_line_twice_is_refused(cast: Cast, people: DataTable) -> None:
    made = make_draw(order=order_of(cast, SampledKind.ROWS, number=2, table=people), actor="甲")
    book = openpyxl.load_workbook(io.BytesIO(sheet_of(made)))
    for column in range(1, len(HEADS) + 1):
        book[SHEET].cell(6, column, book[SHEET].cell(4, column).value)
    doubled = io.BytesIO()
    book.save(doubled)
    assert refused(doubled.getvalue(), made) == "sheet-row"


def test_what_stands_in_a_row_is_bounded(cast: Cast, make: Maker) -> None:
    wide = MOST_COLUMNS + 20
    table = make(
        "宽表",
        ",".join(f"列{n}" for n in range(wide)) + "\n" + ",".join("很长的内容" * 9 for _ in range(wide)),
    )
    made = make_draw(order=order_of(cast, SampledKind.ROWS, Amount.SIZE, 1, table=table), actor="甲")
    shown = contents(made, made.things.all())[1]
    assert len(shown) == LONGEST
    assert f"列{MOST_COLUMNS}=" not in shown


def test_rows_whose_data_are_gone_are_named(cast: Cast, people: DataTable) -> None:
    made = make_draw(order=order_of(cast, SampledKind.ROWS, number=2, table=people), actor="甲")
    assert made.version is not None
    path_of(made.version.parquet_sha256).unlink()
    with pytest.raises(ProblemsError) as error:
        contents(made, made.things.all())
    assert error.value.problems[0].code == "table-file-gone"
    response = cast.client("大数据局管理员").get(f"/quality/sampling/{made.pk}/")
    assert response.status_code == 200
    assert "table-file-gone" in response.content.decode()
    assert cast.client("大数据局管理员").get(f"/quality/sampling/{made.pk}/sheet.xlsx").status_code == 422


def test_rows_stay_of_the_version_they_were_drawn_from(cast: Cast, people: DataTable, make: Maker) -> None:
    made = make_draw(order=order_of(cast, SampledKind.ROWS, number=40, table=people), actor="甲")
    before = contents(made, made.things.all())
    assert len(before) == 40
    DataTable.objects.filter(pk=people.pk).update(current=make("另一份", "编号\nB1\n").current)
    again = SampleDraw.objects.get(pk=made.pk)
    assert contents(again, again.things.all()) == before
    assert SampledThing.objects.filter(draw=made, row__gt=40).count() == 0


def test_the_metrics_are_those_of_the_rubrics() -> None:
    assert set(METRICS.values()) == set(FindingKind) - {FindingKind.OTHER}
