"""What the pages of this room show: one frozen dataclass per page."""
