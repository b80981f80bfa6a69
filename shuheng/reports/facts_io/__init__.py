"""Fact files in and the Excel form out."""

from shuheng.files.guards import MAX_BYTES, SUFFIXES
from shuheng.reports.facts_io.agencies import read_agencies
from shuheng.reports.facts_io.read import FactsFile, read_facts
from shuheng.reports.facts_io.template_write import template_workbook

__all__ = ["MAX_BYTES", "SUFFIXES", "FactsFile", "read_agencies", "read_facts", "template_workbook"]
