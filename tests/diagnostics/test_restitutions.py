"""Handing a note over and following afterwards: restitution, fil rouge (A041, A042, C15, D1, D6, D9)."""

import datetime

import pytest
from django.db import IntegrityError, transaction

from ccr import clock
from ccr.notifications import reminders
from ccr.programme import audit, events, meetings, seats
from ccr.programme import rules as programme
from ccr.programme.models import EventKind, Meeting
from ccr.programme.roles import Function, Role
from ccr.wall.errors import DomainError
from ccr.wall.guard import passing, passing_as
from ccr.wall.sides import Side
from diagnostics import rules, services
from diagnostics.models import (
    ContactEntry,
    Diagnostic,
    FilRouge,
    Mail,
    Note,
    Restitution,
)
from diagnostics.states import ContactKind, DiagnosticState, NoteState
from tests.factories import candidates
from tests.factories import diagnostics as make
from tests.factories.core import make_campaign, make_seat

pytestmark = pytest.mark.django_db
day = candidates.day


@pytest.fixture
def world(freeze):
    freeze(make.ASKED)
    return make.make_world()


# The restitution


def hold(world, diagnostic, on, **options):
    options = {"place": "Chez elle", "people": 7, "roles": "toute l’équipe", **options}
    return make.play(world.d1, services.record_restitution, diagnostic, on, **options)


def test_d1_restitution_opens_the_fil_rouge(world, freeze):
    note = make.validated(world)
    freeze("2011-12-01 18:00")

    fil_rouge = hold(world, note.diagnostic, day("2011-12-01"))

    assert (fil_rouge.starts_on, fil_rouge.min_ends_on, fil_rouge.max_ends_on, fil_rouge.ends_on) == (
        day("2011-12-01"),
        day("2012-12-01"),
        day("2013-12-01"),
        day("2013-12-01"),
    )
    assert Restitution.objects.system().get().people == 7
    assert Diagnostic.objects.system().get().state == DiagnosticState.RESTITUTED
    assert Note.objects.system().get().restituted_on == day("2011-12-01")


def test_c09_no_fil_rouge_outlives_the_bar_of_its_call(world, freeze):
    """Asked after the selection, handed back on the last day of the call and no later."""
    note = make.validated(world)
    make.play(world.candidate, services.postpone, note.diagnostic)
    freeze("2013-07-01 18:00")
    assert "trop tard pour en demander un" in rules.why_not_too_late(world.campaign)
    for late in (
        lambda: make.play(world.d1, services.plan_restitution, note.diagnostic, day("2013-07-02"), "Chez elle"),
        lambda: hold(world, note.diagnostic, day("2013-07-01")),
    ):
        with pytest.raises(DomainError, match=r"au plus tard le 30.juin.2013, dernier jour des sessions"):
            late()

    fil_rouge = hold(world, note.diagnostic, day("2013-06-30"))

    assert fil_rouge.max_ends_on == day("2015-06-30") == programme.bar_ends_on(world.campaign)
    freeze("2015-06-30 18:00")
    later = make_campaign("2015", opens_on=day("2015-06-01"), deadline_on=day("2015-09-15"), published=False)
    with pytest.raises(DomainError, match="Retirez d’abord l’une des deux"):
        seats.engage_organisation(later, world.r1, Function.INSTRUCTION)
    Diagnostic.objects.system().update(held_on=day("2013-07-01"))
    assert [said for said in audit.findings() if "après le dernier jour de l’appel" in said]


def after_the_selection(world, freeze, on):
    """The fil rouge of a restitution of that day, just after midnight."""
    note = make.validated(world)
    make.play(world.candidate, services.postpone, note.diagnostic)
    freeze(f"{on} 00:30")
    return hold(world, note.diagnostic, day(on))


def test_29_february_plus_12_months(world, freeze):
    fil_rouge = after_the_selection(world, freeze, "2012-02-29")

    assert (fil_rouge.min_ends_on, fil_rouge.max_ends_on) == (day("2013-02-28"), day("2014-02-28"))


def test_daylight_saving_in_plus_12_months(world, freeze):
    """Begun on a day of 25 hours: 365 days of 24 hours after its midnight, it is still the 27th in Marseille."""
    fil_rouge = after_the_selection(world, freeze, "2012-10-28")

    assert (fil_rouge.min_ends_on, fil_rouge.max_ends_on) == (day("2013-10-28"), day("2014-10-28"))
    freeze("2013-10-27 23:59:59")
    assert "au moins jusqu’au" in rules.why_not_close(fil_rouge)
    freeze("2013-10-28 00:00")
    assert rules.why_not_close(fil_rouge) is None


@pytest.mark.parametrize("on", ["2012-02-03", "2012-01-31"])
def test_d6_a_restitution_on_or_after_the_committees_day_is_refused(world, freeze, on):
    note = make.validated(world)
    with pytest.raises(DomainError, match="avant le comité du 31"):
        make.play(world.d1, services.plan_restitution, note.diagnostic, day(on), "Chez elle")

    freeze(f"{on} 20:00")
    with pytest.raises(DomainError, match="avant le comité du 31"):
        hold(world, note.diagnostic, day(on))


def test_d6_the_eve_is_accepted_with_a_warning(world, freeze):
    note = make.validated(world)

    diagnostic = make.play(world.d1, services.plan_restitution, note.diagnostic, day("2012-01-30"), "Chez elle")

    assert diagnostic.planned_on == day("2012-01-30")
    assert "aide tard" in rules.late_help(diagnostic, day("2012-01-30"))
    assert rules.late_help(diagnostic, day("2011-12-15")) is None
    freeze("2012-01-30 20:00")
    assert hold(world, note.diagnostic, day("2012-01-30")).starts_on == day("2012-01-30")


def test_d6_a_committee_brought_forward_flags_the_restitution(world, freeze, commits, mailoutbox):
    diagnostic = make.started(world)
    freeze("2012-01-10 10:00")
    make.play(world.d1, services.plan_restitution, diagnostic, day("2012-01-30"), "Chez elle")
    Meeting.objects.update(starts_at=clock.start_of(day("2012-01-24")) + datetime.timedelta(hours=9))
    mailoutbox.clear()

    with commits():
        make.play(world.coordinator, _change_calendar, world.campaign)

    flagged = Diagnostic.objects.system().select_related("campaign").get()
    assert flagged.is_too_late_for(day("2012-01-24"))
    told = {mail.to[0] for mail in mailoutbox if "ne tombe plus avant le comité" in mail.subject}
    assert told == {world.d1.person.email, world.ramsess.person.email, world.coordinator.person.email}


def _change_calendar(campaign, *, by):
    events.emit(campaign, EventKind.CALENDAR_CHANGED)


@pytest.mark.parametrize("attempt", range(3))
def test_d6_a_restitution_planned_while_the_committee_is_brought_forward(transactional_db, freeze, race, attempt):
    """Whoever comes first is kept to: never a restitution planned on or after the committee's day."""
    freeze(make.ASKED)
    world = make.make_world()
    diagnostic = make.started(world)
    freeze("2012-01-10 10:00")
    meeting = Meeting.objects.select_related("campaign").get()
    earlier = clock.start_of(day("2012-01-24")) + datetime.timedelta(hours=9)

    planned, changed = race(
        lambda: make.play(world.d1, services.plan_restitution, diagnostic, day("2012-01-30"), "Chez elle"),
        lambda: make.play(
            world.coordinator, meetings.change_meeting, meeting, starts_at=earlier, place="Marseille", reason="Salle."
        ),
    )

    moved = clock.in_paris(Meeting.objects.get().starts_at).date() == day("2012-01-24")
    assert isinstance(planned, DomainError) == moved
    assert (changed is None) == moved  # else the new date is only proposed
    diagnostic = Diagnostic.objects.system().select_related("campaign").get()
    assert not diagnostic.is_too_late_for(diagnostic.campaign.first_committee_day)


def test_asked_after_the_selection_the_date_is_free(world, freeze):
    note = make.validated(world, before_selection=False)
    freeze("2012-06-01 20:00")

    assert hold(world, note.diagnostic, day("2012-06-01")).is_open


def test_put_off_after_the_selection_the_date_is_free_and_the_work_is_kept(world, freeze):
    note = make.validated(world)
    freeze("2012-02-03 20:00")
    make.play(world.candidate, services.postpone, note.diagnostic)

    assert hold(world, note.diagnostic, day("2012-02-03")).is_open


@pytest.mark.parametrize(
    ("on", "options", "reason"),
    [
        ("2011-12-02", {}, "à venir"),
        ("2011-09-01", {}, "précéder le début"),
        ("2011-12-01", {"people": 0}, "combien de personnes"),
    ],
)
def test_a_restitution_is_what_took_place(world, freeze, on, options, reason):
    note = make.validated(world)
    freeze("2011-12-01 18:00")

    with pytest.raises(DomainError, match=reason):
        hold(world, note.diagnostic, day(on), **options)


def test_no_restitution_without_the_note(world):
    diagnostic = make.started(world)

    with pytest.raises(DomainError, match="Remettez d’abord la note"):
        hold(world, diagnostic, clock.today())


def test_the_note_is_validated_before_or_in_session(world):
    note = make.shared(world)
    with pytest.raises(DomainError, match="n’a pas encore validé"):
        hold(world, note.diagnostic, clock.today())

    hold(world, note.diagnostic, clock.today(), validated_in_session=True)

    found = Note.objects.system().get()
    assert (found.state, found.validated_on, found.validated_by) == (NoteState.RESTITUTED, clock.today(), None)


# The fil rouge


def test_the_structure_reads_what_is_shared_with_it(world):
    diagnostic = make.restituted(world)
    for shared, text in ((True, "Visite du magasin."), (False, "À surveiller : la trésorerie.")):
        make.play(
            world.d1,
            services.add_contact,
            diagnostic.fil_rouge,
            on=clock.today(),
            kind=ContactKind.VISIT,
            text=text,
            shared=shared,
        )

    with passing_as(world.candidate):
        assert [e.text for e in ContactEntry.objects.visible_to(world.candidate)] == ["Visite du magasin."]
    with passing_as(world.d1):
        assert ContactEntry.objects.visible_to(world.d1).count() == 2
    with passing_as(world.d2):
        assert not ContactEntry.objects.visible_to(world.d2).exists()


@pytest.fixture
def d9(world, freeze):
    """Restitution 01/12/2011 by D1 of R1."""
    note = make.validated(world)
    freeze("2011-12-01 18:00")
    hold(world, note.diagnostic, day("2011-12-01"))
    return FilRouge.objects.system().select_related("diagnostic").get()


def test_d9_closing_before_twelve_months_is_refused(world, d9, freeze):
    freeze("2012-10-01 10:00")

    with pytest.raises(DomainError, match="au moins jusqu’au 1er"):
        make.play(world.d1, services.close_fil_rouge, d9, "Bilan.")


def test_d9_unless_the_structure_itself_asks_to_stop(world, d9, freeze):
    freeze("2012-10-01 10:00")
    make.play(world.candidate, services.ask_to_stop, d9)

    closed = make.play(world.d1, services.close_fil_rouge, d9, "Bilan.")

    assert closed.closed_on == day("2012-10-01")
    assert Diagnostic.objects.system().get().state == DiagnosticState.CLOSED
    assert ContactEntry.objects.system().get(kind=ContactKind.CLOSING).shared


def test_d9_the_minimum_is_reached_at_twelve_months(world, d9, freeze):
    freeze("2012-11-30 23:59")
    assert not d9.minimum_reached
    freeze("2012-12-01 00:00")
    assert d9.minimum_reached
    assert make.play(world.d1, services.close_fil_rouge, d9, "Bilan.").closed_on == day("2012-12-01")


@pytest.mark.parametrize("ends_on", ["2013-12-15", "2013-12-02", "2012-11-30"])
def test_d9_the_end_stays_between_twelve_and_twenty_four_months(world, d9, ends_on):
    with pytest.raises(DomainError, match="La fin se choisit entre"):
        make.play(world.d1, services.agree_duration, d9, day(ends_on))


def test_d9_an_end_is_agreed_inside_the_range(world, d9):
    assert make.play(world.d1, services.agree_duration, d9, day("2013-06-01")).ends_on == day("2013-06-01")


def test_d9_another_person_of_the_organisation_takes_over_without_moving_the_end(
    world, d9, freeze, mailoutbox, commits
):
    freeze("2012-06-15 10:00")
    d3 = make_seat(world.campaign, Role.DIAGNOSTICIAN, organisation=world.r1)

    with commits():
        diagnostic = make.play(world.ramsess, services.hand_over, d9.diagnostic, world.r1, d3)

    d9.refresh_from_db()
    assert (diagnostic.diagnostician, d9.ends_on) == (d3, day("2013-12-01"))
    told = {mail.to[0]: mail.subject for mail in mailoutbox}
    assert told == {
        world.candidate.person.email: "Votre référent change",
        d3.person.email: "Un diagnostic vous est confié",
    }


def test_d9_the_end_is_reminded_a_month_before_and_on_the_day_once_each(world, d9, freeze):
    def sent():
        with passing({Side.MACHINE}):
            reminders.run()
        return sorted(
            Mail.objects.system().filter(kind="diagnostics.fil_rouge_ending").values_list("occurrence", flat=True)
        )

    freeze("2013-10-31 23:00")
    assert sent() == []
    freeze("2013-11-03 10:00")  # two days when nobody looked
    assert sent() == ["M-1 20131201"]
    assert sent() == ["M-1 20131201"]
    freeze("2013-12-01 09:00")
    assert sent() == ["J 20131201", "M-1 20131201"]


# Constraints, by name


@pytest.mark.parametrize(
    ("changes", "name"),
    [
        ({"closed_on": day("2012-01-01")}, "fil_rouge_closed_in_time"),
        ({"closed_on": day("2011-01-01"), "stop_asked_on": day("2011-12-02")}, "fil_rouge_closed_after_start"),
        ({"ends_on": day("2013-12-02")}, "fil_rouge_dates_in_order"),
        ({"ends_on": day("2012-11-30")}, "fil_rouge_dates_in_order"),
    ],
)
def test_fil_rouge_constraints(d9, changes, name):
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        FilRouge.objects.system().update(**changes)


@pytest.mark.parametrize(
    ("changes", "name"),
    [
        ({"state": "closed"}, "diagnostic_closed_dated"),
        ({"state": "cancelled", "held_on": None}, "diagnostic_cancelled_dated"),
        ({"state": "started"}, "diagnostic_held_dated"),
        ({"held_on": None}, "diagnostic_held_dated"),
        ({"organisation": None}, "diagnostic_assigned_whole"),
        ({"outlook": "free"}, "diagnostic_outlook_of_timing"),
        ({"expected_from": day("2020-01-01")}, "diagnostic_window_in_order"),
        ({"started_at": None}, "diagnostic_started_dated"),
    ],
)
def test_diagnostic_constraints(d9, changes, name):
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        Diagnostic.objects.system().update(**changes)


@pytest.mark.parametrize(
    ("changes", "name"),
    [
        ({"opinion": ""}, "note_shared_complete"),
        ({"conditions": "", "opinion": "conditional"}, "note_conditions_said"),
        ({"validated_on": None}, "note_validation_dated"),
        ({"restituted_on": None}, "note_restitution_dated"),
    ],
)
def test_note_constraints(d9, changes, name):
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        Note.objects.system().update(**changes)


def test_one_live_per_level_by_sql(world):
    diagnostic = make.ask(world)
    diagnostic.pk = None

    with pytest.raises(IntegrityError, match="diagnostic_one_live_per_level"), transaction.atomic():
        Diagnostic.objects.system().bulk_create([_copy(diagnostic)])


def _copy(diagnostic):
    fields = {f.attname: getattr(diagnostic, f.attname) for f in Diagnostic._meta.concrete_fields if f.name != "id"}
    return Diagnostic(**fields)
