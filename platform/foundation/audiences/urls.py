"""Addresses under /follow/."""

from django.urls import path

from foundation.audiences import views

app_name = "audiences"
urlpatterns = [path("<slug:public_id>/", views.change_following, name="follow")]
