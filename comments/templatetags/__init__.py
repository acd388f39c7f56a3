"""Tags of the pages of threads."""
