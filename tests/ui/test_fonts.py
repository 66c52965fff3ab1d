"""The typefaces are cut once, with every sign of French, and serve pages and PDFs."""

from io import StringIO

import pytest
from django.core.management import call_command
from fontTools.ttLib import TTFont

pytestmark = pytest.mark.xdist_group("fonts")  # cut once, for one process

FRENCH = "aàâäæcçeéèêëiîïoôöœuùûüyÿAÀÂÆÇÉÈÊËÎÏÔŒÙÛÜŸ«»’“”–—…€0123456789%²°·→−\u00a0"


@pytest.fixture(scope="module")
def fonts(tmp_path_factory):
    return tmp_path_factory.mktemp("fonts")


@pytest.fixture
def made(settings, fonts):
    settings.FONTS_DIR = fonts
    call_command("make_fonts", stdout=StringIO())
    return sorted(fonts.glob("*.woff2"))


def test_five_faces_with_every_french_sign(made):
    assert len(made) == 5
    for file in made:
        known = TTFont(file).getBestCmap()
        assert [sign for sign in FRENCH if ord(sign) not in known] == []
        assert file.stat().st_size < 60_000


def test_a_second_run_changes_nothing(made):
    before = {file.name: (file.read_bytes(), file.stat().st_mtime_ns) for file in made}
    said = StringIO()

    call_command("make_fonts", stdout=said)

    assert "0 made" in said.getvalue()
    assert {file.name: (file.read_bytes(), file.stat().st_mtime_ns) for file in made} == before


def test_a_lost_file_is_made_again(made):
    before = made[0].read_bytes()
    made[0].unlink()

    call_command("make_fonts", stdout=StringIO())

    assert made[0].read_bytes() == before
