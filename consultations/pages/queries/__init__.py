"""Questions asked of the pages: lists, readings and the ways between things."""
