"""Official forms out and fact files in: Word, Excel, HTML, JSON, CSV. No database, no requests."""
