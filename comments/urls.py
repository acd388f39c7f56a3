"""Addresses under /comments/ and, of those who keep it fair, /moderation/."""

from django.urls import path

from comments import views
from comments.views import moderation

app_name = "comments"
urlpatterns = [
    path("threads/<slug:public_id>/", views.thread, name="thread"),
    path("threads/<slug:public_id>/fresh/", views.fresh, name="fresh"),
    path("threads/<slug:public_id>/post/", views.post, name="post"),
    path("<slug:public_id>/", views.comment, name="comment"),
    path("<slug:public_id>/edit/", views.edit, name="edit"),
    path("<slug:public_id>/withdraw/", views.withdraw, name="withdraw"),
    path("<slug:public_id>/react/", views.react, name="react"),
    path("<slug:public_id>/pin/", views.pin, name="pin"),
    path("<slug:public_id>/alike/", views.alike, name="alike"),
    path("<slug:public_id>/detach/", views.detach, name="detach"),
    path("<slug:public_id>/report/", moderation.report, name="report"),
    path("<slug:public_id>/decision/", moderation.latest, name="decision"),
    path("<slug:public_id>/reported/", moderation.reported, name="reported"),
    path("<slug:public_id>/history/", views.history, name="history"),
]

moderation_urlpatterns = [
    path("", moderation.queue, name="queue"),
    path("undo/", moderation.take_back, name="undo"),
    path("comments/<slug:public_id>/", moderation.comment, name="comment"),
    path("threads/<slug:public_id>/", moderation.thread, name="thread"),
    path("decisions/<slug:public_id>/", moderation.decision, name="decision"),
    path("appeals/", moderation.appeals, name="appeals"),
    path("appeals/<slug:public_id>/", moderation.answer_appeal, name="appeal"),
    path("words/", moderation.words, name="words"),
    path("ledger/", moderation.ledger, name="ledger"),
    path("ledger.csv", moderation.ledger_file, name="ledger_file"),
    path("ledger/<slug:slug>/", moderation.ledger, name="ledger_of"),
]
