"""Addresses under /api/v1/."""

from django.urls import path

from outlets.api.views import api

urlpatterns = [path("", api.urls)]
