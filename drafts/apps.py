"""Start of the drafts app."""

from django.apps import AppConfig


class DraftsConfig(AppConfig):
    name = "drafts"
    label = "drafts"

    def ready(self) -> None:
        """Show what was suggested and answered in sections and on cards."""
        from comments.queries.attachments import register_attachments
        from drafts import slots as ours
        from drafts.views.passages import STASH as QUOTED
        from drafts.views.wordings import STASH
        from foundation.core.web import kept_notice
        from frontend import slots

        register_attachments(ours.passages_on_cards)
        register_attachments(ours.suggestions_on_cards)
        register_attachments(ours.answers_on_cards)
        slots.fill("draft-section", ours.show_suggestions)
        slots.fill("draft-answers", ours.show_answers)
        slots.fill("comment-acts", ours.show_answer_link)
        slots.fill("sign-in-notice", kept_notice(STASH))
        slots.fill("sign-in-notice", kept_notice(QUOTED))
