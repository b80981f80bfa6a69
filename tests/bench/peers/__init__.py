"""Other tools on the same tables. Runs in an environment of its own (requirements/bench-tables.in) that lacks ours."""
