"""The parts of the layering that import-linter cannot see."""

from pathlib import Path

import grimp
from django.apps import apps

ROOT = Path(__file__).resolve().parents[1]
FLOORS = [
    {"frontend"},
    {"foundation"},
    {"comments", "voting"},
    {"drafts"},
    {"consultations"},
    {"search", "outlets"},
    {"config"},
]
GROUND = ["core", "audit", "accounts", "organisations media audiences live"]
APPS_WITH_ROOMS = {"foundation", "consultations", "outlets"}
SHARED_ROLES = {
    "comparing",  # pure: what became of a text, without Django
    "counting",  # pure: from votes to winners, without Django
    "errors",
    "events",
    "models",
    "permissions",
    "queries",
    "readers",  # pure: from bytes to text, without Django
    "services",
    "splitting",  # pure: from text to sections, without Django
    "states",
}
OPEN_APPS = {"foundation.core", "frontend"}


def floor_of(module: str) -> float | None:
    """How high the module stands; None for code that is not ours."""
    top, _, rest = module.partition(".")
    floor = next((i for i, names in enumerate(FLOORS) if top in names), None)
    if top == "foundation":
        room = rest.partition(".")[0]
        step = next(i for i, rooms in enumerate(GROUND) if room in rooms.split())
        return 1 + step / 10
    if top == "consultations":
        return 4.5 if rest.startswith("pages") else 4
    return floor


def app_and_role(module: str) -> tuple[str, str]:
    """Split `consultations.ideas.services.submit` into its app and its role."""
    parts = module.split(".")
    depth = 2 if parts[0] in APPS_WITH_ROOMS else 1
    return ".".join(parts[:depth]), ".".join(parts[depth : depth + 1])


def test_platform_is_a_folder_and_not_a_package() -> None:
    assert not list((ROOT / "platform").glob("*.py"))


def test_tables_point_down() -> None:
    upward = [
        f"{model._meta.label}.{field.name} -> {field.related_model._meta.label}"
        for model in apps.get_models()
        if (here := floor_of(model.__module__)) is not None
        for field in model._meta.get_fields()
        if field.is_relation and field.concrete and field.related_model
        if not isinstance(field.related_model, str)
        if (there := floor_of(field.related_model.__module__)) is not None
        if there > here
    ]
    assert upward == []


def test_apps_touch_only_each_others_shared_modules() -> None:
    graph = grimp.build_graph(*sorted(set.union(*FLOORS)))
    reaching_in = [
        f"{importer} -> {imported}"
        for importer in graph.modules
        if not importer.startswith("config")
        for imported in graph.find_modules_directly_imported_by(importer)
        if app_and_role(importer)[0] != app_and_role(imported)[0]
        if app_and_role(imported)[0] not in OPEN_APPS
        if app_and_role(imported)[1] not in SHARED_ROLES
    ]
    assert reaching_in == []
