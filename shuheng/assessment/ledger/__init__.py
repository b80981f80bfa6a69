"""台账: the facts that scores are computed from, row by row, with origin, evidence, who and when."""
