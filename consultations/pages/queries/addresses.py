"""Where pages stand, without asking the database."""

from django.urls import reverse
from wagtail.models import Page


def address_of(page: Page) -> str:
    """Return the path of a page in the active language.

    The site's root is the second segment of every page's path in the tree, so the rest
    of it is the address; Wagtail's own way asks for the site each time.
    """
    below_root = page.url_path.split("/", 2)[2]
    return reverse("wagtail_serve", args=[below_root])
