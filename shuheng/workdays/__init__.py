"""Working days: the official calendar, what this installation adds to it, and counting by it."""
