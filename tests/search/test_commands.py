"""The command that makes the index anew."""

import json

import pytest
from django.core.management import call_command

from consultations.pages.models import HomePage
from search.models import Entry
from tests.factories.pages import make_draft_page

pytestmark = pytest.mark.django_db


def test_rebuilding_tells_its_progress_and_its_result(
    home_page: HomePage, capsys: pytest.CaptureFixture[str]
) -> None:
    make_draft_page()
    Entry.objects.all().delete()
    call_command("rebuild_search")
    told = capsys.readouterr()
    assert json.loads(told.out)["entries"] == Entry.objects.count() == 3
    assert "section: 2" in told.err
