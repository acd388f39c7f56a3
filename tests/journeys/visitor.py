"""Somebody who reads pages and sends the forms they find there, without a script."""

from typing import Any
from urllib.parse import urljoin

from bs4 import BeautifulSoup, Tag
from django.test import Client

from foundation.accounts.models import Person

SKIPPED = {"submit", "button", "file", "image", "reset"}


class Visitor:
    """A browser without JavaScript: fields that nobody touches are sent as they came.

    So a form whose hidden key, token or address is missing fails the journey.
    """

    def __init__(self, person: Person | None = None) -> None:
        self.client = Client(enforce_csrf_checks=True)
        if person is not None:
            self.client.force_login(person)
        self.path = ""
        self.status = 0
        self.page = BeautifulSoup("", "html.parser")

    def open(self, path: str, *, status: int = 200) -> "Visitor":
        """Go to an address and follow where it leads."""
        return self._arrive(self.client.get(path, follow=True), path, status)

    def follow_link(self, words: str) -> "Visitor":
        """Follow the first link with these words in it."""
        found = [link for link in self.page.find_all("a") if words in link.get_text()]
        assert found, f"no link says {words} on {self.path}"
        return self.open(urljoin(self.path, str(found[0]["href"])).partition("#")[0])

    def send(self, action: str, *, status: int = 200, **typed: Any) -> "Visitor":
        """Send the form whose address has `action` in it; `_at` chooses among several.

        A name in `typed` may hold "-" as "__".
        """
        form = self.form(action, at=typed.pop("_at", 0))
        sent = {
            **fields_of(form),
            **{k.replace("__", "-"): v for k, v in typed.items()},
        }
        sent = {name: value for name, value in sent.items() if value is not None}
        address = urljoin(self.path, str(form.get("action") or self.path))
        return self._arrive(
            self.client.post(address, sent, follow=True), address, status
        )

    def form(self, action: str, *, at: int = 0) -> Tag:
        """Find a form that is sent by POST."""
        posted = self.page.find_all("form", method=("post", "POST"))
        named = [form for form in posted if form.get("action")]
        plain = [form for form in posted if not form.get("action")]
        forms = (
            [form for form in named if action == form["action"]]
            or [form for form in plain if action == self.path]
            or [form for form in named if action in form["action"]]
            or [form for form in plain if action in self.path]
        )
        assert len(forms) > at, f"no form for {action} on {self.path}"
        return forms[at]

    def reads(self, words: str) -> bool:
        """Whether the page says these words."""
        return words in " ".join(self.page.get_text(" ").split())

    def _arrive(self, response: Any, path: str, status: int) -> "Visitor":
        last = response.redirect_chain[-1][0] if response.redirect_chain else path
        self.path, self.status = urljoin(path, last), response.status_code
        self.page = BeautifulSoup(response.content.decode(), "html.parser")
        said = " ".join(self.page.get_text(" ").split())[:1500]
        assert self.status == status, f"{self.path} answered {self.status}: {said}"
        return self


def fields_of(form: Tag) -> dict[str, Any]:
    """Read what a browser would send of a form that nobody has touched."""
    sent: dict[str, Any] = {}
    for field in form.find_all(["input", "textarea", "select"]):
        name, kind = field.get("name"), field.get("type", "text")
        if not name or kind in SKIPPED or field.has_attr("disabled"):
            continue
        for value in _values_of(field, kind):
            sent[name] = [*_listed(sent[name]), value] if name in sent else value
    return sent


def _values_of(field: Tag, kind: str) -> list[str]:
    if field.name == "textarea":
        # A browser drops one line break after the tag.
        return [field.get_text().removeprefix("\n")]
    if field.name == "select":
        chosen = field.find_all("option", selected=True) or field.find_all("option")[:1]
        return [str(option.get("value", option.get_text())) for option in chosen]
    if kind in {"checkbox", "radio"}:
        is_chosen = field.has_attr("checked")
        return [str(field.get("value", "on"))] if is_chosen else []
    return [str(field.get("value", ""))]


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]
