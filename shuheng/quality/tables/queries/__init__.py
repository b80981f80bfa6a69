"""What the pages of tables show."""
