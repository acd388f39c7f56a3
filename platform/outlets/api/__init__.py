"""REST API v1. Calls the same services and queries as the pages do."""
