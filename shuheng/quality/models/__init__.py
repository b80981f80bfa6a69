"""What the room keeps, subject by subject."""

from shuheng.quality.models.catalogue_runs import MeasuredAgency, MeasureFigure, MeasureRun

__all__ = ["MeasureFigure", "MeasureRun", "MeasuredAgency"]
