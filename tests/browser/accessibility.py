"""What two independent checkers find on a page, in one readable list.

axe-core checks WCAG 2.2 AA and its own best practices, HTML CodeSniffer WCAG 2 AA. Both
are needed: axe skips the contrast of Arabic-only text, which it takes for icons, and
HTML CodeSniffer knows nothing newer than WCAG 2.1. It throws on
``autocomplete="username webauthn"`` and on user names that are e-mail addresses, both
of which HTML allows, so `findings` shows it plain hints while it looks.
"""

from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Page

_VENDOR = Path(__file__).parent / "vendor"
_AXE = _VENDOR / "axe" / "axe.min.js"
_HTMLCS = _VENDOR / "htmlcs" / "HTMLCS.js"
_TAGS = [
    "wcag2a",
    "wcag2aa",
    "wcag21a",
    "wcag21aa",
    "wcag22a",
    "wcag22aa",
    "best-practice",
]

_RUN_AXE = """
async (tags) => {
  const result = await axe.run(document, { runOnly: { type: "tag", values: tags } });
  return result.violations.flatMap(({ id, help, nodes }) =>
    nodes.map((node) => ({
      rule: id,
      says: help,
      where: node.target.flat().join(" "),
      what: node.failureSummary.split("\\n").slice(1).join(" ").trim(),
    })));
}
"""

_RUN_HTMLCS = """
() => new Promise((done, failed) => {
  const hints = [...document.querySelectorAll("[autocomplete~=username]")];
  const kept = hints.map((input) => input.getAttribute("autocomplete"));
  hints.forEach((input) => input.setAttribute("autocomplete",
    input.type === "email" ? "email" : "username"));
  const path = (element) => {
    const parts = [];
    for (let one = element; one?.tagName && parts.length < 4; one = one.parentElement) {
      parts.unshift([one.tagName.toLowerCase(), ...one.classList].join("."));
    }
    return parts.join(" > ");
  };
  HTMLCS.process("WCAG2AA", document, () => {
    hints.forEach((input, index) => input.setAttribute("autocomplete", kept[index]));
    done(HTMLCS.getMessages().filter(({ type }) => type === HTMLCS.ERROR)
      .map(({ code, msg, element }) => ({
        rule: code,
        says: msg,
        where: path(element),
        what: element?.outerHTML?.slice(0, 160) ?? "",
      })));
  }, failed);
})
"""


@dataclass(frozen=True, order=True)
class Finding:
    """One fault that a checker reports, and where."""

    checker: str
    rule: str
    where: str
    says: str
    what: str

    def __str__(self) -> str:
        told = f"[{self.checker} {self.rule}] {self.says}"
        return f"{told}\n    at {self.where}\n    {self.what}"


def findings(page: Page) -> list[Finding]:
    """Everything that axe and HTML CodeSniffer find on the page as it stands now."""
    _settle(page)
    if not page.evaluate("'axe' in window && 'HTMLCS' in window"):
        page.evaluate(_AXE.read_text("utf-8"))
        page.evaluate(_HTMLCS.read_text("utf-8"))
    found = [Finding("axe", **item) for item in page.evaluate(_RUN_AXE, _TAGS)]
    found += [Finding("htmlcs", **item) for item in page.evaluate(_RUN_HTMLCS)]
    return sorted(set(found))


def report(found: list[Finding]) -> str:
    """The findings one under the other, for the message of a failed test."""
    return "\n".join(str(one) for one in found)


def _settle(page: Page) -> None:
    """Fonts are there and nothing moves: a colour in transition is no colour."""
    page.evaluate("document.fonts.ready")
    page.evaluate(
        "Promise.allSettled(document.getAnimations().map((one) => one.finished))"
    )
