"""What changes something in this room. Each act asks who acts, is one transaction, and leaves a row in the log."""
