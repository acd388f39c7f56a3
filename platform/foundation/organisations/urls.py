"""Addresses of a person's own page."""

from django.urls import path

from foundation.organisations import views

app_name = "organisations"

urlpatterns = [path("", views.profile, name="profile")]
