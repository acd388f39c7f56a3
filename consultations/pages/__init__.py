"""The CMS pages of Sawt: consultations, draft decisions, projects, news.

Knows drafts, ideas, ballots and threads; knows nothing of who reads or indexes it.
"""
