"""Sessions: six days, ten to twelve structures, half of them associations, the thirteenth waits (D7)."""

import dataclasses
import datetime
import re

import pytest
from django.db import IntegrityError, transaction
from pypdf import PdfReader

from candidates import outcomes
from candidates.states import OutcomeValue
from ccr.directory.models import LegalForm, Organisation
from ccr.programme import events
from ccr.programme.models import Axis
from ccr.programme.roles import Role
from ccr.wall.errors import DomainError
from ccr.wall.guard import passing, passing_as
from ccr.wall.sides import Side
from diagnostics.models import Adoption, Note
from dla import rules, services
from dla.models import Document, Enrolment, NeedsSheet, RestsOn, Session, Trigger
from dla.states import EnrolmentState, SessionState
from tests.factories import candidates, diagnostics
from tests.factories import dla as make
from tests.factories.core import OrganisationFactory, make_campaign, make_seat
from tests.sql import update_by_sql

pytestmark = pytest.mark.django_db


def plain(text) -> str:
    """The text with ordinary spaces, as the tests write it."""
    return " ".join(text.split())


def refusal(function, *args, **kwargs) -> str:
    with pytest.raises(DomainError) as caught:
        function(*args, **kwargs)
    return plain(str(caught.value))


def fresh(session) -> Session:
    return Session.objects.system().get(pk=session.pk)


# Planning


def test_a_session_has_exactly_six_dated_days(campaign, officer):
    said = refusal(make.planned, campaign, officer, days=make.six_days()[:5])
    assert "compte 6 jours datés" in said and "donnez 5" in said


def test_two_days_on_one_date_are_refused(campaign, officer):
    days = make.six_days()
    days[1] = days[0]
    assert "même date" in refusal(make.planned, campaign, officer, days=days)


def test_days_stay_inside_the_calendar(campaign, officer):
    days = make.six_days(datetime.date(2011, 12, 20))
    assert "entre le 1er mars 2012" in refusal(make.planned, campaign, officer, days=days)


def test_no_fourth_session(campaign, officer):
    for _ in range(3):
        make.planned(campaign, officer)
    assert "prévoit 3 sessions" in refusal(make.planned, campaign, officer)


def test_only_the_officer_plans(campaign, president):
    assert "chargée de mission DLA" in refusal(
        services.plan_session, campaign, title="x", days=make.six_days(), by=president
    )


def test_dates_are_swapped_without_losing_a_day(session, officer):
    days = make.six_days()
    days[0], days[5] = (
        services.sessions.PlannedDay(days[5].day, days[0].module, "Salle 1"),
        services.sessions.PlannedDay(days[0].day, days[5].module, "Salle 2"),
    )
    make.act(officer, services.change_session, session, title="Nouvel intitulé", days=days)
    found = list(fresh(session).days.all())
    assert [day.day for day in found] == sorted(day.day for day in days)
    assert found[0].place == "Salle 2"


@pytest.fixture
def begun(session, officer, president, freeze):
    """A confirmed session, two of its days held."""
    make.enrolled(session, officer, president, associations=10)
    make.act(officer, services.confirm_session, session)
    freeze("2012-03-30 10:00")
    return fresh(session)


def moved(session, number, **changes):
    days = [services.sessions.PlannedDay(day.day, day.module, day.place) for day in session.days.all()]
    days[number] = dataclasses.replace(days[number], **changes)
    return days


def test_a_day_that_has_begun_no_longer_changes(begun, officer):
    for changes in ({"day": datetime.date(2012, 4, 2)}, {"module": "hr"}, {"place": "Ailleurs"}):
        said = refusal(make.act, officer, services.change_session, begun, title="x", days=moved(begun, 0, **changes))
        assert "Le jour du 15 mars 2012 a commencé" in said


def test_the_days_to_come_change_for_days_to_come(begun, officer):
    past = moved(begun, 4, day=datetime.date(2012, 3, 20))
    said = refusal(make.act, officer, services.change_session, begun, title="x", days=past)
    assert "ne se déplace qu’à une date à venir" in said

    make.act(officer, services.change_session, begun, title="x", days=moved(begun, 4, day=datetime.date(2012, 6, 7)))
    assert fresh(begun).days.last().day == datetime.date(2012, 6, 7)


def test_the_form_of_a_session_that_has_begun_keeps_the_days_held(begun, officer, sign_in, url):
    client = sign_in(officer.person)
    page = client.get(url("change", begun.pk)).content.decode()
    assert [number for number in range(1, 7) if is_disabled(page, f"day_{number}")] == [1, 2]

    typed = {"title": "Autre intitulé", "consultant": ""}
    for number, day in enumerate(begun.days.all(), start=1):
        typed |= {f"day_{number}": day.day, f"module_{number}": day.module, f"place_{number}": "Salle 9"}
    assert client.post(url("change", begun.pk), typed).status_code == 302
    assert [day.place for day in fresh(begun).days.all()] == ["Cité des Associations"] * 2 + ["Salle 9"] * 4


def is_disabled(page, name) -> bool:
    (field,) = re.findall(rf'<input[^>]*name="{name}"[^>]*>', page)
    return "disabled" in field


def test_a_session_keeps_the_number_of_days_it_was_planned_with(session, officer, campaign, sign_in, url):
    campaign.session_days = 5
    campaign.save(update_fields=["session_days"])

    make.act(officer, services.change_session, fresh(session), title="x", days=make.six_days())
    assert 'name="day_6"' in sign_in(officer.person).get(url("change", session.pk)).content.decode()
    assert "compte 5 jours" in refusal(make.planned, campaign, officer)


# Who may enrol, on what it rests


def test_enrolment_opens_at_publication_and_not_the_day_before(session, officer, campaign):
    application = candidates.deposited(campaign)
    said = refusal(make.act, officer, services.enrol, session, application)
    assert "n’est pas publiée" in said


@pytest.mark.parametrize("value", [OutcomeValue.REFUSED, OutcomeValue.WAITING])
def test_only_selected_structures_enrol(session, officer, president, campaign, value):
    application = make.selected(campaign, president, value=value)
    assert "n’est pas retenue" in refusal(make.act, officer, services.enrol, session, application)


def test_without_note_nor_sheet_the_sentence_says_what_is_missing(session, officer, president, campaign):
    application = make.selected(campaign, president, name="Jardin des Docks")
    said = refusal(make.act, officer, services.enrol, session, application)
    assert "Il manque une pièce pour Jardin des Docks" in said and "fiche de besoins" in said


def test_a_sheet_that_waits_says_so(session, officer, president, campaign):
    application = make.selected(campaign, president)
    make.submitted(application)
    assert "Il manque la validation" in refusal(make.act, officer, services.enrol, session, application)


def test_d2_a_validated_sheet_is_enough(session, officer, president, campaign):
    application = make.selected(campaign, president)
    make.validated(application, officer)
    enrolment = make.act(officer, services.enrol, session, application)
    assert (enrolment.state, enrolment.rests_on) == (EnrolmentState.ENROLLED, RestsOn.SHEET)


def test_d1_a_transferred_note_is_enough(freeze):
    freeze(diagnostics.ASKED)
    world = diagnostics.make_world()
    diagnostics.deposit(world.application)
    restituted = diagnostics.restituted(world)
    diagnostics.decide(world.application)
    transfer = diagnostics.transferred(world, diagnostic=restituted)
    officer = make.officer(world.campaign)
    session = make.planned(world.campaign, officer)
    application = rules.outcome_of(transfer.application).application
    assert make.act(officer, services.enrol, session, application).rests_on == RestsOn.NOTE


def test_the_trigger_is_recorded(session, officer, president, campaign):
    recommended = make.selected(campaign, president, axes=list(Axis.objects.filter(number=2)))
    asking = make.selected(campaign, president)
    for application in (recommended, asking):
        make.validated(application, officer)
    triggers = [make.act(officer, services.enrol, session, a).trigger for a in (recommended, asking)]
    assert triggers == [Trigger.RECOMMENDATION, Trigger.REQUEST]


def test_one_session_per_structure(session, officer, president, campaign):
    (enrolment,) = make.enrolled(session, officer, president, associations=1)
    second = make.planned(campaign, officer)
    said = refusal(make.act, officer, services.enrol, second, enrolment.application)
    assert "déjà inscrite à la session 1" in said


# D7


def test_the_thirteenth_structure_waits(session, officer, president):
    rows = make.enrolled(session, officer, president, associations=7, companies=6)
    assert [row.state for row in rows[:12]] == [EnrolmentState.ENROLLED] * 12
    assert rows[12].state == EnrolmentState.WAITING
    assert (fresh(session).seats_taken, fresh(session).associations_taken) == (12, 7)


def test_under_ten_the_session_is_not_confirmed(session, officer, president):
    make.enrolled(session, officer, president, associations=5, companies=4)
    assert "Il manque 1 structure" in refusal(make.act, officer, services.confirm_session, session)


def test_five_of_eleven_miss_one_association(session, officer, president):
    make.enrolled(session, officer, president, associations=5, companies=6)
    said = refusal(make.act, officer, services.confirm_session, session)
    assert "manque 1 association" in said.lower() and "5 sur 11" in said

    make.enrolled(session, officer, president, associations=1)
    assert make.act(officer, services.confirm_session, session).state == SessionState.CONFIRMED


def test_one_company_less_and_five_of_ten_are_enough(session, officer, president):
    rows = make.enrolled(session, officer, president, associations=5, companies=6)
    make.act(officer, services.withdraw_enrolment, rows[-1])
    assert make.act(officer, services.confirm_session, session).state == SessionState.CONFIRMED


def test_a_full_session_short_of_associations_says_to_swap(session, officer, president):
    make.enrolled(session, officer, president, associations=4, companies=8)
    assert "Il faut 2 à la place d’une société" in refusal(make.act, officer, services.confirm_session, session)


def test_an_association_that_leaves_puts_the_session_out_of_balance(session, officer, president):
    rows = make.enrolled(session, officer, president, associations=6, companies=6)
    make.act(officer, services.confirm_session, session)
    make.act(officer, services.withdraw_enrolment, rows[0])
    assert fresh(session).state == SessionState.UNBALANCED

    make.enrolled(session, officer, president, associations=1)
    assert fresh(session).state == SessionState.CONFIRMED


def test_who_waits_enters_when_asked(session, officer, president):
    rows = make.enrolled(session, officer, president, associations=7, companies=6)
    assert "complète" in refusal(make.act, officer, services.promote, rows[12])
    make.act(officer, services.withdraw_enrolment, rows[0])
    assert make.act(officer, services.promote, rows[12]).state == EnrolmentState.ENROLLED


def test_an_association_turned_company_is_counted_as_it_is_now(session, officer, president):
    rows = make.enrolled(session, officer, president, associations=5, companies=5)
    Organisation.objects.filter(pk=rows[0].application.organisation_id).update(legal_form=LegalForm.SAS, is_scic=True)
    assert "4 sur 10" in refusal(make.act, officer, services.confirm_session, session)


def test_a_legal_form_corrected_once_the_session_stands_puts_it_out_of_balance(
    session, officer, president, coordinator
):
    """Shown first to the coordination, which reads the shares and no name (A065, D7)."""
    from candidates.services import correct_form, form_changes
    from ccr.directory import merging

    rows = make.enrolled(session, officer, president, associations=5, companies=5)
    make.act(officer, services.confirm_session, session)
    turned = rows[0].application
    with passing_as(coordinator):
        changes = form_changes(turned, LegalForm.SAS, by=coordinator)
        merge = merging.look(OrganisationFactory(legal_form=LegalForm.SAS), turned.organisation).consequences
        alike = merging.look(OrganisationFactory(legal_form=LegalForm.ASSOCIATION), turned.organisation).consequences
        correct_form(turned, LegalForm.SAS, reason="Transformée en SCIC.", by=coordinator)
    with passing({Side.MACHINE}):
        events.run_pending()

    for page in (changes, merge):
        assert any("4 associations sur 10" in plain(said) and "à régulariser" in said for said in page)
    assert not any("session" in said for said in alike)
    assert (fresh(session).state, fresh(session).associations_taken) == (SessionState.UNBALANCED, 4)


def test_confirming_twice_says_so(session, officer, president):
    make.enrolled(session, officer, president, associations=10)
    make.act(officer, services.confirm_session, session)
    assert "déjà confirmée" in refusal(make.act, officer, services.confirm_session, session)


def test_a_session_ends_after_its_last_day(session, officer, president, freeze):
    make.enrolled(session, officer, president, associations=10)
    make.act(officer, services.confirm_session, session)
    assert "après son dernier jour" in refusal(make.act, officer, services.close_session, session)
    freeze("2012-12-01 10:00")
    assert make.act(officer, services.close_session, session).state == SessionState.CLOSED


def test_a_structure_that_withdraws_its_application_leaves_the_session(session, officer, president, campaign):
    application = candidates.deposited(campaign)
    with passing_as(president):
        outcomes.write_outcome(application, OutcomeValue.RETAINED, by=president)
    make.validated(application, officer)
    enrolment = make.act(officer, services.enrol, session, application)
    events.emit(campaign, "application_withdrawn", about_id=application.pk)
    with passing({Side.MACHINE}):
        events.run_pending()
    enrolment.refresh_from_db()
    assert enrolment.state == EnrolmentState.WITHDRAWN
    assert fresh(session).seats_taken == 0


# Mails and programme


def test_confirmation_writes_to_every_structure(session, officer, president, commits, mailoutbox):
    with commits():
        make.enrolled(session, officer, president, associations=10)
    mailoutbox.clear()
    with commits():
        make.act(officer, services.confirm_session, session)
    assert len(mailoutbox) == 10
    assert "jeudi 15 mars 2012" in plain(mailoutbox[0].body)


def test_the_programme_is_a_pdf_of_the_days_that_names_no_structure(session, officer, president, commits):
    with commits():
        rows = make.enrolled(session, officer, president, associations=10)
        make.act(officer, services.confirm_session, session)
    document = Document.objects.system().get(about_id=session.pk)
    text = plain(" ".join(page.extract_text() for page in PdfReader(document.file.open()).pages))
    assert "jeudi 15 mars 2012" in text and "Ressources humaines" in text
    assert "Appui" in text and "support" not in text
    assert not any(row.application.organisation.name in text for row in rows)


# Limits and races


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("session_seats_within_max", {"seats_taken": 13}),
        ("session_associations_within_seats", {"associations_taken": 1}),
        ("session_confirmation_dated", {"state": SessionState.CONFIRMED}),
        ("session_closing_dated", {"state": SessionState.CLOSED, "confirmed_at": "2012-03-01T00:00:00+01:00"}),
    ],
)
def test_constraints_of_a_session(session, name, change):
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        update_by_sql(Session.objects.system().filter(pk=session.pk), **change)


def test_constraints_of_an_enrolment(session, officer, president):
    (enrolment,) = make.enrolled(session, officer, president, associations=1)
    with pytest.raises(IntegrityError, match="enrolment_dates_agree"), transaction.atomic():
        Enrolment.objects.system().update(state=EnrolmentState.WAITING)
    twin = Enrolment(
        session=session,
        application=enrolment.application,
        state=EnrolmentState.WAITING,
        position=1,
        rests_on=RestsOn.SHEET,
        trigger=Trigger.REQUEST,
        is_association=True,
        asked_at=enrolment.asked_at,
    )
    with pytest.raises(IntegrityError, match="enrolment_one_live"), transaction.atomic():
        Enrolment.objects.system().bulk_create([twin])


def test_two_structures_for_the_last_seat(race, transactional_db):
    campaign = make_campaign()
    officer, president = make.officer(campaign), make_seat(campaign, Role.COMMITTEE_PRESIDENT)
    session = make.planned(campaign, officer)
    make.enrolled(session, officer, president, associations=11)
    two = [make.selected(campaign, president) for _ in range(2)]
    for application in two:
        make.validated(application, officer)
    outcomes = race(*(lambda a=a: make.act(officer, services.enrol, session, a) for a in two))
    assert sorted(row.state for row in outcomes) == [EnrolmentState.ENROLLED, EnrolmentState.WAITING]
    assert fresh(session).seats_taken == 12


def test_two_confirmations_at_once(race, transactional_db):
    campaign = make_campaign()
    officer, president = make.officer(campaign), make_seat(campaign, Role.COMMITTEE_PRESIDENT)
    session = make.planned(campaign, officer)
    make.enrolled(session, officer, president, associations=10)
    outcomes = race(lambda: make.act(officer, services.confirm_session, session), times=2)
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["DomainError", "Session"]


def test_a_role_lost_while_the_verb_waited_binds_nothing(session, officer, president, campaign, binds_nothing):
    """Of every verb of the DLA but those that the machine runs."""
    (enrolment,) = make.enrolled(session, officer, president, associations=1)
    application = enrolment.application
    sheet = NeedsSheet.objects.system().get(application=application)
    days = make.act(officer, services.allocate_days, application, 1, reason="Budget")
    again = {"title": "Ventes", "days": make.six_days()}
    note, adoption = Note(application=application), Adoption(application=application)
    by_officer = {
        "plan_session": lambda by: services.plan_session(campaign, **again, by=by),
        "change_session": lambda by: services.change_session(session, **again, by=by),
        "confirm_session": lambda by: services.confirm_session(session, by=by),
        "close_session": lambda by: services.close_session(session, by=by),
        "enrol": lambda by: services.enrol(session, application, by=by),
        "promote": lambda by: services.promote(enrolment, by=by),
        "withdraw_enrolment": lambda by: services.withdraw_enrolment(enrolment, by=by),
        "allocate_days": lambda by: services.allocate_days(application, 1, reason="Budget", by=by),
        "mark_days_done": lambda by: services.mark_days_done(days, by=by),
        "release_days": lambda by: services.release_days(days, by=by),
        "validate_sheet": lambda by: services.validate_sheet(sheet, by=by),
        "return_sheet": lambda by: services.return_sheet(sheet, by=by),
    }
    by_structure = {
        "save_sheet": lambda by: services.save_sheet(application, {"market": {"words": "Vendre"}}, by=by),
        "save_theme": lambda by: services.save_theme(application, "market", {"words": "Vendre"}, by=by),
        "submit_sheet": lambda by: services.submit_sheet(application, by=by),
        "adopt_lines": lambda by: services.adopt_lines(note, "marketing", [], "Vendre", by=by),
        "withdraw_lines": lambda by: services.withdraw_lines(adoption, by=by),
        "write_plan": lambda by: services.write_plan(application, {"market": {"aim": "Vendre"}}, by=by),
    }
    assert {*by_officer, *by_structure} == {*services.__all__} - {"PoolExhausted", "open_pool", "count_again"}

    binds_nothing(officer, by_officer.values())
    binds_nothing(candidates.representative(application), by_structure.values())
