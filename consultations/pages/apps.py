"""Start of the pages app."""

from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate, post_save
from wagtail.users.apps import WagtailUsersAppConfig


class PagesConfig(AppConfig):
    name = "consultations.pages"
    label = "pages"
    default = True

    def ready(self) -> None:
        """Listen to the rooms below and to Wagtail, which speaks in signals."""
        from consultations.pages import handlers, tasks  # noqa: F401  its jobs register
        from foundation.core.events import listen_within
        from foundation.organisations.events import AuthorityCreated

        post_migrate.connect(handlers.make_site, sender=self)
        listen_within(AuthorityCreated, handlers.make_authority_page)
        self._listen_to_wagtail()
        self._answer_for_pages()
        self._say_where_things_live()
        self._enter_menus()

    def _listen_to_wagtail(self) -> None:
        from wagtail import signals
        from wagtail.models import ModelLogEntry, PageLogEntry

        from consultations.pages import handlers

        signals.task_submitted.connect(handlers.note_submission)
        signals.task_rejected.connect(handlers.note_rejection)
        signals.task_cancelled.connect(handlers.note_cancelling)
        signals.page_published.connect(handlers.carry_live)
        signals.page_unpublished.connect(handlers.withdraw)
        signals.post_page_move.connect(handlers.follow_move)
        for entry in (PageLogEntry, ModelLogEntry):
            post_save.connect(handlers.record_log_entry, sender=entry)

    @staticmethod
    def _answer_for_pages() -> None:
        from consultations.pages import models, views
        from consultations.pages.serving import answer_with

        answer_with(models.HomePage, views.show_home)
        answer_with(models.AuthorityPage, views.show_authority)
        answer_with(models.StandardPage, views.show_standard_page)
        answer_with(models.NewsPage, views.show_news)
        answer_with(models.DraftDecisionPage, views.show_draft)
        answer_with(models.ProjectPage, views.show_project)
        answer_with(models.IdeaCallPage, views.show_call)
        answer_with(models.UpdatePage, views.show_update)

    @staticmethod
    def _say_where_things_live() -> None:
        from comments.models import Thread
        from consultations.pages.queries import homes
        from foundation.audiences.models import Audience
        from foundation.core.homes import register_home
        from voting.models import Ballot

        register_home(Thread, homes.homes_of_section_threads)
        register_home(Thread, homes.homes_of_draft_threads)
        register_home(Thread, homes.homes_of_project_threads)
        register_home(Ballot, homes.homes_of_ballots)
        register_home(Audience, homes.homes_of_audiences)

    @staticmethod
    def _enter_menus() -> None:
        from django.utils.translation import gettext_lazy as _

        from consultations.pages.views.slots import (
            show_chain,
            show_decision,
            show_page_of_draft,
            show_standing_pages,
        )
        from frontend import slots
        from frontend.menu import Entry, enter

        name = "pages:consultations"
        enter(Entry("main", _("Open now"), name, order=10, url_query="?status=open"))
        enter(Entry("main", _("Drafts"), name, order=20, url_query="?kind=draft"))
        enter(Entry("main", _("Projects"), "pages:projects", order=30))
        enter(Entry("main", _("What was decided"), "pages:decisions", order=60))
        slots.fill("idea.chain", show_chain)
        slots.fill("draft-decision", show_decision)
        slots.fill("draft.page", show_page_of_draft)
        slots.fill("site-footer-about", show_standing_pages)


class PeopleConfig(WagtailUsersAppConfig):
    """Wagtail's administration of people, with our forms for a Person."""

    default = False
    user_viewset = "consultations.pages.viewsets.PersonViewSet"

    def ready(self) -> None:
        """Silence Wagtail's own mails: one service tells people, in their language."""
        from wagtail import signals
        from wagtail.models import TaskState, WorkflowState

        for signal, name in (
            (signals.task_submitted, "group_approval_task_submitted"),
            (signals.workflow_submitted, "workflow_state_submitted"),
            (signals.workflow_rejected, "workflow_state_rejected"),
            (signals.workflow_approved, "workflow_state_approved"),
        ):
            sender = TaskState if signal is signals.task_submitted else WorkflowState
            signal.disconnect(sender=sender, dispatch_uid=f"{name}_email_notification")


def publish_approved(workflow_state: Any, user: Any = None) -> None:
    """Publish what was approved: `WAGTAIL_FINISH_WORKFLOW_ACTION`.

    It stands here because Wagtail imports it while models are still being loaded.
    """
    from django.utils import timezone

    from consultations.pages import services

    services.publish_approved(
        workflow_state=workflow_state, actor=user, now=timezone.now()
    )
