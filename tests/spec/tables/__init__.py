"""Reading tables of any kind: what is found, what is refused, and that nothing is lost on the way."""
