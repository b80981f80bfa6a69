"""Great Expectations: one suite over a pandas frame of Arrow texts, each figure as the observed value of an expectation."""

from pathlib import Path
from typing import Any

from tests.bench.peers.columns import FORMATS, SHAPES
from tests.bench.peers.libraries import needed

gx = needed("great_expectations")
pandas = needed("pandas")


def answers(path: Path) -> dict[str, Any]:
    """Rows, nulls, distinct, duplicates; formats by their shape. Least and greatest are for numbers and dates only."""
    frame = pandas.read_parquet(path, dtype_backend="pyarrow")
    context = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = {"globally": False}
    asset = context.data_sources.add_pandas("bench").add_dataframe_asset("table")
    batch = asset.add_batch_definition_whole_dataframe("all").get_batch({"dataframe": frame})
    suite = gx.ExpectationSuite(name="core", expectations=list(_expectations(list(frame.columns))))
    results = batch.validate(suite, result_format="BASIC").results
    told: dict[str, list[tuple[Any, Any]]] = {}
    for one in results:
        if one.exception_info.get("raised_exception"):
            raise SystemExit(str(one))
        told.setdefault(one.expectation_config.type, []).append((one.expectation_config.kwargs, one.result))
    return {
        "rows": told["expect_table_row_count_to_be_between"][0][1]["observed_value"],
        "nulls": sum(found["unexpected_count"] for _, found in told["expect_column_values_to_not_be_null"]),
        "distinct": {
            asked["column"]: found["observed_value"]
            for asked, found in told["expect_column_unique_value_count_to_be_between"]
        },
        "duplicates_marked": told["expect_compound_columns_to_be_unique"][0][1]["unexpected_count"],
        "shapes": sum(found["unexpected_count"] for _, found in told["expect_column_values_to_match_regex"]),
    }


def _expectations(names: list[str]) -> Any:
    known = gx.expectations
    yield known.ExpectTableRowCountToBeBetween(min_value=0)
    yield known.ExpectCompoundColumnsToBeUnique(column_list=names, ignore_row_if="never")
    for name in names:
        yield known.ExpectColumnValuesToNotBeNull(column=name)
        yield known.ExpectColumnUniqueValueCountToBeBetween(column=name, min_value=0)
    for code, name in FORMATS.items():
        yield known.ExpectColumnValuesToMatchRegex(column=name, regex=SHAPES[code])
