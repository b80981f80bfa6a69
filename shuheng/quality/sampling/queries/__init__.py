"""Pages of random samples, and the counts of what was found."""
