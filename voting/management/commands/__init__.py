"""The commands of voting."""
