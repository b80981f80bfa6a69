"""From request to page and back."""
