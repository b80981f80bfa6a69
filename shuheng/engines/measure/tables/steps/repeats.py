"""Rows that stand more than once, in all columns or in some: by hash, then verified text by text."""

from __future__ import annotations

from collections.abc import Sequence

from shuheng.engines.measure.tables.query import Asking, Query, Relation, select


def ask_surplus(relation: Relation, numbers: Sequence[int], distinct: Sequence[int]) -> Asking[int]:
    """How many rows are the same as an earlier one in these columns; null counts as the empty text.

    ``distinct`` says of every column of the table how many texts it has, roughly: a runner may begin with the column
    that tells most rows apart.
    """
    sql = surplus_sql(relation, numbers)
    best = max(numbers, key=distinct.__getitem__)
    [[surplus]] = yield Query("surplus", sql, (tuple(numbers), best))
    return int(surplus or 0)


def surplus_sql(relation: Relation, numbers: Sequence[int]) -> str:
    """One query: hashes that repeat, and within them the texts that do."""
    backend = relation.backend
    columns = [relation.quoted(number) for number in numbers]
    digest = backend.digest(columns)
    repeated = select([f"{digest} AS h"], relation.origin, "GROUP BY 1 HAVING COUNT(*) > 1")
    groups = ", ".join(backend.exact(column) for column in columns)
    same = select(["COUNT(*) - 1 AS n"], relation.origin, f"WHERE {digest} IN ({repeated}) GROUP BY {groups}")
    return select(["SUM(n)"], f"({same}) AS g")


def surplus_of(columns: Sequence[list[str | None]]) -> int:
    """Twin of :func:`ask_surplus`, of the columns given."""
    told = [[cell or "" for cell in cells] for cells in columns]
    return len(columns[0]) - len(set(zip(*told, strict=True)))
