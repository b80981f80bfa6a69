"""数衡: a score is a function of facts."""
