"""The pages of the DLA, by role: what each does, what each refuses with a sentence, and how many queries it asks."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from ccr.programme.roles import Role
from dla import services
from dla.models import NeedsSheet, NeedsTheme, Theme
from tests.dla.pages import html
from tests.factories import candidates
from tests.factories import dla as make
from tests.factories.core import make_seat
from tests.forms import sent_by

# The structure


def test_the_sheet_is_typed_without_javascript_then_sent(structure, application, url):
    address = url("my_sheet", application.pk)
    assert structure.get(url("my_sheets")).url == address
    assert "la personne chargée du DLA et le consultant de votre session" in html(structure.get(address))
    assert not NeedsSheet.objects.system().exists()

    typed = {f"{theme}_priority": "useful" for theme in Theme} | {f"{theme}_words": "Un besoin." for theme in Theme}
    typed["marketing_words"] = ""
    assert "La fiche est enregistrée." in html(structure.post(address, typed, follow=True))
    refused = html(structure.post(address, typed | {"send": "", "production_words": "Tapé avant d’envoyer."}))
    assert "Tapé avant d’envoyer." in refused
    assert NeedsTheme.objects.system().get(theme="production").words == "Tapé avant d’envoyer."
    assert "Précisez votre besoin pour « Stratégie marketing »." in refused

    sent = html(structure.post(address, typed | {"marketing_words": "Nos prix.", "send": ""}, follow=True))
    assert "Votre fiche est envoyée" in sent
    assert NeedsTheme.objects.system().get(theme="marketing").words == "Nos prix."
    assert "ne se modifie plus" in html(structure.post(address, typed))


def test_the_sheet_saves_itself_field_by_field(structure, application, url):
    address = url("autosave", application.pk)

    answer = structure.post(address, {"field": "marketing_words", "marketing_words": "Nos prix."})
    assert (answer.status_code, answer["X-Autosave"]) == (200, "saved")
    assert NeedsTheme.objects.system().get().words == "Nos prix."
    wrong = structure.post(address, {"field": "marketing_priority", "marketing_priority": "yesterday"})
    assert (wrong.status_code, wrong["X-Autosave"]) == (422, "invalid")
    assert structure.post(address, {"field": "yoga_words", "yoga_words": "x"}).status_code == 409
    make.submitted(application)
    late = structure.post(address, {"field": "marketing_words", "marketing_words": "Trop tard."})
    assert (late.status_code, late["X-Autosave"]) == (409, "refused")


def test_two_colleagues_write_the_sheet_and_lose_no_word(structure, application, sign_in, url):
    address, field = url("my_sheet", application.pk), url("autosave", application.pk)
    hers = sign_in(candidates.add_contributor(application).person)
    old = sent_by(structure.get(address))
    told = {"field": "marketing_words", "marketing_words": "Trois pages.", "initial-marketing_words": ""}
    assert hers.post(field, told).status_code == 200

    structure.post(address, old | {"production_words": "Mon mot."})
    said = {row.theme: row.words for row in NeedsTheme.objects.system().exclude(words="")}
    assert said == {"marketing": "Trois pages.", "production": "Mon mot."}

    late = hers.post(field, told | {"marketing_words": "Trois"})  # overtaken on its way by the whole text
    assert (late.status_code, late["X-Autosave"]) == (409, "conflict")
    again = hers.post(field, told | {"marketing_words": "Quatre pages.", "sent-marketing_words": "Trois pages."})
    assert again.status_code == 200, "the answer to what was sent before was lost: it is her own text"
    page = structure.post(address, old | {"production_words": "Mon mot.", "marketing_words": "Une ligne."})
    assert page.status_code == 422
    assert "Enregistré ici depuis l’ouverture de votre page" in html(page)
    assert "Quatre pages." in html(page)
    assert sent_by(page)["marketing_words"] == ["Une ligne."]
    structure.post(address, sent_by(page))
    assert NeedsTheme.objects.system().get(theme="marketing").words == "Une ligne."


def test_words_typed_in_a_sheet_that_a_colleague_sent_are_shown_to_be_copied(structure, application, url):
    address = url("my_sheet", application.pk)
    old = sent_by(structure.get(address))
    make.submitted(application)

    page = structure.post(address, old | {"marketing_words": "Nos prix, longuement."})

    assert page.status_code == 422
    assert "Non enregistré : copiez-le si vous en avez besoin" in html(page)
    assert "Nos prix, longuement." in html(page)


def test_before_the_decision_the_sheet_and_the_session_say_when(campaign, sign_in, url):
    begun = candidates.begin(campaign)
    client = sign_in(candidates.representative(begun).person)

    assert "s’ouvre avec la décision" in html(client.get(url("my_sheets")))
    assert "Les sessions viennent après la décision" in html(client.get(url("my_session")))
    assert client.get(url("my_sheet", begun.pk)).status_code == 404


def test_my_session_before_and_after_confirmation(session, officer, president, sign_in, commits, url):
    rows = make.enrolled(session, officer, president, associations=10)
    client = sign_in(candidates.representative(rows[0].application).person)
    before = html(client.get(url("my_session")))
    assert "Vous êtes inscrits à la session 1" in before
    assert f"mailto:{officer.person.email}" in before
    assert "jeudi 15 mars 2012" not in before

    with commits():
        make.act(officer, services.confirm_session, session)
    after = html(client.get(url("my_session")))
    assert "jeudi 15 mars 2012" in after
    assert "Programme de la session" in after
    assert rows[1].application.organisation.name not in after


def test_who_waits_sees_its_rank(session, officer, president, sign_in, url):
    rows = make.enrolled(session, officer, president, associations=13)

    text = html(sign_in(candidates.representative(rows[12].application).person).get(url("my_session")))
    assert "Vous attendez une place" in text
    assert "Rang 1 sur la liste d’attente." in text


def test_another_structure_has_no_page_here(structure, campaign, president, url):
    other = make.selected(campaign, president)

    assert structure.get(url("my_sheet", other.pk)).status_code == 404
    for name in ("my_sheet", "autosave"):
        assert structure.post(url(name, other.pk), {"field": "x"}).status_code == 404


# The consultant


def test_a_consultant_sees_his_sessions_and_their_structures(campaign, officer, president, consultant, sign_in, url):
    mine = make.planned(campaign, officer, title="La mienne", consultant=consultant)
    other = make.planned(campaign, officer, title="Une autre")
    (here,) = make.enrolled(mine, officer, president, associations=1)
    (there,) = make.enrolled(other, officer, president, associations=1)
    client = sign_in(consultant.person)

    text = html(client.get(url("board")))
    assert "La mienne" in text
    assert "Une autre" not in text
    assert "Toutes sessions ensemble" not in text  # he does not see them all
    page = html(client.get(url("session", mine.pk)))
    assert here.application.organisation.name in page
    assert "Désinscrire" not in page
    assert client.get(url("session", other.pk)).status_code == 404
    sheets = {sheet.application_id: sheet for sheet in NeedsSheet.objects.system()}
    assert url("sheet", sheets[here.application_id].pk) in page
    assert "Notre besoin" in html(client.get(url("sheet", sheets[here.application_id].pk)))
    assert client.get(url("sheet", sheets[there.application_id].pk)).status_code == 404


def test_a_consultant_does_not_see_who_waits(campaign, officer, president, consultant, sign_in, url):
    session = make.planned(campaign, officer, consultant=consultant)
    rows = make.enrolled(session, officer, president, associations=13)
    client = sign_in(consultant.person)

    for address in (url("board"), url("session", session.pk)):
        assert rows[12].application.organisation.name not in html(client.get(address))


# The coordination


def test_coordination_reads_the_board_and_does_nothing(session, officer, president, coordinator, sign_in, url):
    (row,) = make.enrolled(session, officer, president, associations=1)
    client = sign_in(coordinator.person)

    board = html(client.get(url("board")))
    assert row.application.organisation.name in board
    assert "100 % d’associations, pour 50 % au moins" in board
    page = html(client.get(url("session", session.pk)))
    assert "Désinscrire" not in page
    assert "sans session" not in page
    sheet = NeedsSheet.objects.system().get()
    for name, *args in (("sheets",), ("pool",), ("plan",), ("sheet", sheet.pk), ("change", session.pk)):
        assert client.get(url(name, *args)).status_code == 404, name
    assert client.post(url("enrol", session.pk), {"application": row.application_id}).status_code == 404
    assert client.get(url("export")).status_code == 200


# Nobody else


@pytest.mark.parametrize(
    "role", [Role.DIAGNOSTICIAN, Role.FUND_OFFICER, Role.INSTRUCTOR, Role.COMMITTEE_MEMBER, Role.PILOT]
)
def test_nobody_else_has_a_page(session, application, campaign, role, sign_in, url):
    sheet = make.submitted(application)
    client = sign_in(make_seat(campaign, role).person)

    for name, *args in (
        ("board",),
        ("export",),
        ("sheets",),
        ("pool",),
        ("my_session",),
        ("my_sheets",),
        ("session", session.pk),
        ("sheet", sheet.pk),
        ("my_sheet", application.pk),
    ):
        assert client.get(url(name, *args)).status_code == 404, name


# Queries


def _queries(client, address) -> int:
    with CaptureQueriesContext(connection) as caught:
        assert client.get(address).status_code == 200
    return len(caught)


def test_a_sessions_page_asks_as_much_however_many_structures(session, officer, president, campaign, sign_in, url):
    """The lists are counted with all the others, in ``tests/pages``."""
    client = sign_in(officer.person)

    def asked(number):
        make.enrolled(session, officer, president, associations=number)
        for _ in range(number):
            make.submitted(make.selected(campaign, president))
        return _queries(client, url("session", session.pk))

    few = asked(2)
    assert asked(4) == few
    assert few <= 20


def test_the_structures_pages_ask_little(session, officer, president, sign_in, url):
    rows = make.enrolled(session, officer, president, associations=10)
    make.act(officer, services.confirm_session, session)
    client = sign_in(candidates.representative(rows[0].application).person)

    assert _queries(client, url("my_session")) <= 20
    assert _queries(client, url("my_sheet", rows[0].application_id)) <= 20
