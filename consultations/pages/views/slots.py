"""What pages show inside the pages of lower rooms."""

from django.template import Context
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from wagtail.rich_text import expand_db_html

from consultations.ideas.models import Idea
from consultations.pages.models import DraftDecisionPage
from consultations.pages.queries.addresses import address_of
from consultations.pages.queries.chain import chain_of_idea
from consultations.pages.queries.children import footer_lines
from drafts.models import Draft


def show_chain(_context: Context, subject: object) -> SafeString:
    """Show the way from an idea to its project, draft and decision."""
    if not isinstance(subject, Idea):
        return SafeString("")
    return render_to_string("pages/chain.html", {"links": chain_of_idea(subject)})


def show_decision(_context: Context, subject: object) -> SafeString:
    """Show what was decided on a draft, or that a decision is owed."""
    if not isinstance(subject, Draft):
        return SafeString("")
    page = DraftDecisionPage.objects.filter(draft=subject, live=True).first()
    if page is None:
        return SafeString("")
    ends = page.participation_closes_at
    context = {
        "page": page,
        "outcome_html": expand_db_html(str(page.outcome)) if page.outcome else "",
        "is_owed": bool(ends and ends <= timezone.now()),
    }
    return render_to_string("pages/decision.html", context)


def show_page_of_draft(context: Context, subject: object) -> SafeString:
    """Show an editor the way to the page of a draft text, or a button to make it."""
    if not isinstance(subject, Draft):
        return SafeString("")
    page = DraftDecisionPage.objects.filter(draft=subject).first()
    public_url = address_of(page) if page is not None and page.live else ""
    return render_to_string(
        "pages_admin/page_of_draft.html",
        {"draft": subject, "page": page, "public_url": public_url},
        request=context.get("request"),
    )


def show_standing_pages(_context: Context, _subject: object) -> SafeString:
    """List the pages that explain the site at the foot of every page."""
    return format_html_join(
        "",
        '<li><a class="site-footer__link" href="{}" lang="{}">{}</a></li>',
        ((line.url, line.title.language, line.title) for line in footer_lines()),
    )
