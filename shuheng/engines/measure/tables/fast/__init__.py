"""Check digits by the column: numpy over Arrow's bytes, for formats whose arithmetic is most of a measuring.

Each function counts the texts that conform; the plain twins of the formats are their reference.
"""

from collections.abc import Callable

import pyarrow as pa

from shuheng.engines.measure.tables.fast import cards, credit_codes, identities
from shuheng.engines.measure.tables.formats import Asked

Count = Callable[[pa.Array, Asked], int]
FAST: dict[str, Count] = {
    "identity": identities.count,
    "credit_code": credit_codes.count,
    "bank_card": cards.count,
}

__all__ = ["FAST", "Count"]
