"""Settings: one set of defaults, switched by the environment."""
