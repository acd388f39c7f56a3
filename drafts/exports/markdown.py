"""A version in one language as Markdown, which any program shows as plain text."""

from drafts.exports.texts import ExportedSection, ExportedText

_LOWEST_HEADING = 6


def markdown_of(text: ExportedText) -> str:
    """Write the title, then each section under its heading as it was written."""
    parts = [f"# {text.title}", *(_section(section) for section in text.sections)]
    return "\n\n".join(filter(None, parts)) + "\n"


def _section(section: ExportedSection) -> str:
    marks = "#" * min(section.level + 1, _LOWEST_HEADING)
    heading = f"{marks} {section.heading}" if section.heading else ""
    return "\n\n".join(filter(None, [heading, section.text]))
