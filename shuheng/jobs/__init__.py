"""Background jobs: what takes longer than a page may, with progress that the page can read."""
