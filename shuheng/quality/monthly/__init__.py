"""What a month's quality was, and what cleaning did in it: gathered once, frozen, then printed."""
