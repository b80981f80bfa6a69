"""From request to page."""
