"""Draft texts: versions, sections and their wording.

Knows threads and authorities; knows nothing of the pages that publish a draft.
"""
