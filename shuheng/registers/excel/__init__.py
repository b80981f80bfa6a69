"""A register as a workbook: out with drop-downs and explanations, in with a preview and every mistake at its cell."""
