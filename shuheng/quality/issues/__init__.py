"""质量问题: opened by a run, answered by the agency, closed by a run that finds the data clean."""
