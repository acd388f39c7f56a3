"""Start of the notifications app."""

from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    name = "outlets.notifications"
    label = "notifications"

    def ready(self) -> None:
        """Listen to the rooms, and stand in the header."""
        self._listen_to_discussion()
        self._listen_to_publication()
        self._enter_menus()

    @staticmethod
    def _listen_to_discussion() -> None:
        from comments import events as comments
        from drafts.events import AnswerTakenBack, InputsAnswered
        from foundation.core.events import listen_within
        from outlets.notifications import handlers

        listen_within(comments.CommentPosted, handlers.tell_of_reply)
        listen_within(comments.CommentsHidden, handlers.tell_of_acts)
        listen_within(comments.CommentsRestored, handlers.tell_of_acts)
        listen_within(comments.HidingConfirmed, handlers.tell_of_acts)
        listen_within(comments.ReportsDismissed, handlers.tell_of_acts)
        listen_within(comments.AppealFiled, handlers.tell_of_appeal)
        listen_within(comments.AppealDecided, handlers.tell_of_appeal_decided)
        listen_within(comments.PersonMentioned, handlers.tell_of_mention)
        listen_within(InputsAnswered, handlers.tell_of_inputs_answered)
        listen_within(AnswerTakenBack, handlers.tell_of_answer_taken_back)

    @staticmethod
    def _listen_to_publication() -> None:
        from consultations.ideas import events as ideas
        from consultations.pages import events as pages
        from drafts.events import VersionPublished
        from foundation.core.events import listen_within
        from outlets.notifications import handlers

        listen_within(ideas.IdeaMoved, handlers.tell_of_move)
        listen_within(ideas.IdeaAnswered, handlers.tell_of_answer)
        listen_within(ideas.EvidenceAdded, handlers.tell_of_evidence)
        listen_within(ideas.AnswerFallsDue, handlers.tell_of_debt)
        listen_within(VersionPublished, handlers.tell_of_version)
        listen_within(pages.UpdatePublished, handlers.tell_of_update)
        listen_within(pages.OutcomePublished, handlers.tell_of_outcome)
        listen_within(pages.PhaseShifted, handlers.tell_of_shift)
        listen_within(pages.ApprovalRequested, handlers.tell_of_request)
        listen_within(pages.ApprovalDecided, handlers.tell_of_decision)

    @staticmethod
    def _enter_menus() -> None:
        from django.utils.translation import gettext_lazy as _

        from frontend import slots
        from frontend.menu import Entry, enter
        from outlets.notifications.slots import show_unread

        enter(Entry("account", _("Inbox"), "notifications:inbox", order=10))
        slots.fill("header-tools", show_unread)
