"""Lines of its note that a structure takes into its needs sheet, as its own words, and takes out (DESIGN 2.4, A153)."""

import pytest
from django.db import IntegrityError
from django.db import transaction as db_transaction

from ccr.programme.roles import Role
from ccr.wall.errors import DomainError
from ccr.wall.guard import passing_as
from diagnostics import transfer
from diagnostics.models import Adoption, Journal, Note, Reading
from dla import services
from dla.models import NeedsSheet, NeedsTheme, Theme
from tests.dla.pages import html
from tests.factories import candidates
from tests.factories import diagnostics as diagnosing
from tests.factories import dla as make
from tests.factories.core import make_seat

REASONS, FORMAT = diagnosing.NOTE["reasons"], diagnosing.NOTE["support_format"]
TAKEN = ["reasons.0", "format.0"]


@pytest.fixture
def world(campaign, freeze):
    freeze(diagnosing.ASKED)
    return diagnosing.make_world(campaign)


@pytest.fixture
def note(world):
    """Given back, the decision published: the structure has a needs sheet."""
    diagnosing.deposit(world.application)
    diagnostic = diagnosing.restituted(world)
    diagnosing.decide(world.application)
    return diagnosing.note_of(diagnostic)


@pytest.fixture
def structure(world, sign_in):
    return sign_in(world.candidate.person)


def adopt(world, note, words=f"Nos prix.\n{REASONS}\n{FORMAT}", **options):
    return make.act(world.candidate, services.adopt_lines, note, Theme.MARKETING, TAKEN, words, **options)


def words_of(world, theme="marketing"):
    return NeedsTheme.objects.system().get(sheet__application=world.application, theme=theme).words


def test_lines_are_ticked_edited_consented_to_and_taken_out(world, note, structure, url):
    sheet, address = url("my_sheet", world.application.pk), url("adopt", note.pk)
    make.act(world.candidate, services.save_theme, world.application, "marketing", {"words": "Nos prix."})
    assert address in html(structure.get(f"/2011/appui/diagnostics/note/{note.pk}/"))
    assert address in html(structure.get(sheet))
    assert REASONS in html(structure.get(address))
    assert structure.get(address, {"theme": "yoga", "lines": "x"}).status_code == 422

    asked = structure.get(address, {"theme": "marketing", "lines": TAKEN})
    form = asked.context["form"].initial
    assert form["words"] == f"Nos prix.\n{REASONS}\n{FORMAT}"
    typed = {**form, "words": f"Nos prix.\r\n{REASONS}\r\nSix jours, pas deux."}
    refused = structure.post(address, typed)
    assert refused.status_code == 422
    assert "Six jours, pas deux." in html(refused), "what was typed stays"
    page = html(structure.post(address, typed | {"consent": "on"}, follow=True))

    assert "2 lignes reprises le" in page
    assert words_of(world) == f"Nos prix.\n{REASONS}\nSix jours, pas deux."
    adoption = Adoption.objects.system().get()
    assert Reading.objects.system().get(reader=world.candidate).count > 1
    structure.post(url("withdraw_lines", adoption.pk))
    assert words_of(world) == "Nos prix.\nSix jours, pas deux.", "what was changed is the structure's own"
    assert ", retirées le" in html(structure.get(sheet))
    verbs = Journal.objects.system().filter(about_id=adoption.pk).order_by("at").values_list("verb", flat=True)
    assert list(verbs) == ["lines_adopted", "lines_withdrawn"]
    with pytest.raises(DomainError, match="déjà retirées"):
        make.act(world.candidate, services.withdraw_lines, adoption)


def test_who_reads_the_sheet_reads_words_and_nothing_of_a_note(world, note, at_the_desk, officer, url, breaches):
    adopt(world, note)
    make.fill_sheet(world.application)
    make.act(world.candidate, services.save_theme, world.application, "marketing", {"words": REASONS})
    sheet = make.act(world.candidate, services.submit_sheet, world.application)

    page = html(at_the_desk.get(url("sheet", sheet.pk)))

    assert REASONS in page
    assert "repris" not in page
    assert "diagnostic" not in page.partition("<main")[2]
    assert at_the_desk.get(url("adopt", note.pk)).status_code == 404
    with passing_as(officer):
        assert not transfer.own_notes(officer).exists()
        for model in (Adoption, Note):
            with pytest.raises(Exception, match="page introuvable"):
                list(model.objects.system())


def test_a_sheet_that_was_sent_loses_them_a_validated_one_keeps_its_words(world, note, officer, structure, url):
    make.fill_sheet(world.application)
    adopt(world, note)
    adopt(world, note, words=f"{REASONS}\n{FORMAT}\n{REASONS}\n{FORMAT}")
    first, second = Adoption.objects.system().order_by("consented_at")
    make.act(world.candidate, services.submit_sheet, world.application)

    make.act(world.candidate, services.withdraw_lines, first)

    assert words_of(world) == f"{REASONS}\n{FORMAT}", "each line once"
    make.act(officer, services.validate_sheet, NeedsSheet.objects.system().get())
    address = url("withdraw_lines", second.pk)
    assert "ses mots y restent" in html(structure.get(address))
    assert "garde ses mots" in html(structure.post(address, follow=True))
    assert words_of(world) == f"{REASONS}\n{FORMAT}"
    assert Adoption.objects.system().filter(withdrawn_at__isnull=True).count() == 0
    assert structure.get(url("adopt", note.pk)).status_code == 200
    with pytest.raises(DomainError, match="ne se modifie plus"):
        adopt(world, note)


def test_the_representative_alone_takes_lines_of_her_own_note(world, note, campaign, president, sign_in, url):
    contributor = candidates.add_contributor(world.application)
    with pytest.raises(DomainError, match="Seul le représentant"):
        make.act(contributor, services.adopt_lines, note, Theme.MARKETING, TAKEN, "Mots.")
    assert "Seul le représentant" in html(sign_in(contributor.person).get(url("adopt", note.pk)))
    with pytest.raises(DomainError, match="au moins une ligne"):
        make.act(world.candidate, services.adopt_lines, note, Theme.MARKETING, ["ailleurs.0"], "Mots.")
    assert not NeedsTheme.objects.system().exists(), "all of it or nothing"
    adopt(world, note)

    other = make.selected(campaign, president)
    client = sign_in(candidates.representative(other).person)

    assert client.get(url("adopt", note.pk)).status_code == 404
    assert client.get(url("withdraw_lines", Adoption.objects.system().get().pk)).status_code == 404
    member = make_seat(campaign, Role.CONSULTANT)
    assert sign_in(member.person).get(url("adopt", note.pk)).status_code == 404


def test_what_a_colleague_wrote_meanwhile_is_shown_beside(world, note, structure, url):
    address = url("adopt", note.pk)
    form = structure.get(address, {"theme": "marketing", "lines": TAKEN}).context["form"].initial
    make.act(world.candidate, services.save_theme, world.application, "marketing", {"words": "Trois pages."})

    refused = structure.post(address, {**form, "consent": "on"})

    assert refused.status_code == 422
    assert "Trois pages." in html(refused)
    assert REASONS in html(refused)
    assert words_of(world) == "Trois pages."
    assert not Adoption.objects.system().exists()


def test_a_line_that_stands_in_the_theme_is_not_taken_again(world, note, structure, url):
    address = url("adopt", note.pk)
    make.act(world.candidate, services.save_theme, world.application, "marketing", {"words": f"Nos prix.\n{REASONS}"})

    both = structure.get(address, {"theme": "marketing", "lines": TAKEN}).context["form"].initial
    alone = structure.get(address, {"theme": "marketing", "lines": TAKEN[:1]})

    assert (both["words"], both["lines"]) == (f"Nos prix.\n{REASONS}\n{FORMAT}", TAKEN[1:])
    assert (alone.status_code, "est déjà dans ce thème" in html(alone)) == (422, True)
    assert structure.get(address, {"theme": "economic", "lines": TAKEN[:1]}).status_code == 200


def test_an_adoption_is_whole_by_sql(world, note):
    adopt(world, note)
    row = Adoption.objects.system()
    before = row.get().consented_at.replace(year=2000)
    for name, change in (
        ("adoption_takes_lines", {"text": ""}),
        ("adoption_withdrawn_after_consent", {"withdrawn_at": before}),
    ):
        with pytest.raises(IntegrityError, match=name), db_transaction.atomic():
            row.update(**change)
