"""The catalogue as an Excel workbook, out and in again: a round trip changes nothing."""
