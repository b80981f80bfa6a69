"""Who did what to which thing, when: an append-only log whose rows are chained by their hashes."""
