"""Settings, root URLs and navigation: the only module that knows every room."""
