"""Threads, the comments in them, and who agrees with those.

Knows nothing of what is commented on: whoever owns a thread points at it.
"""
