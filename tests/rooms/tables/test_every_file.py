"""Real files, good and bad, through the room: brought, measured in one run, and what failed measured again alone."""

from collections.abc import Callable
from pathlib import Path

import pytest

from shuheng.jobs.progress import Progress
from shuheng.problems import ProblemsError
from shuheng.quality.models import DataTable, TableResult
from shuheng.quality.tables import runs
from shuheng.quality.tables.actions import Behind, new_data, register
from shuheng.quality.tables.codes import ROOM_CODES
from shuheng.quality.tables.staging import Choice, Staged, staged
from shuheng.quality.tables.stored import keep_file, path_of
from tests.cast import Cast
from tests.rooms.tables.conftest import run_over

pytestmark = pytest.mark.django_db
HORROR, FRICTIONLESS = "malformed/messytables_horror", "malformed/frictionless_data"
GOOD = {
    "tables/nbs_export_gbk/分省年度数据(1).csv": (31, 21),
    "tables/thepaper_covid_gbk/ch-en-reference.csv": (651, 5),
    "tables/divisions_modood/cities.csv": (342, 3),
    "tables/gb_codes/GB-3304-1991.csv": (56, 8),
    "tables/wuhan_ncov_daily_json/2020-05-01.json": (750, 11),
    "tables/tiny/type-counts.csv": (6, 2),
    f"{HORROR}/characters.csv": (382, 18),
    f"{HORROR}/excel_pasting.csv": (13, 9),
    f"{HORROR}/simple.xls": (6, 3),
    f"{FRICTIONLESS}/duplicate-headers.csv": (2, 5),
    f"{FRICTIONLESS}/compression__implicit-zip.csv": (2, 2),
}
GREEK = f"{FRICTIONLESS}/table-infer-iso-8859-7.csv"
BAD = {
    "tables/frictionless_country_codes/datapackage.yml": "tables-kind",
    "tables/frictionless_population/datapackage.json": "tables-json-shape",
    f"{HORROR}/encrypted_no_password.xls": "tables-workbook-password",
    f"{HORROR}/libreoffice.xlsx": "tables-empty",
    f"{HORROR}/simple.unknown": "tables-empty",
    GREEK: "tables-encoding-unknown",
}
Named = Callable[[str], DataTable]


@pytest.fixture
def read(shared: Path) -> Callable[..., Staged]:
    """A file of the shared data, kept and staged."""

    def made(name: str, choice: Choice | None = None) -> Staged:
        return staged(keep_file(shared / "data" / name), choice or Choice())

    return made


@pytest.fixture
def brought(cast: Cast, read: Callable[..., Staged]) -> Named:
    """A table by the name of its file; one whose file is refused waits for its data."""

    def made(name: str) -> DataTable:
        data = None
        if name in BAD:
            with pytest.raises(ProblemsError) as refused:
                read(name)
            assert refused.value.problems[0].code == BAD[name]
        else:
            data = read(name)
        behind = Behind(cast.agency("city-a-health"))
        return register(behind=behind, title=Path(name).name, data=data, actor="测试员")

    return made


@pytest.mark.parametrize("name", BAD)
def test_a_refused_file_says_why_and_leaves_no_data(name: str, brought: Named) -> None:
    table = brought(name)
    assert (table.current, table.versions.count()) == (None, 0)


def state(result: TableResult) -> tuple[str, str]:
    return result.state, result.problem_code


def test_one_run_over_good_and_bad_tables_ends_with_all_of_them_told(brought: Named, cast: Cast) -> None:
    good = {name: brought(name) for name in GOOD}
    bad = [brought(name) for name in BAD]
    run = run_over(*good.values(), *bad)
    assert (run.state, run.results.count()) == ("done", len(GOOD) + len(BAD))
    for name, table in good.items():
        result = run.results.get(table=table)
        assert state(result) == ("measured", ""), name
        assert (result.rows, len(result.columns)) == GOOD[name], name
        assert result.figures.get(measure="rows", column="").value == GOOD[name][0]
    for table in bad:
        result = run.results.get(table=table)
        assert state(result) == ("failed", "table-no-data")
        assert ROOM_CODES["table-no-data"][0] in result.problem
        assert not result.figures.exists()
    page = cast.client("单位管理员").get(f"/quality/tables/runs/{run.pk}/").content.decode()
    assert ROOM_CODES["table-no-data"][0] in page
    assert f"只重做没有计量成的（{len(BAD)} 张）" in page


def test_again_measures_only_what_failed(brought: Named, read: Callable[..., Staged]) -> None:
    """One gets its data, one is restored from a copy, one stays without; those that were measured are left alone."""
    good = brought("tables/divisions_modood/cities.csv")
    touched = brought("tables/tiny/type-counts.csv")
    greek, empty = brought(GREEK), brought(f"{HORROR}/simple.unknown")
    assert touched.current is not None
    path = path_of(touched.current.parquet_sha256)
    content = path.read_bytes()
    path.write_bytes(content[:-1])
    run = run_over(good, touched, greek, empty)
    assert {one.table.title: one.problem_code for one in run.results.all()} == {
        good.title: "", touched.title: "table-file-changed", greek.title: "table-no-data", empty.title: "table-no-data",
    }  # fmt: skip
    path.write_bytes(content)
    new_data(table=greek, data=read(GREEK, Choice(encoding="iso-8859-7")), actor="测试员")
    again = runs.again(run=run, within=None, actor="测试员")
    assert {one.table for one in again.results.all()} == {touched, greek, empty}
    runs.carry_out(again, Progress())
    again.refresh_from_db()
    assert again.state == "done"
    assert {one.table.title: state(one) for one in again.results.all()} == {
        touched.title: ("measured", ""), greek.title: ("measured", ""), empty.title: ("failed", "table-no-data"),
    }  # fmt: skip
    third = runs.again(run=again, within=None, actor="测试员")
    assert [one.table for one in third.results.all()] == [empty]
