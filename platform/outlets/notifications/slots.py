"""What notifications show in the header of every page."""

from django.template import Context
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from foundation.accounts.models import Person
from outlets.notifications.queries import unread_count


def show_unread(context: Context, _subject: object) -> SafeString:
    """Show a bell with the number of unread messages to who is signed in."""
    # Not the variable: the header is included with "only" and does not know it.
    request = getattr(context, "request", None)
    person = getattr(request, "user", None)
    if not isinstance(person, Person):
        return SafeString("")
    values = {"count": unread_count(person)}
    return render_to_string("notifications/bell.html", values)
