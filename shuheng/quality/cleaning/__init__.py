"""清洗: repairs of tables by rules, tried first, applied by a person, undone when need be."""
