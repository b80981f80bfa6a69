"""What the pages of harvests show, one frozen dataclass per page."""
