"""Reading answers: JSON or XML as one kind of tree, rows by path, fields against what was declared, numbers."""
