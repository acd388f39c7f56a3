"""Tags and filters for every template of Sawt."""
