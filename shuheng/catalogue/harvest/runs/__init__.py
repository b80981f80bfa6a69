"""One run over one list, in chunks; each chunk is one transaction with its counts, so that a killed run goes on."""
