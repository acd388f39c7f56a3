"""Runs of a redline as HTML that says in words what lines and colours show."""

from collections.abc import Iterable, Mapping

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

_CLASSES = {"ins": "redline__in", "del": "redline__out"}


def marked(runs: Iterable[object]) -> SafeString:
    """Write runs {kind: same, del or ins, text} as text, ``<del>`` and ``<ins>``.

    Screen readers seldom announce the two elements, so each says in unseen words where
    it begins and ends; a run of white space alone says nothing.
    """
    return format_html_join("", "{}", ((_run(run),) for run in runs or ()))


def _run(run: object) -> SafeString | str:
    kind, text = _of(run, "kind"), _of(run, "text")
    if kind not in _CLASSES:
        return text
    begins, ends = _words(kind) if text.strip() else ("", "")
    return format_html(
        '<{0} class="{1}">{2}{3}{4}</{0}>',
        kind,
        _CLASSES[kind],
        _unseen(begins),
        text,
        _unseen(ends),
    )


def _words(kind: str) -> tuple[str, str]:
    if kind == "ins":
        return _("added:"), _("end of what was added")
    return _("removed:"), _("end of what was removed")


def _unseen(words: str) -> SafeString | str:
    if not words:
        return ""
    return format_html('<span class="redline__said unseen"> {} </span>', words)


def _of(run: object, name: str) -> str:
    """Read a field of a run, or of the plain mapping that an example gives."""
    value = run[name] if isinstance(run, Mapping) else getattr(run, name)
    return str(value)
