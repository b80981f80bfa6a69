"""Pages of this room: signing in, first set-up, agencies, people."""
