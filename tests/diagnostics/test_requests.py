"""Asking for a diagnostic, against the committee and the places of the call (A031, A037, A039, C12, D5)."""

import datetime

import pytest
from django.db import IntegrityError, transaction

from candidates import services as candidates_services
from candidates.models import Application
from ccr import clock
from ccr.notifications.states import MailPace
from ccr.programme import events, seats
from ccr.programme.models import Meeting
from ccr.programme.roles import Role
from ccr.wall.errors import DomainError
from ccr.wall.guard import passing_as
from ccr.wall.sides import Side
from ccr.workflow import MoveRefused
from diagnostics import mails, outlook, rules, services
from diagnostics.models import Answer, Diagnostic, FilRouge, Intake, Journal, Note, Recommendation, Restitution
from diagnostics.states import DiagnosticState, Level, Outlook
from tests.factories import candidates
from tests.factories import diagnostics as make
from tests.factories.core import OrganisationFactory, make_campaign, make_seat

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(freeze):
    freeze(make.ASKED)
    return make.make_world()


@pytest.mark.parametrize(
    ("asked", "colour", "state"),
    [
        ("2011-10-28", Outlook.GREEN, DiagnosticState.REQUESTED),
        ("2011-10-31", Outlook.GREEN, DiagnosticState.REQUESTED),
        ("2011-11-01", Outlook.ORANGE, DiagnosticState.TO_CONFIRM),
        ("2011-11-15", Outlook.ORANGE, DiagnosticState.TO_CONFIRM),
        ("2011-11-30", Outlook.ORANGE, DiagnosticState.TO_CONFIRM),
    ],
)
def test_the_colour_of_a_request_depends_on_the_day_it_is_made(world, freeze, asked, colour, state):
    freeze(f"{asked} 10:00")

    diagnostic = make.ask(world)

    assert (diagnostic.outlook, diagnostic.state, diagnostic.level) == (colour, state, Level.LIGHT)
    assert diagnostic.expected_from == clock.months_after(clock.today(), 2)
    assert diagnostic.expected_until == clock.months_after(clock.today(), 3)


@pytest.mark.parametrize("asked", ["2011-12-01", "2011-12-12", "2012-01-30"])
def test_a_late_request_is_refused_and_offered_the_two_other_ways(world, freeze, asked):
    freeze(f"{asked} 10:00")

    with pytest.raises(DomainError, match="après la sélection, ou une dérogation"):
        make.ask(world)


def test_a_late_request_may_ask_for_a_complete_diagnostic_after_the_selection(world, freeze):
    freeze("2011-12-12 10:00")

    diagnostic = make.ask(world, before_selection=False)

    assert (diagnostic.level, diagnostic.state) == (Level.COMPLETE, DiagnosticState.REQUESTED)
    assert diagnostic.outlook == Outlook.FREE
    assert diagnostic.expected_from == datetime.date(2012, 3, 31)


def test_a_waiver_needs_a_promised_date_before_the_committee(world, freeze):
    freeze("2011-12-12 10:00")
    diagnostic = make.ask(world, waiver=True)
    assert diagnostic.state == DiagnosticState.TO_CONFIRM

    with pytest.raises(DomainError, match="promettez une date"):
        make.play(world.ramsess, services.confirm, diagnostic)
    with pytest.raises(DomainError, match="avant le comité du 31"):
        make.play(world.ramsess, services.confirm, diagnostic, promised_on=datetime.date(2012, 1, 31))
    confirmed = make.play(world.ramsess, services.confirm, diagnostic, promised_on=datetime.date(2012, 1, 30))

    assert (confirmed.state, confirmed.promised_on) == (DiagnosticState.REQUESTED, datetime.date(2012, 1, 30))


def test_from_the_committees_day_on_not_even_a_waiver(world, freeze):
    freeze("2012-01-31 00:00")

    with pytest.raises(DomainError, match="n’est plus possible"):
        make.ask(world, waiver=True)


def test_the_last_minute_of_the_eve_still_counts_in_marseille(world, freeze):
    freeze(datetime.datetime(2011, 10, 31, 22, 59, 59, tzinfo=datetime.UTC))

    assert make.ask(world).outlook == Outlook.GREEN


def test_ramsess_confirms_an_orange_request_or_not(world, freeze):
    freeze("2011-11-15 10:00")
    declined = make.play(world.ramsess, services.decline, make.ask(world))
    assert declined.state == DiagnosticState.DECLINED

    again = make.play(world.ramsess, services.confirm, make.ask(world))

    assert again.state == DiagnosticState.REQUESTED
    assert Intake.objects.system().get().taken == 1


@pytest.mark.parametrize(
    ("committee", "green_until", "orange_until"),
    [
        ("2012-05-31", "2012-02-29", "2012-03-31"),  # 31 May - 3 months: 29 February of a leap year
        ("2013-05-31", "2013-02-28", "2013-03-31"),
        ("2012-02-29", "2011-11-29", "2011-12-29"),
        ("2012-03-25", "2011-12-25", "2012-01-25"),  # the night the clocks go forward
        ("2012-10-28", "2012-07-28", "2012-08-28"),  # and back
    ],
)
def test_months_are_calendar_months(freeze, committee, green_until, orange_until):
    freeze("2011-09-12 10:00")
    campaign = make_campaign()
    day = candidates.day(committee)
    Meeting.objects.update(starts_at=clock.start_of(day) + datetime.timedelta(hours=9))
    one = datetime.timedelta(days=1)

    green, orange = candidates.day(green_until), candidates.day(orange_until)

    assert outlook.colour(campaign, green) == Outlook.GREEN
    assert outlook.colour(campaign, green + one) == Outlook.ORANGE
    assert outlook.colour(campaign, orange) == Outlook.ORANGE
    assert outlook.colour(campaign, orange + one) == Outlook.RED


def test_only_the_structure_asks(world):
    stranger = candidates.representative(candidates.begin(world.campaign))

    for seat in (stranger, world.ramsess, world.d1):
        with pytest.raises(DomainError, match="par la structure elle-même"):
            make.play(seat if seat is stranger else world.candidate, _asked_by, seat, world.application)


def _asked_by(seat, application, *, by):
    """Ask in the candidate's doors with somebody else's seat: the rule refuses, not only the doors."""
    return services.ask_diagnostic(application, before_selection=True, by=seat)


def test_a_contributor_asks_too(world):
    contributor = candidates.add_contributor(world.application)

    diagnostic = make.play(contributor, services.ask_diagnostic, world.application, before_selection=True)

    assert diagnostic.asked_by == contributor


def test_a_withdrawn_application_asks_no_more(world):
    make.deposit(world.application)
    candidates_services.withdraw(world.application, by=world.candidate)
    world.application.refresh_from_db()

    with pytest.raises(DomainError, match="retirée"):
        make.ask(world)


def test_one_live_diagnostic_per_level(world):
    make.ask(world)

    with pytest.raises(DomainError, match="déjà demandé"):
        make.ask(world)
    assert make.ask(world, before_selection=False).level == Level.COMPLETE


def test_after_a_cancellation_one_may_ask_again(world):
    make.play(world.candidate, services.cancel, make.ask(world))

    assert make.ask(world).state == DiagnosticState.REQUESTED
    assert Intake.objects.system().get().taken == 1


def test_what_undoes_a_meeting_reaches_whoever_wished_for_no_mail(world, mailoutbox, commits):
    """At once: the diagnostician would travel for nothing."""
    world.d1.person.mail_pace = MailPace.BINDING
    world.d1.person.save()
    diagnostic = make.assigned(world)

    with commits():
        make.play(world.candidate, services.cancel, diagnostic)

    assert [mail.to for mail in mailoutbox if mail.subject == "Un diagnostic est annulé"] == [[world.d1.person.email]]
    assert {"cancelled", "handed_over", "postponed"} <= mails.BINDING


def test_a_cancelled_request_is_not_cancelled_twice(world):
    diagnostic = make.ask(world)
    make.play(world.candidate, services.cancel, diagnostic)

    with pytest.raises(MoveRefused):
        make.play(world.candidate, services.cancel, diagnostic)
    assert Intake.objects.system().get().taken == 0


# The places of the call


@pytest.fixture
def small(freeze):
    """A call of two places."""
    freeze(make.ASKED)
    return make.make_world(diagnostics_min=1, diagnostics_max=2)


def others(world, number):
    return [candidates.begin(world.campaign) for _ in range(number)]


def test_the_request_beyond_the_last_place_waits(small):
    first, second, third = [make.ask(small, a) for a in (small.application, *others(small, 2))]

    assert [d.state for d in (first, second, third)] == ["requested", "requested", "waiting"]
    assert Intake.objects.system().get().taken == 2


def test_the_place_of_who_gives_up_goes_to_the_first_who_waits(small, freeze):
    first = make.ask(small)
    a, b, c = others(small, 3)
    make.ask(small, a)
    waiting = [make.ask(small, b)]
    freeze("2011-09-13 10:00")
    waiting.append(make.ask(small, c))

    freeze("2011-11-15 10:00")
    make.play(small.candidate, services.cancel, first)

    for diagnostic in waiting:
        diagnostic.refresh_from_db()
    assert [d.state for d in waiting] == ["to_confirm", "waiting"]
    assert waiting[0].outlook == Outlook.ORANGE
    assert waiting[0].expected_until == datetime.date(2012, 2, 15)
    assert Intake.objects.system().get().taken == 2


def test_a_new_request_does_not_pass_before_who_waits(small, freeze):
    make.ask(small)
    make.ask(small, others(small, 1)[0])
    waiting = make.ask(small, others(small, 1)[0])
    freeze("2011-09-13 10:00")
    small.campaign.diagnostics_max = 3
    small.campaign.save()

    newcomer = make.ask(small, others(small, 1)[0])

    waiting.refresh_from_db()
    assert (waiting.state, newcomer.state) == ("requested", "waiting")


def test_ramsess_serves_the_list_when_the_campaign_grows(small):
    make.ask(small)
    make.ask(small, others(small, 1)[0])
    waiting = make.ask(small, others(small, 1)[0])
    small.campaign.diagnostics_max = 5
    small.campaign.save()

    assert make.play(small.ramsess, services.serve_waiting_list, small.campaign) == 1
    waiting.refresh_from_db()
    assert waiting.state == DiagnosticState.REQUESTED


def test_what_is_done_after_the_selection_takes_no_place(small):
    make.ask(small, before_selection=False)
    diagnostic = make.ask(small, others(small, 1)[0])
    make.play(candidates.representative(diagnostic.application), services.postpone, diagnostic)

    assert Intake.objects.system().get().taken == 0
    diagnostic.refresh_from_db()
    assert (diagnostic.before_selection, diagnostic.outlook) == (False, Outlook.FREE)


def test_the_counter_cannot_pass_its_maximum_by_sql(small):
    make.ask(small)
    make.ask(small, others(small, 1)[0])

    with pytest.raises(IntegrityError, match="intake_within_maximum"), transaction.atomic():
        Intake.objects.system().update(taken=3)


def test_the_26th_request_waits(freeze):
    freeze(make.ASKED)
    world = make.make_world()
    Intake.objects.system().create(campaign=world.campaign, taken=24, maximum=25)

    twenty_fifth = make.ask(world)
    twenty_sixth = make.ask(world, others(world, 1)[0])

    assert (twenty_fifth.state, twenty_sixth.state) == ("requested", "waiting")


def test_25th_and_26th_together_give_one_place(world_on_disk, race):
    world, first, second = world_on_disk
    Intake.objects.system().create(campaign=world.campaign, taken=24, maximum=25)

    outcomes = race(lambda: make.ask(world, first), lambda: make.ask(world, second))

    assert sorted(d.state for d in outcomes) == ["requested", "waiting"]
    assert Intake.objects.system().get().taken == 25


def test_two_clicks_make_one_request(world_on_disk, race):
    world, *_ = world_on_disk

    outcomes = race(lambda: make.ask(world), times=2)

    assert sorted(type(o).__name__ for o in outcomes) == ["Diagnostic", "DomainError"]
    assert Intake.objects.system().get().taken == 1


@pytest.fixture
def world_on_disk(transactional_db, freeze):
    freeze(make.ASKED)
    world = make.make_world()
    return world, *others(world, 2)


# Assigning


def test_ramsess_gives_a_request_to_an_able_organisation_of_the_list(world):
    diagnostic = make.assigned(world)

    assert (diagnostic.state, diagnostic.organisation, diagnostic.diagnostician) == ("assigned", world.r1, world.d1)
    assert Journal.objects.system().filter(verb="assigned", about_id=diagnostic.pk).exists()


def test_only_ramsess_assigns(world):
    diagnostic = make.ask(world)

    with pytest.raises(DomainError, match="coordination RAMSESS"):
        make.play(world.d1, services.assign, diagnostic, world.r1, world.d1)


def test_an_organisation_that_is_not_able_is_refused(world):
    diagnostic = make.ask(world)
    world.r1.may_diagnose = False
    world.r1.save()

    with pytest.raises(DomainError, match="habilitée"):
        make.play(world.ramsess, services.assign, diagnostic, world.r1, world.d1)


def test_an_organisation_out_of_the_public_list_is_refused(world):
    diagnostic = make.ask(world)

    with pytest.raises(DomainError, match="liste publique"):
        make.play(world.ramsess, services.assign, diagnostic, OrganisationFactory(able=True), world.d1)


def test_an_organisation_of_the_committee_is_refused(world):
    member = make_seat(world.campaign, Role.COMMITTEE_MEMBER, organisation=OrganisationFactory(able=True))
    organisation = member.active_mandates[0].organisation
    diagnostic = make.ask(world)

    with pytest.raises(DomainError, match="siège au comité"):
        make.play(world.ramsess, services.assign, diagnostic, organisation, world.d1)


def test_the_diagnostician_belongs_to_the_organisation(world):
    diagnostic = make.ask(world)

    with pytest.raises(DomainError, match="n’est pas diagnostiqueur"):
        make.play(world.ramsess, services.assign, diagnostic, world.r1, world.d2)


def test_two_assignments_together_give_one_diagnostician(world_on_disk, race):
    world, *_ = world_on_disk
    diagnostic = make.ask(world)

    outcomes = race(
        lambda: make.play(world.ramsess, services.assign, diagnostic, world.r1, world.d1),
        lambda: make.play(world.ramsess, services.assign, diagnostic, world.r2, world.d2),
    )

    assert sorted(type(o).__name__ for o in outcomes) == ["Diagnostic", "MoveRefused"]
    winner = next(o for o in outcomes if isinstance(o, Diagnostic))
    assert Diagnostic.objects.system().get(pk=diagnostic.pk).organisation_id == winner.organisation_id


def test_a_started_diagnostic_stays_in_its_organisation(world):
    diagnostic = make.started(world)

    with pytest.raises(DomainError, match="doit appartenir à Inter-Appui"):
        make.play(world.ramsess, services.hand_over, diagnostic, world.r2, world.d2)


def test_a_withdrawn_application_takes_its_waiting_request_with_it(world, commits):
    make.deposit(world.application)
    diagnostic = make.ask(world)

    with commits():
        make.play(world.candidate, candidates_services.withdraw, world.application)

    diagnostic.refresh_from_db()
    assert diagnostic.state == DiagnosticState.CANCELLED


def test_a_withdrawn_application_leaves_a_started_diagnostic_alone(world, commits):
    make.deposit(world.application)
    diagnostic = make.started(world)

    with commits():
        make.play(world.candidate, candidates_services.withdraw, world.application)

    diagnostic.refresh_from_db()
    assert diagnostic.state == DiagnosticState.STARTED


# Two seats of one person in the support lane


def test_a_person_of_two_organisations_reads_on_each_side_what_is_that_sides(world):
    """Who diagnoses for R1 and is R2's consultant learns nothing of what R2 diagnoses, and answers nothing there."""
    diagnostic = make.assigned(world, organisation=world.r2, diagnostician=world.d2)
    diagnostic = make.play(world.d2, services.start, diagnostic)
    make.play(world.d2, services.write_note, diagnostic, make.NOTE)
    seats.give_mandate(world.campaign, world.d1.person, Role.CONSULTANT, world.r2)
    both = make.fresh(world.d1)
    assert both.sides == {Side.DIAGNOSIS, Side.CONSULTANT}
    assert both.organisations == {world.r1.pk, world.r2.pk}

    assert both.organisations_as(Side.DIAGNOSIS) == {world.r1.pk}
    assert both.organisations_as(Side.CONSULTANT) == {world.r2.pk}
    with passing_as(both):
        for model in (Diagnostic, Note, Recommendation, Answer, FilRouge, Restitution):
            assert not model.objects.visible_to(both).exists(), model
    with pytest.raises(DomainError, match="n’est pas confié à votre organisation"):
        make.play(both, services.write_note, diagnostic, {"reasons": "D’une autre main."})


def test_who_represents_one_structure_and_helps_another_represents_the_first_alone(world):
    elsewhere = candidates.begin(world.campaign)
    seats.give_mandate(world.campaign, world.candidate.person, Role.CONTRIBUTOR, elsewhere.organisation)
    both = make.fresh(world.candidate)

    assert rules.why_not_representative(both, world.application) is None
    assert "Seul le représentant" in rules.why_not_representative(both, elsewhere)


# Races


@pytest.mark.parametrize("attempt", range(3))
def test_a_request_and_the_withdrawal_of_its_application_together(world_on_disk, race, attempt):
    """Nothing asked for an application that is gone: the request came first and is cancelled, or is refused."""
    world, *_ = world_on_disk
    make.deposit(world.application)
    stale = Application.objects.system().select_related("campaign", "organisation").get(pk=world.application.pk)

    asked, withdrawn = race(
        lambda: make.ask(world, stale),
        lambda: make.play(world.candidate, candidates_services.withdraw, world.application),
    )

    assert not isinstance(withdrawn, Exception)
    assert isinstance(asked, Diagnostic | DomainError)
    events.run_pending()
    assert not Diagnostic.objects.system().live().exists()


def test_a_request_made_from_a_page_opened_before_the_withdrawal_is_refused(world):
    make.deposit(world.application)
    stale = Application.objects.system().select_related("campaign", "organisation").get(pk=world.application.pk)
    make.play(world.candidate, candidates_services.withdraw, world.application)

    with pytest.raises(DomainError, match="candidature est retirée"):
        make.ask(world, stale)
