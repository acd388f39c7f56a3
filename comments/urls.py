"""Addresses under /comments/."""

from django.urls import path

from comments import views

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
    path("<slug:public_id>/history/", views.history, name="history"),
]
