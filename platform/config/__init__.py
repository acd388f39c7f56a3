"""The roof: settings, addresses and servers. Knows everything, and nothing knows it."""
