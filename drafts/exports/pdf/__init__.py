"""A version in one language as a PDF for printing and keeping, made by WeasyPrint."""

from drafts.exports.pdf.writing import is_available, pdf_of

__all__ = ["is_available", "pdf_of"]
