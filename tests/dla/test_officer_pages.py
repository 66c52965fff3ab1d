"""The DLA officer’s pages: sessions, days and sheets, each refusal with its sentence."""

import pytest

from candidates.states import OutcomeValue
from dla import services
from dla.models import Allocation, DayPool, Enrolment, NeedsSheet, Session
from dla.states import AllocationState, EnrolmentState, SessionState, SheetState
from tests.dla.pages import html, typed_session
from tests.factories import candidates
from tests.factories import dla as make

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
    assert "Toutes sessions ensemble" in text
    assert "50 % d’associations, pour 50 % au moins" in text
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
        ({"days": "-1"}, "positif"),
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
