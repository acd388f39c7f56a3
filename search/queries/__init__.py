"""Questions asked of the index: one page of hits with its facets."""

from search.queries.asking import Asked, Results, as_rows, search
from search.queries.facets import Facet, Option
from search.queries.hits import Hit

__all__ = ["Asked", "Facet", "Hit", "Option", "Results", "as_rows", "search"]
