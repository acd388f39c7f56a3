"""Creating a page gives it what it owns before it is kept."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from wagtail.admin.views.pages.create import CreateView

from consultations.pages import services
from consultations.pages.admin.guard import person_of
from consultations.pages.models import ConsultationPage
from drafts.models import Draft
from drafts.permissions import can_edit_draft
from foundation.organisations.models import Authority


class CreatePageView(CreateView):
    """Wagtail's view, which makes audience, thread, draft or call on the way."""

    def form_valid(self, form: Any) -> HttpResponse:
        """Equip the page, then save or submit it."""
        if isinstance(self.page, ConsultationPage):
            services.equip_page(
                page=self.page,
                authority=Authority.objects.get(pk=self.page.authority_id),
                actor=self.request.user,
                now=timezone.now(),
            )
        answer: HttpResponse = super().form_valid(form)
        return answer


@require_POST
def make_page_of_draft(request: HttpRequest, public_id: str) -> HttpResponse:
    """Make the page that publishes a draft text, and go there.

    Raises:
        Http404: there is no such draft, or it is not the person's to write.

    """
    draft = get_object_or_404(Draft, public_id=public_id)
    if not can_edit_draft(request.user, draft):
        raise Http404
    page = services.ensure_draft_page(
        draft=draft, actor=person_of(request), now=timezone.now()
    )
    messages.success(
        request, _("The page is made. Write its introduction and its phases now.")
    )
    return redirect("wagtailadmin_pages:edit", page.pk)
