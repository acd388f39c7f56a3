"""The demo city: what it says, in `content/`, and how it is brought to life.

It knows every room and only their services; no room knows it, and nothing here runs
unless `manage.py load_demo` is called.
"""
