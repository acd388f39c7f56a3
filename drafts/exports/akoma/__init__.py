"""A version in one language as Akoma Ntoso 1.0; the same text is read from it again."""

from drafts.exports.akoma.writing import akoma_of

__all__ = ["akoma_of"]
