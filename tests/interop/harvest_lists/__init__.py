"""Real lists of open-data portals, as they were crawled: read, mapped and counted again by other means."""
