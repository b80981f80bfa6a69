"""Random rubrics and facts, and what must hold of every one of them."""
