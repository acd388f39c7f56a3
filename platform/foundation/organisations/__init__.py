"""Authorities, their departments and districts, and who may act for them."""
