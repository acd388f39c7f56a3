"""Addresses under /me/inbox/."""

from django.urls import path

from outlets.notifications import views

app_name = "notifications"
urlpatterns = [
    path("", views.show_inbox, name="inbox"),
    path("read/", views.read_all, name="read_all"),
    path("mail/", views.change_mail, name="mail"),
    path("stop/<str:token>/", views.stop, name="stop"),
    path("<slug:public_id>/", views.open_message, name="open"),
]
