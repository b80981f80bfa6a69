"""What the pages of issues show."""
