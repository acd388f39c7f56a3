"""How Sawt looks: tokens, layouts, components, icons, fonts, and tags to place them.

It knows words, numbers, dates and shapes in both languages. It does not know ideas,
drafts, people or anything else that Sawt is about: those fill its slots and menus.
"""
