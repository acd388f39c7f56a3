"""What the words of a comment are compared with; pure, without a database."""
