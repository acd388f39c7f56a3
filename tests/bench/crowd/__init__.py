"""Thousands of sockets on two servers: ours, and one that only broadcasts."""
