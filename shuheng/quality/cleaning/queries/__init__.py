"""Pages of cleaning, and its totals for reports."""
