"""What the DLA offers to the shared pages, the mails it sends, and the sides that never read it."""

import pytest

from candidates.states import OutcomeValue
from ccr import registry
from ccr.programme import events, figures
from ccr.programme.models import Figure
from ccr.wall.guard import WallBreach, passing, passing_as
from ccr.wall.sides import Side
from dla import services
from dla.models import (
    Allocation,
    DayPool,
    Document,
    Enrolment,
    Journal,
    NeedsSheet,
    NeedsTheme,
    Session,
    SessionDay,
)
from tests.columns import kept
from tests.factories import candidates, diagnostics
from tests.factories import dla as make


def plain(text) -> str:
    return " ".join(text.split())


def home(seat) -> dict:
    """The person's tasks of the DLA, by title."""
    with passing_as(seat):
        return {plain(task.title): task for task in registry.ask("home", seat) if "/appui/sessions/" in task.url}


def step(seat):
    with passing_as(seat):
        return next(step for step in registry.ask("parcours", seat) if step.title == "Session collective")


# Home


def test_a_future_resident_is_asked_for_its_sheet(application, officer):
    seat = candidates.representative(application)
    assert list(home(seat)) == ["Remplir votre fiche de besoins"]
    assert step(seat).detail == "fiche de besoins à remplir"

    make.submitted(application)
    assert home(seat) == {}
    assert step(seat).detail == "fiche de besoins envoyée"


@pytest.mark.parametrize("value", [OutcomeValue.WAITING, OutcomeValue.REFUSED])
def test_the_others_are_not_asked(campaign, president, value):
    seat = candidates.representative(make.selected(campaign, president, value=value))
    assert home(seat) == {}


def test_a_structure_that_passed_its_note_on_is_not_asked(db, freeze):
    freeze(diagnostics.ASKED)
    world = diagnostics.make_world()
    diagnostics.deposit(world.application)
    restituted = diagnostics.restituted(world)
    diagnostics.decide(world.application)
    assert "Remplir votre fiche de besoins" in home(world.candidate)
    diagnostics.transferred(world, diagnostic=restituted)
    assert home(world.candidate) == {}


def test_the_structure_finds_its_session_and_its_rank(session, officer, president):
    rows = make.enrolled(session, officer, president, associations=13)
    seated, waiting = (candidates.representative(row.application) for row in (rows[0], rows[12]))

    assert "Session 1 : Stratégie et ventes" in home(seated)
    assert step(seated).detail == "session 1, inscrite"
    (task,) = home(waiting).values()
    assert plain(task.detail) == "Votre structure est au rang 1 de la liste d’attente."
    assert task.due is None


def test_the_officer_is_told_what_waits(session, application, officer, president):
    make.submitted(application)
    titles = home(officer)
    assert {"1 fiche de besoins à valider", "Composer la session 1", "1 structure retenue sans session"} <= set(titles)
    with passing_as(officer):
        assert [plain(line) for line in registry.ask("headline", officer)] == ["0 structure placée sur 12"]

    rows = make.enrolled(session, officer, president, associations=6, companies=7)
    make.act(officer, services.withdraw_enrolment, rows[11])
    assert f"Une place libre attend {rows[12].application.organisation.name}" in home(officer)


def test_the_consultant_is_told_his_next_day(campaign, officer, consultant):
    make.planned(campaign, officer, consultant=consultant)
    (title,) = home(consultant)
    assert title == "Session 1 : stratégie de développement"


# The coordinator's table and the figures


def test_the_coordinators_columns(session, application, officer, president, coordinator):
    (row,) = make.enrolled(session, officer, president, associations=1)
    make.submitted(application)
    with passing_as(coordinator):
        columns = {column.key: column for column in registry.ask("columns", coordinator)}
        in_session = kept(columns["session"], coordinator, "enrolled")
        none = kept(columns["session"], coordinator, "none")
        cell = columns["session"].cells(coordinator, [row.application_id, application.pk])[row.application_id]
        sheet = columns["sheet"].cells(coordinator, [application.pk])[application.pk]

    assert in_session == {row.application_id}
    assert none == {application.pk}
    assert (cell.badge.label, cell.text) == ("inscrite", "session 1")
    assert sheet.badge.label == "envoyée"
    assert sheet.date is not None


def test_figures_hide_what_is_small(session, officer, president, campaign):
    make.enrolled(session, officer, president, associations=2, companies=1)
    figures.count(campaign)
    found = dict(Figure.objects.system().filter(key__startswith="dla").values_list("key", "value"))
    assert found == {"dla_enrolled": 3}


# Mails


def test_the_officers_hear_that_enrolments_are_open(campaign, officer, application, commits, mailoutbox):
    with commits():
        events.emit(campaign, "outcome_published")
        with passing({Side.MACHINE}):
            events.run_pending()
    (mail,) = [mail for mail in mailoutbox if mail.to == [officer.person.email]]
    assert mail.subject == "Les inscriptions aux sessions sont ouvertes"
    assert "/appui/sessions/" in mail.body
    assert application.organisation.name not in mail.body
    assert DayPool.objects.system().get().half_days_left == 60


def test_each_step_of_a_sheet_has_its_mail_and_none_says_what_is_in_it(application, officer, commits, mailoutbox):
    with commits():
        sheet = make.submitted(application)
        make.act(officer, services.return_sheet, sheet)
        make.act(candidates.representative(application), services.submit_sheet, application)
        make.act(officer, services.validate_sheet, sheet)
    subjects = [mail.subject for mail in mailoutbox]
    assert subjects.count("Votre fiche de besoins est validée") == 1
    assert "Notre besoin" not in "".join(mail.body for mail in mailoutbox)


def test_who_waits_is_told_then_told_again_when_a_seat_is_hers(session, officer, president, commits, mailoutbox):
    with commits():
        rows = make.enrolled(session, officer, president, associations=13)
    address = candidates.representative(rows[12].application).person.email
    assert "liste d’attente" in [mail for mail in mailoutbox if mail.to == [address]][-1].body
    with commits():
        make.act(officer, services.withdraw_enrolment, rows[0])
        make.act(officer, services.promote, rows[12])
    assert "est inscrite à la session 1" in plain([mail for mail in mailoutbox if mail.to == [address]][-1].body)


def test_the_consultant_hears_of_his_session_once(campaign, officer, president, consultant, commits, mailoutbox):
    session = make.planned(campaign, officer, consultant=consultant)
    make.enrolled(session, officer, president, associations=10)
    with commits():
        make.act(officer, services.confirm_session, session)
    with commits():
        make.act(
            officer,
            services.change_session,
            session,
            title="Autre titre",
            days=make.six_days(),
            consultant=consultant,
        )
    (mail,) = [mail for mail in mailoutbox if mail.to == [consultant.person.email]]
    assert mail.subject == "Une session confirmée à mener"
    assert "avec 10 structures" in plain(mail.body)
    assert "jeudi 15 mars 2012" in plain(mail.body)


def test_half_days_are_told_to_the_structure(application, officer, commits, mailoutbox):
    with commits():
        make.act(officer, services.allocate_days, application, 3, reason="Remettre à plat le budget")
    body = plain(mailoutbox[-1].body)
    assert "1,5 jour d’accompagnement individuel vous est attribué" in body
    assert "Remettre à plat" not in body


# The wall


@pytest.mark.parametrize("side", [Side.INSTRUCTION, Side.DIAGNOSIS, Side.FINANCE, Side.PILOT])
@pytest.mark.parametrize(
    "model",
    [Session, SessionDay, Enrolment, NeedsSheet, NeedsTheme, DayPool, Allocation, Document, Journal],
)
def test_these_sides_never_read_the_dla(db, breaches, side, model):
    with passing({side}), pytest.raises(WallBreach):
        model.objects.system().count()


@pytest.mark.parametrize("model", [NeedsTheme, Allocation, Document])
def test_coordination_reads_statuses_and_no_content(db, breaches, model):
    with passing({Side.COORDINATION}), pytest.raises(WallBreach):
        model.objects.system().count()
    with passing({Side.COORDINATION}):
        NeedsSheet.objects.system().count()


def test_a_structure_sees_its_own_place_only(session, officer, president):
    rows = make.enrolled(session, officer, president, associations=3)
    seat = candidates.representative(rows[0].application)
    assert list(Enrolment.objects.visible_to(seat)) == [rows[0]]
    assert list(NeedsSheet.objects.visible_to(seat).values_list("application", flat=True)) == [rows[0].application_id]
    assert list(Session.objects.visible_to(seat)) == [session]


def test_a_structure_that_left_no_longer_sees_the_session(session, officer, president):
    (row,) = make.enrolled(session, officer, president, associations=1)
    make.act(officer, services.withdraw_enrolment, row)
    seat = candidates.representative(row.application)
    assert not Session.objects.visible_to(seat).exists()
    assert not SessionDay.objects.visible_to(seat).exists()
