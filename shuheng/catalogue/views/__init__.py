"""From request to page and back in the catalogue: views translate, actions change, queries fill the page."""
