"""The monthly quality report and the cleaning report as Word and PDF, both made from one paper."""
