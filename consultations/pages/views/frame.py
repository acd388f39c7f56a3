"""The frame of the site: home, authorities, news and standing pages."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from consultations.pages.models import (
    AuthorityPage,
    HomePage,
    NewsPage,
    StandardPage,
)
from consultations.pages.queries import listing
from consultations.pages.queries.addresses import address_of
from consultations.pages.queries.children import children_of
from consultations.pages.queries.home import read_home
from consultations.pages.queries.listing import Filters
from consultations.pages.views.pieces import rich


def show_home(request: HttpRequest, page: HomePage) -> HttpResponse:
    """Show what is open now, what closes soon and what was decided lately."""
    now = timezone.now()
    topics = listing.facets(Filters())["topic"]
    reading = read_home(now=now, topics=topics)
    search = reverse("search:results")
    context = {
        "page": page,
        "reading": reading,
        "now": now,
        "search_url": search,
        "topics": [
            {"label": name, "url": f"{search}?topic={slug}"}
            for slug, name in reading.topics
        ],
    }
    return render(request, "pages/home.html", context)


def show_authority(request: HttpRequest, page: AuthorityPage) -> HttpResponse:
    """Show what an authority has open, has decided, and has to say."""
    now = timezone.now()
    filters = Filters(authority=page.authority.slug)
    cards = listing.list_consultations(
        filters, now=now, cursor=request.GET.get("cursor")
    )
    context = {
        "page": page,
        "now": now,
        "page_of_cards": cards,
        "news": children_of(page, NewsPage)[:5],
        "pages": children_of(page, StandardPage)[:20],
    }
    return render(request, "pages/authority.html", context)


def show_standard_page(request: HttpRequest, page: StandardPage) -> HttpResponse:
    """Show a page that explains."""
    context = {"page": page, "html": rich(page.body)}
    return render(request, "pages/standard.html", context)


def show_news(request: HttpRequest, page: NewsPage) -> HttpResponse:
    """Show one piece of news of an authority."""
    parent = page.get_parent().specific
    context = {
        "page": page,
        "html": rich(page.body),
        "parent": parent,
        "parent_url": address_of(parent),
    }
    return render(request, "pages/news.html", context)
