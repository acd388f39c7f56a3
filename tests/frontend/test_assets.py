"""One stylesheet and one script: found, hashed, small, and fit for the policy."""

import gzip
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders

from frontend import assets, icons

KILO = 1000


def packed(text: str) -> int:
    return len(gzip.compress(text.encode(), 9))


def found(name: str) -> str:
    path = finders.find(name)
    assert path, name
    with open(path, encoding="utf-8") as file:  # noqa: PTH123  the finder gives a string
        return file.read()


def test_the_stylesheet_holds_tokens_base_and_every_component() -> None:
    css = found("frontend/sawt.css")
    assert css.index("--color-paper") < css.index("box-sizing") < css.index(".ballot")
    for folder in (assets.ROOT / "components").iterdir():
        if (folder / f"{folder.name}.css").exists():
            assert f".{folder.name}" in css


def test_the_stylesheet_weighs_less_than_forty_kilobytes_compressed() -> None:
    leaflet = found("frontend/vendor/leaflet/leaflet.css")
    assert packed(assets.stylesheet()) + packed(leaflet) <= 40 * KILO


def test_the_scripts_of_any_page_weigh_less_than_sixty_kilobytes_compressed() -> None:
    # Forms that ask while one types fetch htmx, pages with a map Leaflet; none has both
    # (each page is weighed in tests/browser/test_pages.py).
    ours = packed(assets.script()) + packed(found("frontend/theme.js"))
    vendored = [
        found("frontend/vendor/htmx/htmx.min.js"),
        found("frontend/vendor/leaflet/leaflet.js"),
    ]
    assert ours + max(packed(text) for text in vendored) <= 60 * KILO


def test_modules_keep_their_names_apart_and_import_nothing() -> None:
    script = assets.script()
    assert not re.search(r"^\s*(import|export)\b", script, re.MULTILINE)
    assert not re.search(r"\beval\(|new Function|innerHTML|insertAdjacentHTML", script)


def test_no_template_holds_inline_style_or_script() -> None:
    # Mail clients load no stylesheets, so the mail layout holds its own.
    for path in set(assets.ROOT.rglob("*.html")) - {assets.ROOT / "layouts/mail.html"}:
        text = path.read_text("utf-8")
        assert " style=" not in text, path
        assert not re.search(r"<script(?![^>]*\bsrc=)|\son\w+=|<style", text), path
        assert "javascript:" not in text, path


@pytest.mark.parametrize(
    "name",
    [
        "frontend/fonts/plex-arabic-400.woff2",
        "frontend/vendor/leaflet/images/marker-icon.png",
        "frontend/pictures/icon.svg",
    ],
)
def test_files_are_served_as_they_lie(name: str) -> None:
    assert finders.find(name)


@pytest.mark.parametrize(
    "name",
    [
        "frontend/apps.py",
        "frontend/fonts/../apps.py",
        "frontend/layouts/page.html",
        "x.css",
    ],
)
def test_nothing_else_is_served(name: str) -> None:
    assert not assets.FrontendFinder().find(name)


def test_every_icon_that_a_template_names_exists() -> None:
    named = set()
    for path in assets.ROOT.rglob("*.html"):
        text = path.read_text("utf-8")
        named.update(re.findall(r'{% icon "([\w-]+)"', text))
        named.update(re.findall(r'icon="([\w-]+)"', text))
        named.update(re.findall(r'icon\|default:"([\w-]+)"', text))
    assert named <= icons.names()


def test_licences_of_what_we_carry_stand_beside_it() -> None:
    for folder in (assets.ROOT / "vendor").iterdir():
        assert (folder / "LICENSE").exists(), folder
    assert (assets.ROOT / "fonts" / "OFL.txt").exists()


def test_collected_files_are_hashed_and_their_links_hold(tmp_path: Path) -> None:
    program = (
        "import django; from django.conf import settings\n"
        "settings.configure(INSTALLED_APPS=['django.contrib.staticfiles'],"
        f"STATIC_URL='/static/', STATIC_ROOT={str(tmp_path)!r},"
        "STATICFILES_FINDERS=['frontend.assets.FrontendFinder'],"
        "STORAGES={'staticfiles': {'BACKEND':"
        "'whitenoise.storage.CompressedManifestStaticFilesStorage'}})\n"
        "django.setup()\n"
        "from django.core.management import call_command\n"
        "call_command('collectstatic', interactive=False, verbosity=0)\n"
        "from django.contrib.staticfiles.storage import staticfiles_storage as s\n"
        "print(s.url('frontend/sawt.css'))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        check=True,
        cwd=assets.ROOT.parent,
    )
    name = done.stdout.strip().removeprefix("/static/")
    css = (tmp_path / name).read_text("utf-8")
    fonts = re.findall(r'url\("?([^")]+)"?\)', css)
    assert fonts
    for font in fonts:
        assert (tmp_path / "frontend" / font).exists(), font
    assert (tmp_path / f"{name}.gz").exists()
