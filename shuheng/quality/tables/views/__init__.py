"""Views of tables, by subject."""
