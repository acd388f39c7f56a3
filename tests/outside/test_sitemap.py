"""The sitemap against the schema of sitemaps.org."""

from pathlib import Path
from urllib.parse import unquote

import pytest
from django.test import Client
from lxml import etree

from tests.factories.ideas import IdeaFactory
from tests.factories.organisations import AuthorityFactory
from tests.factories.pages import make_draft_page, make_project_page

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("home_page")]

NAMES = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}


def test_every_public_page_is_in_the_sitemap_once_a_language(
    outside_data: Path, client: Client
) -> None:
    authority = AuthorityFactory()
    draft, hidden = make_draft_page(authority), make_project_page(authority, live=False)
    idea = IdeaFactory(authority=authority)
    schema = etree.XMLSchema(etree.parse(outside_data / "robots-sitemap" / "all.xsd"))
    index = etree.fromstring(client.get("/sitemap.xml").content)
    found: list[str] = []
    for part in index.xpath("//s:loc/text()", namespaces=NAMES):
        tree = etree.fromstring(client.get(part).content)
        # The schema of sitemaps.org does not know the links between languages.
        etree.strip_elements(tree, "{http://www.w3.org/1999/xhtml}link")
        assert schema.validate(tree), schema.error_log
        urls = tree.xpath("//s:url/s:loc/text()", namespaces=NAMES)
        found += [unquote(url) for url in urls]
    assert len(found) == len(set(found))
    for language in ("ar", "en"):
        for path in (f"{authority.slug}/{draft.slug}/", f"ideas/{idea.public_id}/"):
            assert any(url.endswith(f"/{language}/{path}") for url in found)
    assert not any(hidden.slug in url for url in found)
