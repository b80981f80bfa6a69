"""The conversation of the engine with whoever can run SQL."""

from collections.abc import Callable, Sequence

from shuheng.engines.measure.tables import TableFigures, TableQuestion, conversation
from shuheng.engines.measure.tables.query import Relation
from shuheng.quality.places.session import Row


def converse(
    relation: Relation, question: TableQuestion, answer: Callable[[str], Sequence[Row]]
) -> TableFigures:
    """The figures of a table, each question of the engine answered by `answer`."""
    talk = conversation(relation, question)
    query = next(talk)
    while True:
        try:
            query = talk.send(answer(query.sql))
        except StopIteration as done:
            found: TableFigures = done.value
            return found
