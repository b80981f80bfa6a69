"""台账: lists declared as data, filled by form or Excel, confirmed by agencies."""
