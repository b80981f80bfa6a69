"""Reading lists: bytes in, one record at a time out, with the place of every mistake."""
