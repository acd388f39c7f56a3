"""Addresses of the drafts administration, below the administration's own."""

from django.urls import path

from drafts import views
from drafts.views import alignments, decisions, inputs

app_name = "drafts"

urlpatterns = [
    path("", views.list_drafts, name="list"),
    path("import/", views.import_text_view, name="import"),
    path("proposed/<slug:public_id>/", views.correct_import_view, name="correct"),
    path("proposed/<slug:public_id>/forget/", views.forget_import_view, name="forget"),
    path(
        "proposed/<slug:public_id>/split/<slug:key>/",
        views.split_in_import,
        name="correct-split",
    ),
    path(
        "proposed/<slug:public_id>/drop/<slug:key>/",
        views.drop_from_import,
        name="correct-drop",
    ),
    path("proposed/<slug:public_id>/add/", views.add_to_import, name="correct-add"),
    path(
        "proposed/<slug:public_id>/add/<slug:key>/",
        views.add_to_import,
        name="correct-add",
    ),
    path("text/<slug:public_id>/", views.edit_draft_view, name="edit"),
    path("text/<slug:public_id>/import/", views.import_text_view, name="import"),
    path("text/<slug:public_id>/titles/", views.rename_draft_view, name="rename"),
    path("text/<slug:public_id>/open/", views.open_version_view, name="open"),
    path("text/<slug:public_id>/delete/", views.delete_draft_view, name="delete"),
    path(
        "text/<slug:public_id>/preview/<int:number>/",
        views.preview_view,
        name="preview",
    ),
    path(
        "text/<slug:public_id>/split/<slug:key>/",
        views.split_in_draft,
        name="edit-split",
    ),
    path(
        "text/<slug:public_id>/drop/<slug:key>/",
        views.drop_from_draft,
        name="edit-drop",
    ),
    path("text/<slug:public_id>/add/", views.add_to_draft, name="edit-add"),
    path("text/<slug:public_id>/add/<slug:key>/", views.add_to_draft, name="edit-add"),
    path("inputs/", inputs.desks_view, name="desks"),
    path("text/<slug:public_id>/inputs/", inputs.inputs_view, name="inputs"),
    path(
        "text/<slug:public_id>/inputs/<slug:comment>/",
        inputs.input_view,
        name="input",
    ),
    path(
        "text/<slug:public_id>/inputs/<slug:comment>/words/",
        decisions.decide_view,
        name="decide",
    ),
    path(
        "text/<slug:public_id>/responses/<slug:response>/take-back/",
        inputs.take_back_view,
        name="take-back",
    ),
    path("text/<slug:public_id>/changes/", alignments.alignment_view, name="alignment"),
    path(
        "text/<slug:public_id>/changes/undo/",
        alignments.forget_corrections_view,
        name="forget-corrections",
    ),
    path(
        "text/<slug:public_id>/changes/undo/<slug:key>/",
        alignments.forget_corrections_view,
        name="forget-corrections",
    ),
    path(
        "text/<slug:public_id>/changes/old/<slug:key>/",
        alignments.correct_old_view,
        name="correct-old",
    ),
    path(
        "text/<slug:public_id>/changes/new/<slug:key>/",
        alignments.correct_new_view,
        name="correct-new",
    ),
]
