"""Addresses under /ideas/."""

from django.urls import path

from consultations.ideas import views

app_name = "ideas"
urlpatterns = [
    path("", views.idea_list, name="list"),
    path("new/", views.propose, name="propose"),
    path("similar/", views.similar, name="similar"),
    path("debts/", views.debts, name="debts"),
    path("<slug:public_id>/", views.show_idea, name="idea"),
    path("<slug:public_id>/edit/", views.edit, name="edit"),
    path("<slug:public_id>/support/", views.support, name="support"),
    path("<slug:public_id>/move/", views.move, name="move"),
    path("<slug:public_id>/merge/", views.merge, name="merge"),
    path("<slug:public_id>/answer/", views.answer, name="answer"),
    path("<slug:public_id>/evidence/", views.evidence, name="evidence"),
]
