"""What the pages of probing show."""
