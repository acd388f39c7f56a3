"""What the authority answered to inputs."""

from collections.abc import Collection

from django.db.models import Count, QuerySet

from comments.models import Comment
from drafts.models import AnsweredInput, Draft, Response


def standing_answers(comment_ids: Collection[int]) -> dict[int, AnsweredInput]:
    """Find by comment the answer that stands, with its response (1 query)."""
    rows = AnsweredInput.objects.filter(comment_id__in=comment_ids, replaced_at=None)
    related = rows.select_related("response__draft__authority")
    return {row.comment_id: row for row in related}


def answers_to(comment: Comment) -> QuerySet[AnsweredInput]:
    """List every answer that an input got, the newest first; those replaced as well."""
    rows = AnsweredInput.objects.filter(comment=comment)
    return rows.select_related("response").order_by("-pk")


def responses_of(draft: Draft) -> QuerySet[Response]:
    """List the responses of a draft; those taken back are left out."""
    return Response.objects.filter(draft=draft, taken_back_at=None)


def input_counts(responses: Collection[Response]) -> dict[int, int]:
    """Count for each response the inputs for which it stands (1 query)."""
    rows = AnsweredInput.objects.filter(response__in=responses, replaced_at=None)
    counted = rows.order_by().values_list("response_id").annotate(Count("pk"))
    return dict(counted)


def find_response(draft: Draft, public_id: str) -> Response | None:
    """Find one response of a draft."""
    return Response.objects.filter(draft=draft, public_id=public_id).first()


def inputs_answered_by(response: Response) -> QuerySet[AnsweredInput]:
    """List the inputs that a response was given to and that can be read."""
    rows = AnsweredInput.objects.filter(
        response=response, comment__withdrawn_at=None, comment__hidden_at=None
    )
    return rows.select_related("comment__author", "comment__thread")
