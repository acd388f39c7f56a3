"""Health, robots, files, and what every page says to the browser."""

import re
from pathlib import Path

import pytest
from django.contrib.auth import authenticate
from django.db import DatabaseError
from django.test import Client

from config import views
from config.demo_people import PASSWORD, PEOPLE
from tests.factories.accounts import PersonFactory

DEMO_BACKENDS = [
    "config.backends.DemoBackend",
    "django.contrib.auth.backends.ModelBackend",
]


@pytest.mark.django_db
def test_health_says_that_the_database_answers(client: Client) -> None:
    response = client.get("/healthz")
    assert response.status_code == 200
    assert response.json()["status"] == "ok"
    assert response.json()["pending_tasks"] == 0
    assert "no-store" in response["Cache-Control"]


@pytest.mark.django_db
def test_health_says_that_the_database_does_not_answer(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail() -> int:
        raise DatabaseError

    monkeypatch.setattr(views, "pending_task_count", fail)
    assert client.get("/healthz").status_code == 503


@pytest.mark.django_db
def test_robots_are_kept_out_of_the_administration(client: Client) -> None:
    text = client.get("/robots.txt").content.decode()
    for line in ("Disallow: /admin/", "Disallow: /ar/accounts/", "Sitemap: http"):
        assert line in text


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/ar/", "/en/", "/ar/accounts/login/", "/ar/none/"])
def test_public_pages_allow_no_inline_script_or_style(
    client: Client, path: str
) -> None:
    policy = client.get(path)["Content-Security-Policy"]
    assert "script-src 'self'" in policy
    assert "style-src 'self'" in policy
    assert "unsafe" not in policy
    assert "object-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/ar/", "/en/", "/ar/accounts/login/", "/ar/none/"])
def test_public_pages_hold_no_inline_script_or_style(client: Client, path: str) -> None:
    html = client.get(path).content.decode()
    assert not re.search(r"<script(?![^>]*\bsrc=)(?![^>]*json)[^>]*>", html)
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=|javascript:", html)


@pytest.mark.django_db
def test_the_administration_has_a_policy_of_its_own(client: Client) -> None:
    client.force_login(PersonFactory(superuser=True))
    response = client.get("/admin/")
    assert response.status_code == 200
    policy = response["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "unsafe-eval" not in policy
    assert "frame-ancestors 'self'" in policy


@pytest.fixture
def folder(tmp_path: Path, settings: object) -> Path:
    """A store that is a folder with three files."""
    settings.MEDIA_ROOT = tmp_path  # type: ignore[attr-defined]
    settings.STORAGES = {  # type: ignore[attr-defined]
        **settings.STORAGES,  # type: ignore[attr-defined]
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    }
    for name in ("photos/p.jpg", "files/page.html", "documents/secret.pdf"):
        (tmp_path / name).parent.mkdir()
        (tmp_path / name).write_bytes(b"content")
    return tmp_path


def test_pictures_are_sent_and_may_do_nothing(client: Client, folder: Path) -> None:
    response = client.get("/media/photos/p.jpg")
    assert response.status_code == 200
    assert "sandbox" in response["Content-Security-Policy"]
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Disposition"].startswith("inline")


def test_a_file_that_claims_to_be_a_page_is_only_downloaded(
    client: Client, folder: Path
) -> None:
    response = client.get("/media/files/page.html")
    assert response["Content-Disposition"] == "attachment"
    assert "default-src 'none'" in response["Content-Security-Policy"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "path", ["documents/secret.pdf", "../base.py", "%2e%2e/x", "none.jpg", "photos"]
)
def test_other_files_are_not_sent(client: Client, folder: Path, path: str) -> None:
    assert client.get(f"/media/{path}").status_code in {400, 404}


@pytest.mark.django_db
def test_a_body_of_ten_megabytes_is_refused_with_a_page(client: Client) -> None:
    response = client.post(
        "/ar/accounts/login/", {"login": "x" * 10_000_000, "password": "y"}
    )
    assert response.status_code == 413
    assert "<html" in response.content.decode()


@pytest.mark.django_db
def test_a_form_of_too_many_fields_is_refused_with_a_page(client: Client) -> None:
    fields = {f"field{number}": "x" for number in range(3000)}
    response = client.post("/ar/accounts/login/", fields)
    assert response.status_code == 400
    assert "<html" in response.content.decode()


@pytest.mark.django_db
def test_a_stale_form_gives_back_what_was_typed() -> None:
    client = Client(enforce_csrf_checks=True)
    response = client.post("/ar/accounts/login/", {"text": "كتبت هذا طويلًا"})
    assert response.status_code == 403
    assert "كتبت هذا طويلًا" in response.content.decode()


@pytest.mark.django_db
def test_an_unknown_host_is_refused(client: Client, settings: object) -> None:
    settings.ALLOWED_HOSTS = ["sawt.example.org"]  # type: ignore[attr-defined]
    assert client.get("/healthz", headers={"host": "evil.example"}).status_code == 400


@pytest.mark.django_db
class TestTheDemoPassword:
    def test_it_opens_the_doors_of_the_demo_people(self, settings: object) -> None:
        settings.AUTHENTICATION_BACKENDS = DEMO_BACKENDS  # type: ignore[attr-defined]
        email = next(iter(PEOPLE))
        person = PersonFactory(email=email)
        assert authenticate(None, username=email, password=PASSWORD) == person
        assert authenticate(None, email=email.upper(), password=PASSWORD) == person

    def test_it_opens_no_other_door(self, settings: object) -> None:
        settings.AUTHENTICATION_BACKENDS = DEMO_BACKENDS  # type: ignore[attr-defined]
        PersonFactory(email="somebody@example.org")
        credentials = {"username": "somebody@example.org", "password": PASSWORD}
        assert authenticate(None, **credentials) is None

    def test_a_wrong_one_opens_nothing(self, settings: object) -> None:
        settings.AUTHENTICATION_BACKENDS = DEMO_BACKENDS  # type: ignore[attr-defined]
        email = next(iter(PEOPLE))
        PersonFactory(email=email)
        for password in ("", None, "wrong", PASSWORD.upper()):
            assert authenticate(None, username=email, password=password) is None

    def test_without_the_demo_settings_it_opens_nothing(self) -> None:
        email = next(iter(PEOPLE))
        PersonFactory(email=email)
        assert authenticate(None, username=email, password=PASSWORD) is None
