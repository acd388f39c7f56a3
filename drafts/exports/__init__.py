"""Versions of a draft as files that people keep: Akoma Ntoso, PDF, Markdown.

Knows how a version reads and where its files are kept; knows no requests.
"""
