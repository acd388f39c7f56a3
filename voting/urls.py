"""Addresses under /votes/."""

from django.urls import path

from voting import views

app_name = "voting"
urlpatterns = [
    path("<slug:public_id>/", views.ballot_detail, name="ballot"),
    path("<slug:public_id>/vote/", views.vote, name="vote"),
]
