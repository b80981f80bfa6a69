"""One run of a rubric: facts in, points and their reasons out, kept as they were computed."""
