"""A new call takes over from an earlier one: its days by whole years, its sites, pieces and numbers; nobody."""

import datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ccr import clock
from ccr.programme import campaigns, pieces, taking_over
from ccr.programme.models import Engagement, Meeting, MeetingKind, Seat, SiteStatus
from ccr.programme.roles import Function, Role
from ccr.programme.seats import engage_organisation
from ccr.wall.errors import DomainError
from ccr.wall.guard import passing_as
from tests.factories.core import OrganisationFactory, make_campaign, make_seat

DAYS = st.dates(datetime.date(2000, 1, 1), datetime.date(2060, 12, 31))
LEAP = st.sampled_from(
    [datetime.date(year, month, day) for year in (2024, 2028) for month, day in ((2, 28), (2, 29), (3, 1))]
)


def day(text):
    return datetime.date.fromisoformat(text)


# The shift

quickly = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@quickly
@given(st.lists(DAYS | LEAP, min_size=1, max_size=8), DAYS | LEAP)
def test_the_fewest_years_that_bring_every_day_into_the_future(days, today):
    years = taking_over.years_ahead(days, today)

    assert all(taking_over.later(one, years) > today for one in days)
    assert years == 0 or any(taking_over.later(one, years - 1) <= today for one in days)


@quickly
@given(DAYS | LEAP, DAYS | LEAP, st.integers(0, 30))
def test_days_keep_their_order_their_month_and_their_end_of_month(first, second, years):
    first, second = sorted((first, second))
    moved, after = taking_over.later(first, years), taking_over.later(second, years)

    assert moved <= after
    assert (moved.year, moved.month) == (first.year + years, first.month)
    assert moved.day == first.day or (first.month, first.day, moved.day) == (2, 29, 28)


@quickly
@given(st.datetimes(datetime.datetime(2010, 1, 1), datetime.datetime(2050, 1, 1)), st.integers(0, 10))
def test_a_meeting_keeps_its_hour_whatever_the_season(moment, years):
    moment = moment.replace(hour=9, tzinfo=clock.PARIS)  # no hour that a change of time skips
    moved = clock.in_paris(taking_over.moment_later(moment, years))

    assert (moved.hour, moved.minute) == (moment.hour, moment.minute)
    assert moved.date() == taking_over.later(moment.date(), years)


# The call


@pytest.fixture
def base(db, freeze):
    """The call of 2011: a site abandoned, a piece retired, a day cancelled, its people and a second committee."""
    freeze("2011-09-20 10:00")
    campaign = make_campaign(sessions_count=5, help_phone="04 91 00 00 00")
    site = campaign.sites.get(site__name="mk2")
    campaigns.add_site(campaign, name="Halle", stake="Tenir seul une halle ?", offered_m2=450)
    campaigns.change_site(site, stake=site.stake, status=SiteStatus.ABANDONED, reason="Le bail est rompu.")
    freeze("2011-09-10 10:00")
    pieces.change(campaign.pieces.get(slug="accounts"), {"is_asked": False})
    pieces.ask(campaign, label="Composition du bureau", only_for="associations", is_required=False)
    for kind, at in ((MeetingKind.INFORMATION, (2011, 10, 20, 10)), (MeetingKind.COMMITTEE, (2012, 6, 5, 14))):
        Meeting.objects.create(campaign=campaign, kind=kind, starts_at=datetime.datetime(*at, tzinfo=clock.PARIS))
    off = datetime.datetime(2011, 10, 4, 10, tzinfo=clock.PARIS)
    Meeting.objects.create(
        campaign=campaign,
        kind=MeetingKind.INFORMATION,
        starts_at=off,
        cancelled_at=clock.now(),
        cancelled_reason="Grève.",
    )
    make_seat(campaign, Role.COMMITTEE_PRESIDENT)
    engage_organisation(campaign, OrganisationFactory(able=True), Function.DIAGNOSIS)
    return campaign


def coordination(campaign):
    seat = Seat.objects.get(campaign=campaign, mandates__role=Role.COORDINATOR)
    return seat.person, seat.active_mandates[0].organisation, seat


def take_over(base, **fields):
    person, regain, seat = coordination(base)
    named = {"slug": "suivant", "title": "Appel suivant", **fields}
    with passing_as(seat):
        return campaigns.create_campaign(person, regain, base=base, by=seat, **named)


def test_what_is_taken_over_and_what_is_not(base, freeze):
    freeze("2013-02-01 10:00")
    call = take_over(base)

    assert call.based_on == base and not call.is_public
    assert (call.opens_on, call.deadline_on) == (day("2013-09-12"), day("2013-12-15"))
    assert call.sessions_until == day("2015-06-30")
    assert (call.sessions_count, call.help_phone) == (5, "04 91 00 00 00")
    sites = {row.site.name: (row.stake, row.offered_m2, row.status) for row in call.sites.select_related("site")}
    assert sites.keys() == {"Friche", "Halle"} and sites["Halle"] == ("Tenir seul une halle ?", 450, "envisaged")
    asked = [(row.slug, row.only_for, row.is_required) for row in call.pieces.all()]
    assert asked == [("statutes", "all", True), ("composition-du-bureau", "associations", False)]
    moments = {row.kind: clock.in_paris(row.starts_at).isoformat()[:16] for row in call.meetings.all()}
    assert moments == {"information": "2013-10-20T10:00", "committee": "2014-01-31T09:30"}


def test_nobody_follows_but_who_creates_it(base, freeze):
    freeze("2013-02-01 10:00")
    call = take_over(base)

    assert [seat.person for seat in Seat.objects.filter(campaign=call)] == [coordination(base)[0]]
    lines = Engagement.objects.filter(campaign=call).exclude(carried_until__isnull=False)
    assert [line.function for line in lines] == [Function.COORDINATION]


def test_the_rest_goes_along_with_an_opening_of_a_later_year(base, freeze):
    freeze("2013-02-01 10:00")
    call = take_over(base, opens_on=day("2014-09-20"), deadline_on=day("2014-12-20"))

    assert (call.diagnostics_until, call.sessions_from) == (day("2015-01-12"), day("2015-03-01"))
    assert call.meetings.get(kind="committee").starts_at.year == 2015


def test_only_who_coordinates_a_call_takes_it_over(base):
    person, regain, _ = coordination(make_campaign("2020", opens_on=day("2011-09-01")))
    with pytest.raises(DomainError, match="Vous ne coordonnez pas"):
        campaigns.create_campaign(person, regain, base=base, slug="suivant", title="Appel suivant")


def test_instruction_takes_the_grid_over_itself(base, freeze):
    from selection import services
    from selection.models import Criterion

    instructor = make_seat(base, Role.INSTRUCTOR)
    lines = [{"pk": None, "label": label, "charter_article": "2", "weight": 50} for label in ("Utilité", "Viabilité")]
    with passing_as(instructor):
        services.edit_grid(base, scale=4, criteria=lines, by=instructor)
    freeze("2013-02-01 10:00")
    call = take_over(base)
    with passing_as(make_seat(call, Role.INSTRUCTOR)):
        grid = services.ensure_grid(call)
        taken = Criterion.objects.system().filter(grid=grid).marked()
        assert (grid.scale, [(one.label, one.weight) for one in taken]) == (4, [("Utilité", 50), ("Viabilité", 50)])
