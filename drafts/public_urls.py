"""Addresses that everyone may open: versions of a text and what became of them."""

from django.urls import path, re_path

from drafts.views import files, matrices, outcomes, passages, versions, wordings

app_name = "texts"

FILE = (
    r"^(?P<draft>[\w-]+)/versions/(?P<number>\d{1,6})"
    rf"/text\.(?P<ending>{files.ENDINGS})$"
)

urlpatterns = [
    path("<slug:draft>/versions/<int:number>/", versions.version, name="version"),
    path("<slug:draft>/changes/", versions.choose_changes, name="choose-changes"),
    path("<slug:draft>/changes/<int:old>/<int:new>/", versions.changes, name="changes"),
    path("<slug:draft>/sections/<slug:section>/", versions.section, name="section"),
    re_path(FILE, files.download_view, name="file"),
    path("<slug:draft>/outcome/", outcomes.outcome, name="outcome"),
    path("<slug:draft>/matrix/", matrices.matrix, name="matrix"),
    path("<slug:draft>/matrix.csv", matrices.matrix_file, name="matrix-file"),
    path(
        "<slug:draft>/responses/<slug:public_id>/", matrices.response, name="response"
    ),
    path(
        "<slug:draft>/sections/<slug:section>/suggest/",
        wordings.suggest,
        name="suggest",
    ),
    path(
        "<slug:draft>/sections/<slug:section>/suggestions/",
        wordings.suggestions,
        name="suggestions",
    ),
    path(
        "<slug:draft>/sections/<slug:section>/sentences/",
        passages.sentences,
        name="sentences",
    ),
    path("<slug:draft>/sections/<slug:section>/quote/", passages.quote, name="quote"),
    path("<slug:draft>/passages/<slug:public_id>/", passages.passage, name="passage"),
    path("<slug:draft>/passages/<slug:public_id>/place/", passages.place, name="place"),
    path("<slug:draft>/tray/", passages.tray, name="tray"),
]
