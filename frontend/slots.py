"""Places in a page that an upper app may fill.

A template names a slot, ``{% slot "idea-aside" idea %}``; apps that stand above it fill
the slot when they start. A slot that nobody fills renders nothing, so no page depends
on an app that stands above it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.template.context import Context
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

Renderer = Callable[[Context, Any], SafeString]


@dataclass(frozen=True, order=True)
class _Filler:
    order: int
    position: int
    renderer: Renderer


_fillers: dict[str, list[_Filler]] = {}


def fill(name: str, renderer: Renderer, *, order: int = 100) -> None:
    """Put something into a slot; lower orders come first, then who came first.

    The same renderer fills a slot only once. It is given the context of the page and
    the object that the page hands to the slot (None when it hands none).
    """
    fillers = _fillers.setdefault(name, [])
    if any(filler.renderer is renderer for filler in fillers):
        return
    fillers.append(_Filler(order, len(fillers), renderer))
    fillers.sort(key=lambda filler: (filler.order, filler.position))


def empty(name: str, renderer: Renderer) -> None:
    """Take a renderer out of a slot again; nothing happens when it is not there."""
    kept = [
        filler for filler in _fillers.get(name, []) if filler.renderer is not renderer
    ]
    _fillers[name] = kept


def render(name: str, context: Context, subject: object = None) -> SafeString:
    """Everything that fills a slot, one after the other."""
    fillers = _fillers.get(name)
    if not fillers:
        return SafeString("")
    parts = ((filler.renderer(context, subject),) for filler in fillers)
    return format_html_join("", "{}", parts)
