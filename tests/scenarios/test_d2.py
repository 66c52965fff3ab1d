"""D2. No diagnostic at all: the same pages of instruction, and a needs sheet at the entry of the sessions."""

import io
from html.parser import HTMLParser

import pytest
from django.urls import reverse
from pypdf import PdfReader

from ccr.wall.errors import DomainError
from dla import services as dla_services
from selection.scores import standings
from tests.factories import dla, selection
from tests.scenarios.story import act
from tests.scenarios.test_d1 import instruction_pdf
from tests.wall import access
from tests.wall.asking import read_pdf

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("d2")]  # told once, in one process


@pytest.fixture
def decided(decided, freeze):
    """A was diagnosed, B never asked; both are retained, two days ago."""
    freeze("2012-02-02 10:00")
    return decided


class Skeleton(HTMLParser):
    """The elements of a page, in order, with what gives them a shape: neither words nor addresses."""

    def __init__(self, html):
        super().__init__()
        self.parts = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        shape = [(name, value) for name, value in attrs if name in ("class", "role", "type", "scope", "rel")]
        self.parts.append((tag, *shape))

    def handle_endtag(self, tag):
        self.parts.append(f"/{tag}")


ROLES = {"instructor": "instructor", "president": "committee_president", "member": "committee_member"}
"""In the story → in the access table."""


def addresses(decided, role, file):
    """Every page and file about a structure's file that this role opens, by the access table; then its lists."""
    from candidates.models import Version

    version = Version.objects.system().get(application=file.application_id, is_current=True)
    meeting = decided.campaign.meetings.get(kind="committee")
    things = {"file": file.pk, "number": version.number, "meeting": meeting.pk}
    things["version_piece"] = version.pieces.order_by("kind").first().pk
    for line in access.pages(ROLES[role]):
        known = all(thing in things for _, thing in line.kwargs)
        if line.url_name.startswith("selection:") and line.whose in ("mine", "-") and known:
            kwargs = {name: things[thing] for name, thing in line.kwargs}
            yield line.url_name, reverse(line.url_name, kwargs={"campaign": decided.campaign.slug, **kwargs})


@pytest.mark.parametrize("role", ROLES)
def test_every_page_of_its_file_is_built_as_the_others(decided, sign_in, role):
    client, seen = sign_in(getattr(decided, role).person), set()
    pairs = zip(addresses(decided, role, decided.file_a), addresses(decided, role, decided.file_b), strict=True)
    for (name, one), (_, other) in pairs:
        pages = [client.get(address) for address in (one, other)]
        assert pages[0].status_code == pages[1].status_code, name
        if pages[0].status_code != 200 or not pages[0].headers["Content-Type"].startswith("text/html"):
            continue
        first, second = (page.content.decode() for page in pages)
        assert Skeleton(first).parts == Skeleton(second).parts, name
        assert "iagnosti" not in first.split("<main")[1] + second.split("<main")[1], name
        seen.add(name)
    assert {"selection:file", "selection:version", "selection:file_list", "selection:committee"} <= seen


def outline(pdf: bytes) -> list[str]:
    """The bookmarks of a PDF: its headings, in order."""
    reader = PdfReader(io.BytesIO(pdf))

    def titles(items):
        return [title for item in items for title in (titles(item) if isinstance(item, list) else [item.title])]

    return titles(reader.outline)


def test_its_pdf_has_the_same_headings_and_no_empty_box(decided, commits):
    pdfs = [instruction_pdf(decided, file, commits) for file in (decided.file_a, decided.file_b)]
    names = ("Les Paniers du Port", "Menuiserie Coopérative")
    first, second = (
        [title.replace(name, "…") for title in outline(pdf)] for pdf, name in zip(pdfs, names, strict=True)
    )

    assert first == second
    assert len(first) >= 3
    for pdf, name in zip(pdfs, names, strict=True):
        assert name in read_pdf(pdf)
        assert "iagnosti" not in read_pdf(pdf)


def test_it_is_complete_scored_and_retained(decided):
    from candidates.models import Outcome
    from selection.models import MarkSheet, Opinion

    file = selection.fresh(decided.file_b)
    opinion = Opinion.objects.system().get(file=file)
    assert (file.checked_version, opinion.missing, opinion.value) == (1, "", "favourable")

    sheets = MarkSheet.objects.system().filter(file=file)
    assert {(sheet.seat_id, sheet.state) for sheet in sheets} == {
        (seat.pk, "submitted") for seat in (decided.president, decided.member)
    }
    assert standings(sheets)[file.pk].mean == 71
    assert Outcome.objects.system().get(application=decided.b).value == "retained"


def test_without_its_needs_sheet_the_enrolment_says_which_piece_is_missing(decided):
    session = dla.planned(decided.campaign, decided.dla_officer)
    with pytest.raises(DomainError, match="fiche") as refused:
        act(decided.dla_officer, dla_services.enrol, session, decided.b)
    assert "sa note de diagnostic, si elle choisit de la transmettre, ou sa fiche de besoins validée" in str(
        refused.value
    )

    dla.validated(decided.b, decided.dla_officer)
    assert act(decided.dla_officer, dla_services.enrol, session, decided.b).state == "enrolled"
