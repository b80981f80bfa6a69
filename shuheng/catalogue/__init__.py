"""目录: what data there are, whose they are, how they may be used, and where they are mounted."""
