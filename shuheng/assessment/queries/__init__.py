"""What each page shows: one frozen dataclass per page, filled here and rendered elsewhere."""
