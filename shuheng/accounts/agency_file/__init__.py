"""Agencies as a file: an Excel form out, Excel or CSV in, without loss on the way round."""

from shuheng.accounts.agency_file.read import read_agencies
from shuheng.accounts.agency_file.write import agencies_workbook

__all__ = ["agencies_workbook", "read_agencies"]
