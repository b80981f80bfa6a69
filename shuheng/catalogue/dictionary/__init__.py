"""A database's own dictionary, or a file's own header, as information items (Guangxi B2-1, note 6)."""
