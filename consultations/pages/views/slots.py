"""What pages show inside the pages of lower rooms."""

from django.template import Context
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from consultations.ideas.models import Idea
from consultations.pages.queries.chain import chain_of_idea


def show_chain(_context: Context, subject: object) -> SafeString:
    """Show the way from an idea to its project, draft and decision."""
    if not isinstance(subject, Idea):
        return SafeString("")
    links = chain_of_idea(subject)
    return render_to_string("components/chain/chain.html", {"links": links})
