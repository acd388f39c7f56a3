"""People, how they sign in, and how sure we are of who they are."""
