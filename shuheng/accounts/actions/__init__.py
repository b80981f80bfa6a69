"""What changes something in this room. Each act is one transaction with its row in the log."""
