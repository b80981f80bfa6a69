"""Bringing files: what is shown before it is kept, what is refused, and that old versions stay."""

import io
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pyarrow.parquet as pq
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from pytest_django import Settings

from shuheng.catalogue.models import CatalogueEntry
from shuheng.problems import ProblemsError
from shuheng.quality.models import DataTable, QualityIssue, TableVersion
from shuheng.quality.tables import stored
from shuheng.quality.tables.actions import new_version
from shuheng.quality.tables.staging import Choice, staged
from tests.cast import Cast
from tests.rooms.tables.conftest import CLEAN, ROWS, Bringer, Maker, run_over

pytestmark = pytest.mark.django_db
NEW = "/quality/tables/new/"
TOKEN = re.compile(r'name="token" value="([^"]+)"')
PREAMBLE = "甲市站点清单\n统计截至2023年6月\n编号,名称,数量\n" + CLEAN.partition("\n")[2] + "合计,,210\n"


def upload(
    client: Client, content: bytes | str, name: str = "站点.csv", to: str = NEW, **said: str
) -> HttpResponse:
    data = content.encode() if isinstance(content, str) else content
    form = {"agency": "city-a-health", **said, "file": SimpleUploadedFile(name, data)}
    return client.post(to, form)  # type: ignore[return-value]  # the test client adds to the response


def keep(client: Client, shown: HttpResponse, sheets: list[str], to: str = NEW, **said: str) -> HttpResponse:
    token = TOKEN.search(shown.content.decode())
    assert token is not None
    form = {"agency": "city-a-health", **said, "token": token[1], "sheet": sheets, "act": "keep"}
    return client.post(to, form)  # type: ignore[return-value]  # as above


def workbook(sheets: dict[str, list[list[object]]]) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.active)  # type: ignore[arg-type]  # a new book has a sheet
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


def texts(table: DataTable) -> list[dict[str, str | None]]:
    assert table.current is not None
    rows: list[dict[str, str | None]] = pq.read_table(
        stored.trusted(table.current.parquet_sha256)
    ).to_pylist()
    return rows


@pytest.fixture
def filer(cast: Cast) -> Client:
    return cast.client("填报人")


def test_what_was_cut_is_shown_before_it_is_kept(filer: Client) -> None:
    shown = upload(filer, PREAMBLE.encode("gb18030"))
    page = shown.content.decode()
    for said in ("甲市站点清单", "合计", "GB18030", "tables-preamble", "tables-footer", "20 行"):
        assert said in page, said
    assert not DataTable.objects.exists()
    assert keep(filer, shown, [""], title="站点清单").status_code == 302
    table = DataTable.objects.get()
    assert (table.title, table.agency.code) == ("站点清单", "city-a-health")
    assert table.current is not None
    assert (table.current.rows, table.current.columns) == (ROWS, ["编号", "名称", "数量"])
    assert "甲市站点清单" in filer.get(f"/quality/tables/{table.pk}/").content.decode()


def test_another_header_row_may_be_said(filer: Client) -> None:
    shown = upload(filer, "说明,甲,乙\n编号,名称,数量\nA,乙,1\n", header="2")
    assert keep(filer, shown, [""], header="2").status_code == 302
    assert texts(DataTable.objects.get()) == [{"编号": "A", "名称": "乙", "数量": "1"}]


@pytest.mark.parametrize("header", ["-1", "x", "201", "１"])
def test_a_header_row_that_is_none_is_refused(filer: Client, header: str) -> None:
    shown = upload(filer, CLEAN, header=header)
    assert shown.status_code == 422
    assert "tables-header" in shown.content.decode()


def test_several_tables_of_a_workbook_are_chosen(filer: Client) -> None:
    content = workbook({"一": [["编号"], ["A"]], "二": [["名称"], ["乙"]], "三": [["数量"], [1]]})
    shown = upload(filer, content, "三张.xlsx")
    assert keep(filer, shown, [], title="三张").status_code == 422
    assert keep(filer, shown, ["一", "三"], title="三张").status_code == 302
    assert {one.title for one in DataTable.objects.all()} == {"三张：一", "三张：三"}


def test_one_bad_sheet_keeps_none_of_them(filer: Client) -> None:
    shown = upload(filer, workbook({"一": [["编号"], ["A"]]}), "一张.xlsx")
    refused = keep(filer, shown, ["一", "没有这张"])
    assert refused.status_code == 422
    assert "tables-sheet" in refused.content.decode()
    assert not DataTable.objects.exists()


def test_formulas_and_control_characters_stay_text(filer: Client) -> None:
    shown = upload(filer, '编号,值\nA,=1+1\nB,"@SUM(A1)"\nC,a\x07b\n')
    assert "tables-control" in shown.content.decode()
    keep(filer, shown, [""])
    table = DataTable.objects.get()
    assert [one["值"] for one in texts(table)] == ["=1+1", "@SUM(A1)", "a\x07b"]
    assert run_over(table).results.get().state == "measured"


def test_doubled_and_empty_names_are_told_apart(filer: Client) -> None:
    shown = upload(filer, "名称,名称,,数量\n甲,乙,丙,1\n丁,戊,己,2\n")
    page = shown.content.decode()
    assert "tables-name-doubled" in page
    assert "tables-name-empty" in page
    keep(filer, shown, [""])
    table = DataTable.objects.get()
    assert table.current is not None
    assert len(set(table.current.columns)) == 4
    assert [one["name"] for one in run_over(table).results.get().columns] == table.current.columns


def wide(columns: int) -> str:
    rows = ([f"列{n}" for n in range(columns)], ["1"] * columns, [""] * (columns - 1) + ["2"])
    return "\n".join(",".join(row) for row in rows) + "\n"


def test_five_thousand_columns_are_shown_and_kept(filer: Client) -> None:
    shown = upload(filer, wide(5000))
    assert "另有 4,940 列" in shown.content.decode()
    keep(filer, shown, [""])
    table = DataTable.objects.get()
    assert table.current is not None
    assert len(table.current.columns) == 5000
    assert filer.get(f"/quality/tables/{table.pk}/columns/").status_code == 200


def test_many_columns_are_measured_and_paged(filer: Client) -> None:
    keep(filer, upload(filer, wide(300)), [""])
    table = DataTable.objects.get()
    result = run_over(table).results.get()
    assert (result.state, len(result.columns)) == ("measured", 300)
    assert result.figures.filter(measure="empty_cells", value=1).exclude(column="").count() == 299
    page = filer.get(f"/quality/tables/{table.pk}/?page=3").content.decode()
    assert 'column-name">列299<' in page
    assert 'column-name">列199<' not in page
    assert "共 300 列" in page
    assert QualityIssue.objects.filter(table=table, measure="empty_cells").exclude(column="").count() == 299


@pytest.mark.parametrize(
    ("content", "name", "code"),
    [
        (b"", "a.csv", "upload-empty"),
        (b"%PDF-1.7\n", "a.pdf", "tables-kind"),
        (b"<html><body>login</body></html>", "a.xls", "tables-html"),
        (b"PK\x03\x04 not a workbook", "a.zip", "tables-packed-broken"),
        ('甲,乙\n1,"没有\n'.encode() * 2, "a.csv", "tables-quote"),
    ],
)
def test_a_file_that_is_no_table_is_refused_with_its_fault(
    filer: Client, content: bytes, name: str, code: str
) -> None:
    shown = upload(filer, content, name)
    assert code in shown.content.decode()
    assert not DataTable.objects.exists()


def test_a_file_beyond_the_limit_is_not_read(filer: Client, settings: Settings) -> None:
    settings.UPLOAD_BYTES = 1000
    shown = upload(filer, CLEAN * 300)
    assert shown.status_code == 422
    assert "upload-too-large" in shown.content.decode()


def test_the_next_step_belongs_to_the_same_person(cast: Cast, filer: Client) -> None:
    shown = upload(filer, CLEAN)
    other = keep(cast.client("单位管理员"), shown, [""])
    assert other.status_code == 422
    assert "别人" in other.content.decode()
    forged = filer.post(NEW, {"agency": "city-a-health", "token": "x:y", "sheet": "", "act": "keep"})
    assert forged.status_code == 422
    assert not DataTable.objects.exists()


def test_one_registers_for_ones_own_agencies_only(filer: Client) -> None:
    refused = keep(filer, upload(filer, CLEAN), [""], agency="city-b-health")
    assert refused.status_code == 422
    assert "table-agency" in refused.content.decode()
    assert not DataTable.objects.exists()


def test_a_table_of_an_entry_belongs_to_its_agency(cast: Cast, filer: Client) -> None:
    entry = CatalogueEntry.objects.create(agency=cast.agency("city-a-health"), title="站点目录")
    to = f"{NEW}?entry={entry.pk}"
    assert "站点目录" in filer.get(to).content.decode()
    keep(filer, upload(filer, CLEAN, to=to), [""], to=to)
    table = DataTable.objects.get()
    assert (table.entry, table.agency) == (entry, entry.agency)
    other = CatalogueEntry.objects.create(agency=cast.agency("city-b-health"), title="乙市目录")
    assert filer.get(f"{NEW}?entry={other.pk}").status_code == 403


def test_new_data_replace_the_old_which_stay(filer: Client, make: Maker) -> None:
    table = make()
    before = table.current
    to = f"/quality/tables/{table.pk}/data/"
    shown = upload(filer, CLEAN + "A999,新,1\n", "新.csv", to=to)
    assert keep(filer, shown, [""], to=to).status_code == 302
    table.refresh_from_db()
    assert [one.number for one in table.versions.all()] == [2, 1]
    assert table.current is not None
    assert table.current.rows == ROWS + 1
    assert before is not None
    assert stored.digest(stored.trusted(before.sha256)) == before.sha256
    assert run_over(table).results.get().version == table.current


def test_cleaned_data_are_a_version_made_from_another(make: Maker, tmp_path: Path) -> None:
    table = make()
    assert table.current is not None
    path = tmp_path / "cleaned.parquet"
    pq.write_table(pq.read_table(stored.trusted(table.current.parquet_sha256)).slice(0, 5), path)
    made = new_version(made_from=table.current, parquet=path, rows=5, actor="测试员")
    assert (made.number, made.origin, made.made_from) == (2, "cleaned", table.versions.get(number=1))
    assert run_over(DataTable.objects.get(pk=table.pk)).results.get().rows == 5


def test_an_ended_table_takes_no_data(make: Maker, bring: Bringer, filer: Client) -> None:
    table = make()
    filer.post(f"/quality/tables/{table.pk}/end/", {"act": "archive"})
    with pytest.raises(ProblemsError) as error:
        bring(table, CLEAN)
    assert error.value.problems[0].code == "table-archived"
    assert TableVersion.objects.filter(table=table).count() == 1


@pytest.fixture
def small_disk(data_folder: Path) -> Iterator[Path]:
    """A disk of 256 kB in the place of the data folder's tables."""
    yield from mounted(data_folder / "tables")


def mounted(place: Path) -> Iterator[Path]:

    place.mkdir(parents=True)
    command = ["mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", str(place)]
    done = subprocess.run(command, capture_output=True, check=False)
    if done.returncode:
        pytest.skip("a small disk can be mounted by root only")
    try:
        yield place
    finally:
        subprocess.run(["umount", str(place)], check=True)


def test_a_full_disk_leaves_nothing_half_written(small_disk: Path, tmp_path: Path) -> None:
    path = tmp_path / "large.csv"
    path.write_text(
        "编号,值\n" + "".join(f"{n},{n * 7919 % 100003}\n" for n in range(40_000)), encoding="utf-8"
    )
    with pytest.raises(ProblemsError) as error:
        stored.keep_file(path)
    assert error.value.problems[0].code == "table-disk"
    assert list(small_disk.iterdir()) == []


def test_a_disk_that_fills_while_staging_leaves_the_file_only(small_disk: Path, tmp_path: Path) -> None:
    path = tmp_path / "half.csv"
    path.write_text(
        "编号,值\n" + "".join(f"{n},{n * 7919 % 100003}\n" for n in range(17_000)), encoding="utf-8"
    )
    kept = stored.keep_file(path)
    with pytest.raises(ProblemsError) as error:
        staged(kept, Choice())
    assert error.value.problems[0].code in {"tables-disk", "table-disk"}
    assert [one.name for one in small_disk.iterdir()] == [kept.sha256]
