"""Lists of the CMS pages; the pages themselves are found by Wagtail."""

from django.urls import path

from consultations.pages import views

app_name = "pages"
urlpatterns = [
    path("consultations/", views.consultation_list, name="consultations"),
    path("projects/", views.project_list, name="projects"),
    path("decisions/", views.decision_list, name="decisions"),
    path("districts/<slug:authority>.json", views.district_outlines, name="districts"),
]
