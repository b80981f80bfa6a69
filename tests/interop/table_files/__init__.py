"""Real tables as they were published, and the corpora of malformed files that other readers are tested with."""
