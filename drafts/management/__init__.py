"""Commands that work on draft texts."""
