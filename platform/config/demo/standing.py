"""The pages that explain, and the news of the authorities."""

from datetime import datetime
from html import escape
from typing import Any

from config.demo.city import FOUNDED_DAYS_AGO, City
from config.demo.reading import CONTENT, read_facts, read_text
from config.demo.story import Act, Story
from consultations.pages.models import HomePage, StandardPage
from consultations.pages.services import create_news_page, publish_now
from foundation.core.text import render_markdown


def tell_standing_pages(city: City, story: Story) -> None:
    """Add the pages of the footer and the news."""
    names = sorted({path.name.split(".")[0] for path in (CONTENT / "pages").iterdir()})
    for name in names:
        story.add(city.ago(FOUNDED_DAYS_AGO), _explain(city, name))
    for news in read_facts("news.toml")["news"]:
        story.add(city.ago(news["days"]), _report(city, news))


def _explain(city: City, name: str) -> Act:
    def explain(now: datetime) -> None:
        fields = _words(name, "ar") | _words(name, "en")
        page = StandardPage(slug=name, live=False, **fields)
        page.fill_title()
        HomePage.objects.get().add_child(instance=page)
        page.save_revision(user=city.people["admin"])
        publish_now(page=page, actor=city.people["admin"], now=now)

    return explain


def _words(name: str, language: str) -> dict[str, str]:
    """Take the title line, the first paragraph and the rest apart."""
    heading, lead, body = read_text(f"pages/{name}.{language}.md").split("\n\n", 2)
    return {
        f"heading_{language}": heading.removeprefix("# ").strip(),
        f"lead_{language}": lead.strip(),
        f"body_{language}": "".join(_block(block) for block in body.split("\n\n")),
    }


def _block(block: str) -> str:
    """Render a paragraph, a list or a heading; residents' Markdown has no headings."""
    if block.startswith("## "):
        return f"<h2>{escape(block[3:].strip())}</h2>"
    return render_markdown(block)


def _report(city: City, news: dict[str, Any]) -> Act:
    def report(now: datetime) -> None:
        names = ("heading", "lead", "body")
        columns = [f"{name}_{code}" for name in names for code in ("ar", "en")]
        page = create_news_page(
            authority=city.authorities[news["authority"]],
            fields={column: news[column] for column in columns},
            actor=city.people[news["made_by"]],
        )
        publish_now(page=page, actor=city.people[news["approved_by"]], now=now)

    return report
