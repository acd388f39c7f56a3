"""Who is told what happened, and how. Reads every room; no room knows it."""
