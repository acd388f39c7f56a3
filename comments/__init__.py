"""Threads and the comments in them. Knows nothing of what is commented on."""
