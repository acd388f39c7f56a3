"""An append-only record of who did what.

Keeps actors and targets as opaque words, so that a row outlives what it speaks of.
"""
