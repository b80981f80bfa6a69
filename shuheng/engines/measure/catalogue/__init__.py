"""Measures of a catalogue of data resources, from its metadata alone."""

from shuheng.engines.measure.catalogue.columns import COLUMNS
from shuheng.engines.measure.catalogue.reasons import REASONS, reason_words
from shuheng.engines.measure.catalogue.registry import MEASURES
from shuheng.engines.measure.catalogue.run import measure_catalogue
from shuheng.engines.measure.catalogue.twin import answers

__all__ = ["COLUMNS", "MEASURES", "REASONS", "answers", "measure_catalogue", "reason_words"]
