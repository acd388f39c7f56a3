"""Refusals, events, languages, text and lists: what every app uses by name.

Knows no app and no table but its own recurring jobs.
"""
