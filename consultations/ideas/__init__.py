"""Residents' proposals and their life from submitted to implemented.

Knows threads, audiences and authorities; knows nothing of projects and drafts.
"""
