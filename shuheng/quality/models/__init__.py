"""What the room keeps, subject by subject."""

from shuheng.quality.models.catalogue_runs import MeasuredAgency, MeasureFigure, MeasureRun
from shuheng.quality.models.cleaning import Cleaning, CleaningCount
from shuheng.quality.models.issues import IssueEvent, QualityIssue
from shuheng.quality.models.places import DataPlace, PlaceCheck
from shuheng.quality.models.probes import Outage, Probe, ProbedInterface, ProbeRun
from shuheng.quality.models.sampling import SampleDraw, SampledThing, SampleFinding
from shuheng.quality.models.table_runs import QualitySchedule, ResultFigure, TableResult, TableRun
from shuheng.quality.models.tables import DataTable, TableVersion

__all__ = [
    "Cleaning",
    "CleaningCount",
    "DataPlace",
    "DataTable",
    "IssueEvent",
    "MeasureFigure",
    "MeasureRun",
    "MeasuredAgency",
    "Outage",
    "PlaceCheck",
    "Probe",
    "ProbeRun",
    "ProbedInterface",
    "QualityIssue",
    "QualitySchedule",
    "ResultFigure",
    "SampleDraw",
    "SampleFinding",
    "SampledThing",
    "TableResult",
    "TableRun",
    "TableVersion",
]
