"""The pages of the DLA, by role: what each does, what each refuses with a sentence, and how many queries it asks."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from candidates.states import OutcomeValue
from ccr.programme.roles import Role
from dla import services
from dla.models import Allocation, DayPool, Enrolment, NeedsSheet, NeedsTheme, Session, Theme
from dla.states import AllocationState, EnrolmentState, SessionState, SheetState
from tests.factories import candidates
from tests.factories import dla as make
from tests.factories.core import make_seat
from tests.forms import sent_by


def html(response) -> str:
    return " ".join(response.content.decode().replace("\xa0", " ").split())


def typed_session(title="Stratégie et ventes", **changes) -> dict:
    """A session as the form sends it."""
    data = {"title": title, "consultant": ""}
    for number, planned in enumerate(make.six_days(), start=1):
        data |= {f"day_{number}": f"{planned.day}", f"module_{number}": planned.module, f"place_{number}": "Salle 1"}
    return data | changes


@pytest.fixture
def at_the_desk(officer, sign_in):
    """The officer's client."""
    return sign_in(officer.person)


@pytest.fixture
def structure(application, sign_in):
    """The client of a retained structure."""
    return sign_in(candidates.representative(application).person)


# The officer: sessions


def test_a_session_is_planned_from_the_form(at_the_desk, consultant, url):
    assert "Aucune session n’est planifiée" in html(at_the_desk.get(url("board")))

    response = at_the_desk.post(url("plan"), typed_session(consultant=consultant.pk), follow=True)

    text = html(response)
    assert "La session 1 est planifiée." in text
    assert "jeudi 15 mars 2012" in text
    assert f"{consultant.person.full_name}, Cabinet Kappa" in text


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"day_6": ""}, "Ce champ est obligatoire"),
        ({"day_2": "2012-03-15"}, "même date"),
        ({"day_1": "2011-01-01"}, "entre le 1er mars 2012"),
        ({"module_1": "yoga"}, "yoga"),
        ({"consultant": "nobody"}, "nobody"),
    ],
)
def test_a_wrong_session_keeps_what_was_typed(at_the_desk, url, changes, said):
    response = at_the_desk.post(url("plan"), typed_session("Un titre à garder", **changes))

    assert response.status_code == 422
    assert said in html(response)
    assert "Un titre à garder" in html(response)
    assert not Session.objects.system().exists()


def test_a_session_is_changed(at_the_desk, session, url):
    assert 'value="2012-03-15"' in html(at_the_desk.get(url("change", session.pk)))

    text = html(at_the_desk.post(url("change", session.pk), typed_session("Autre titre"), follow=True))
    assert "Autre titre" in text
    assert "La session est enregistrée." in text


def test_a_module_left_out_is_pointed_at_without_stopping(at_the_desk, url):
    data = typed_session(**{f"module_{number}": "strategy" for number in range(1, 7)})

    text = html(at_the_desk.post(url("plan"), data, follow=True))
    assert "Aucun jour n’est consacré au module « ressources humaines »." in text


def test_the_page_says_what_each_structure_lacks(at_the_desk, session, campaign, president, application, officer, url):
    sent = make.selected(campaign, president, name="Bio Panisse")
    make.submitted(sent)
    ready = make.selected(campaign, president, name="Maison du Vélo")
    make.validated(ready, officer)

    text = html(at_the_desk.get(url("session", session.pk)))
    assert "Jardin des Docks" in text
    assert "ni note ni fiche" in text
    assert "Lire sa fiche" in text
    assert "fiche validée" in text
    assert text.count(f'name="application" value="{ready.pk}"') == 1
    assert str(application.pk) not in text


def test_a_structure_is_enrolled_then_withdrawn(at_the_desk, session, application, officer, url):
    make.validated(application, officer)

    text = html(at_the_desk.post(url("enrol", session.pk), {"application": application.pk}, follow=True))
    assert "Jardin des Docks est inscrite." in text
    again = html(at_the_desk.post(url("enrol", session.pk), {"application": application.pk}, follow=True))
    assert "déjà inscrite à la session 1" in again

    enrolment = Enrolment.objects.system().get()
    question = at_the_desk.get(url("withdraw", enrolment.pk))
    assert "Désinscrire Jardin des Docks ?" in html(question)
    assert "lane-ribbon is-support" in question.content.decode()
    assert "est désinscrite" in html(at_the_desk.post(url("withdraw", enrolment.pk), follow=True))
    assert at_the_desk.post(url("withdraw", enrolment.pk)).status_code == 404


@pytest.mark.parametrize("sent", ["", "nonsense", "11111111-1111-1111-1111-111111111111"])
def test_enrolling_nobody_is_a_page_not_found(at_the_desk, session, url, sent):
    assert at_the_desk.post(url("enrol", session.pk), {"application": sent}).status_code == 404


def test_confirming_too_soon_says_what_is_missing(at_the_desk, session, url):
    for ask in (at_the_desk.get, at_the_desk.post):
        assert "Il manque 10 structures : 0 sur 10 au moins." in html(ask(url("confirm", session.pk), follow=True))


def test_a_session_is_confirmed_once(at_the_desk, session, officer, president, url):
    make.enrolled(session, officer, president, associations=5, companies=5)

    assert "10 structures recevront les dates" in html(at_the_desk.get(url("confirm", session.pk)))
    assert "est confirmée : les structures sont prévenues" in html(
        at_the_desk.post(url("confirm", session.pk), follow=True)
    )
    assert "déjà confirmée" in html(at_the_desk.post(url("confirm", session.pk), follow=True))


def test_the_board_shows_the_gauges_and_who_waits(at_the_desk, session, officer, president, url):
    rows = make.enrolled(session, officer, president, associations=6, companies=7)

    text = html(at_the_desk.get(url("board")))
    assert "12 structures placées sur 12" in text
    assert "50 % d’associations" in text
    assert f"1. {rows[12].application.organisation.name}" in text
    exported = at_the_desk.get(url("export")).content.decode("utf-8-sig")
    assert exported.count("\r\n") == 14
    assert "en attente" in exported

    make.act(officer, services.withdraw_enrolment, rows[11])
    text = html(at_the_desk.get(url("board")))
    assert f"à proposer à {rows[12].application.organisation.name}" in text
    page = html(at_the_desk.get(url("session", session.pk)))
    assert "à proposer d’abord" in page
    assert "est inscrite" in html(at_the_desk.post(url("promote", rows[12].pk), follow=True))


# The officer: days


def test_days_are_given_and_handed_back(at_the_desk, application, url):
    typed = {"days": "1,5", "reason": "Remettre à plat le budget"}

    text = html(at_the_desk.post(url("allocate", application.pk), typed, follow=True))
    assert "1,5 jour pour Jardin des Docks." in text
    assert "Il reste 28,5 jours" in text
    assert "1 050 €" in text

    allocation = Allocation.objects.system().get()
    assert "Rendre ces jours" in html(at_the_desk.get(url("days_release", allocation.pk)))
    assert "rendus à la réserve" in html(at_the_desk.post(url("days_release", allocation.pk), follow=True))
    assert "n’est plus possible" in html(at_the_desk.post(url("days_done", allocation.pk), follow=True))


def test_days_done_stay_counted(at_the_desk, application, officer, url):
    allocation = make.act(officer, services.allocate_days, application, 2, reason="Budget")

    assert "notés réalisés" in html(at_the_desk.post(url("days_done", allocation.pk), follow=True))
    assert DayPool.objects.system().get().half_days_taken == 2
    allocation.refresh_from_db()
    assert allocation.state == AllocationState.DONE


def test_more_than_three_days_ask_for_a_second_look(at_the_desk, application, url):
    typed = {"days": "4", "reason": "Deux points de vente"}

    text = html(at_the_desk.post(url("allocate", application.pk), typed, follow=True))
    assert "Jardin des Docks a 4 jours : c’est plus de 3 jours, vérifiez que c’est voulu." in text


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"days": "0,25"}, "demi-journées entier"),
        ({"days": "0"}, "demi-journées entier"),
        ({"days": "-1"}, "supérieur"),
        ({"days": "31"}, "La réserve ne suffit pas : vous demandez 31 jours, il reste 30 jours."),
        ({"days": "NaN"}, "Écrivez un nombre"),
        ({"days": "999999999"}, "chiffres"),
        ({"reason": "   "}, "obligatoire"),
    ],
)
def test_a_wrong_allocation_keeps_what_was_typed(at_the_desk, application, url, changes, said):
    typed = {"days": "1", "reason": "Un motif à garder", **changes}

    response = at_the_desk.post(url("allocate", application.pk), typed)
    assert response.status_code == 422
    assert said in html(response)
    if "reason" not in changes:
        assert "Un motif à garder" in html(response)


def test_a_structure_is_found_by_its_name_with_what_it_has(campaign, officer, president, at_the_desk, url):
    first, second, refused = (
        make.selected(campaign, president, name=name, value=value)
        for name, value in (
            ("Jardin des Docks", OutcomeValue.RETAINED),
            ("Atelier Recyclé", OutcomeValue.RETAINED),
            ("Savon & Sel", OutcomeValue.REFUSED),
        )
    )
    make.act(officer, services.allocate_days, first, 3, reason="Budget")

    page = html(at_the_desk.get(url("pool")))
    assert url("allocate", first.pk) in page and url("allocate", second.pk) in page
    assert url("allocate", refused.pk) not in page
    found = html(at_the_desk.get(url("pool") + "?nom=jardin"))
    assert "a déjà 1,5 jour" in found
    assert url("allocate", second.pk) not in found
    assert "En moyenne 0,8 jour" in found  # of the two selected, whatever is searched
    assert "Aucune structure retenue ne porte ce nom." in html(at_the_desk.get(url("pool") + "?nom=fournil"))
    assert "Budget" in html(at_the_desk.get(url("allocate", first.pk)))
    assert at_the_desk.get(url("allocate", refused.pk)).status_code == 404


# The officer: sheets


def test_a_sheet_is_read_then_validated_or_sent_back(at_the_desk, application, campaign, president, url):
    make.fill_sheet(application)
    sheet = NeedsSheet.objects.system().get()
    draft = html(at_the_desk.get(url("sheet", sheet.pk)))
    assert "La fiche est chez la structure" in draft
    assert "Notre besoin" not in draft

    make.act(candidates.representative(application), services.submit_sheet, application)
    assert "1 fiche attend votre validation" in html(at_the_desk.get(url("sheets")))
    assert "Notre besoin" in html(at_the_desk.get(url("sheet", sheet.pk)))
    assert "Renvoyer la fiche" in html(at_the_desk.get(url("return_sheet", sheet.pk)))
    at_the_desk.post(url("return_sheet", sheet.pk))
    sheet.refresh_from_db()
    assert sheet.state == SheetState.DRAFT

    make.act(candidates.representative(application), services.submit_sheet, application)
    assert "peut être inscrite" in html(at_the_desk.post(url("validate_sheet", sheet.pk), follow=True))
    assert "il n’y a rien à valider" in html(at_the_desk.post(url("validate_sheet", sheet.pk), follow=True))


def test_sheets_are_narrowed_by_state(at_the_desk, application, url):
    make.submitted(application)

    assert "Jardin des Docks" in html(at_the_desk.get(url("sheets"), {"etat": "submitted"}))
    assert "Aucune fiche dans cet état" in html(at_the_desk.get(url("sheets"), {"etat": "validated"}))
    assert at_the_desk.get(url("sheets"), {"etat": "nonsense", "page": "x"}).status_code == 200


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

    assert row.application.organisation.name in html(client.get(url("board")))
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


def test_a_session_goes_from_its_plan_to_its_end(session, at_the_desk, officer, president, sign_in, freeze, url):
    make.enrolled(session, officer, president, associations=10)
    at_the_desk.post(url("confirm", session.pk))
    assert "après son dernier jour" in html(at_the_desk.post(url("close", session.pk), follow=True))
    freeze("2012-12-01 10:00")
    at_the_desk = sign_in(officer.person)
    assert "Terminer la session" in html(at_the_desk.get(url("session", session.pk)))
    assert "Sa composition ne changera plus." in html(at_the_desk.get(url("close", session.pk)))
    at_the_desk.post(url("close", session.pk))
    session.refresh_from_db()
    assert session.state == SessionState.CLOSED
    assert "Désinscrire" not in html(at_the_desk.get(url("session", session.pk)))


def test_a_refused_structure_is_not_offered(session, campaign, president, at_the_desk, url):
    make.selected(campaign, president, value=OutcomeValue.REFUSED, name="Savon & Sel")

    assert "Savon" not in html(at_the_desk.get(url("session", session.pk)))
    assert not Enrolment.objects.system().filter(state=EnrolmentState.ENROLLED).exists()


def test_a_structure_to_enrol_is_found_by_its_name(campaign, officer, president, at_the_desk):
    session = make.planned(campaign, officer)
    for name in ("Jardin des Docks", "Atelier Recyclé"):
        make.selected(campaign, president, name=name)
    page = f"/2011/appui/sessions/{session.pk}/"

    found = html(at_the_desk.get(f"{page}?nom=jardin"))

    assert "<strong>Jardin des Docks</strong>" in found
    assert "Atelier Recyclé" not in found
    assert "Aucune de ces structures ne porte ce nom." in html(at_the_desk.get(f"{page}?nom=fournil"))
