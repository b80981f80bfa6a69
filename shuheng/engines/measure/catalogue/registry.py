"""All catalogue measures by their code, in the order of the screens."""

from shuheng.engines.measure.catalogue import (
    duplicates,
    families,
    grades,
    growth,
    lists,
    metadata,
    resources,
    titles,
    updates,
    volume,
)
from shuheng.engines.measure.model import Measure

MEASURES: dict[str, Measure] = {
    measure.code: measure
    for group in (
        lists.MEASURES,
        resources.MEASURES,
        volume.MEASURES,
        growth.MEASURES,
        titles.MEASURES,
        metadata.MEASURES,
        grades.MEASURES,
        updates.MEASURES,
        duplicates.MEASURES,
        families.MEASURES,
    )
    for measure in group
}
