"""质量: measuring the catalogue; each figure keeps the entries it came from."""
