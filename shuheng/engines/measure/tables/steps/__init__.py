"""What is asked of a table, step by step; each step has its query and its plain twin beside it."""
