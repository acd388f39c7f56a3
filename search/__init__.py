"""Search knows one index over everything that Sawt publishes, and how it is asked.

A reader: it listens to every room, changes nothing of theirs, and none knows it.
"""
