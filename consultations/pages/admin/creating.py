"""Creating a page gives it what it owns before it is kept."""

from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from wagtail.admin.views.pages.create import CreateView

from consultations.pages import services
from consultations.pages.models import ConsultationPage
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
