"""Official forms out and fact files in: Word, Excel, HTML, JSON, CSV; and the pages that carry them."""
