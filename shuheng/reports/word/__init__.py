"""Results as Word documents: the official forms where a rubric has one, a plain score sheet otherwise."""
