"""The page on which people see and change what the platform knows of them."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from foundation.accounts.models import Level, Person
from foundation.accounts.queries import signed_in, ways_to_sign_in
from foundation.core.errors import DomainError
from foundation.organisations.forms import ProfileForm
from foundation.organisations.queries import district_of
from foundation.organisations.services import save_profile


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def profile(request: HttpRequest) -> HttpResponse:
    """Show one's own account; take a new name, language and district."""
    person = signed_in(request)
    if request.method == "GET":
        return _page(request, person, ProfileForm(initial=_known(person)))
    form = ProfileForm(request.POST)
    if not form.is_valid():
        return _page(request, person, form, status=422)
    try:
        save_profile(
            person=person,
            display_name=form.cleaned_data["display_name"],
            language=form.cleaned_data["language"],
            district=form.chosen_district(),
            now=timezone.now(),
        )
    except DomainError as refusal:
        form.refuse(refusal)
        return _page(request, person, form, status=refusal.status)
    messages.success(request, _("Your details are saved."))
    return redirect("organisations:profile")


def _known(person: Person) -> dict[str, str]:
    """Fill the form with what is stored."""
    district = district_of(person)
    place = f"{district.authority.slug}/{district.slug}" if district else ""
    return {
        "display_name": person.display_name,
        "language": person.language,
        "district": place,
    }


def _page(
    request: HttpRequest, person: Person, form: ProfileForm, *, status: int = 200
) -> HttpResponse:
    context = {
        "person": person,
        "form": form,
        "ways": ways_to_sign_in(person),
        "is_confirmed": person.has_level(Level.CONFIRMED),
        "is_verified": person.has_level(Level.VERIFIED),
    }
    return render(request, "organisations/profile.html", context, status=status)
