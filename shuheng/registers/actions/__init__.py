"""The changes that are made to registers and their rows."""
