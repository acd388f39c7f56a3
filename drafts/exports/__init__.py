"""Versions of a draft as files that people keep: Akoma Ntoso, PDF, Markdown.

Knows how a version reads; knows no addresses and no requests.
"""
