"""Images, documents and residents' photos. Knows nothing of where they are shown."""
