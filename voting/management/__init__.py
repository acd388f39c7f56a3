"""What voting offers to people at the command line."""
