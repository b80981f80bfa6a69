"""Finding entries: one bigram function, kept in SQLite's FTS5 or PostgreSQL's GIN, and the questions asked of it."""
