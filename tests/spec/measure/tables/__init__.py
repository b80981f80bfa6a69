"""Measures of tables: cases by hand, twins on dirty tables, and the manual that is printed from the registry."""
