"""A date typed wrong is a sentence beside its field; no page has to survive the year 9999."""

import datetime

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from ccr import clock
from ccr.programme.forms import CALENDAR_FIELDS, CalendarForm, CampaignForm
from ccr.programme.models import Campaign, Meeting, MeetingKind
from ccr.programme.roles import Role
from ccr.programme.seats import holders
from ccr.ui.forms import DateField
from tests.factories.core import make_campaign
from tests.forms import hidden_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def campaign(freeze):
    freeze("2011-09-20 10:00")
    return make_campaign()


@pytest.fixture
def coordinator(campaign, sign_in):
    return sign_in(holders(campaign, Role.COORDINATOR)[0])


def url(campaign, name, *args):
    return reverse(name, args=[campaign.slug, *args])


def fields(campaign, form=CampaignForm, **changes):
    """What the form of the call, or of its days, shows; with some changes."""
    form = form(instance=campaign)
    shown = {name: form[name].value() for name in form.fields}
    return {name: value for name, value in {**shown, **changes}.items() if value is not False}


def move(campaign, coordinator, **days):
    """Change the calendar of a published call, at once."""
    page = url(campaign, "programme:calendar_edit")
    shown = fields(campaign, CalendarForm) | hidden_of(coordinator.get(page))
    return coordinator.post(page, shown | {"reason": "La convention tarde.", "confirm": "1"} | days)


@pytest.mark.parametrize("typed", ["9999-12-31", "0011-06-30", "2101-01-01"])
@pytest.mark.parametrize("name", CALENDAR_FIELDS)
def test_a_date_of_another_age_is_refused(campaign, coordinator, name, typed):
    answer = move(campaign, coordinator, **{name: typed})

    assert answer.status_code == 422
    assert "Vérifiez l’année" in answer.content.decode()


def test_a_call_does_not_last_a_century(campaign, coordinator, client):
    answer = move(campaign, coordinator, sessions_until="2099-12-31")

    assert answer.status_code == 422
    assert "plus de 10\u00a0ans de l’ouverture" in answer.content.decode()
    assert client.get("/").status_code == 200


def test_the_last_dates_accepted_are_drawn_on_every_page(campaign, coordinator, client):
    answer = move(campaign, coordinator, sessions_until="2021-12-31")

    assert answer.status_code == 302
    assert client.get("/").status_code == 200
    assert coordinator.get(url(campaign, "ui:home")).status_code == 200


@pytest.mark.parametrize("typed", ["9999-12-31", "2099-12-31"])
def test_a_meeting_is_near_its_call(campaign, coordinator, typed):
    typed = {"kind": MeetingKind.STEERING, "day": typed, "hour": "10:00", "reason": "Une rencontre de plus."}
    answer = coordinator.post(url(campaign, "programme:meeting_add"), typed)

    assert answer.status_code == 422
    assert "Vérifiez l’année" in answer.content.decode()
    assert not Meeting.objects.filter(kind=MeetingKind.STEERING).exists()


def test_an_old_page_keeps_what_another_changed(campaign, coordinator):
    page = url(campaign, "programme:campaign_edit")
    shown = fields(campaign) | hidden_of(coordinator.get(page))
    coordinator.post(page, shown | {"session_seats_max": 14})
    move(campaign, coordinator, deadline_on="2011-12-16")

    answer = coordinator.post(page, shown | {"pool_half_days": 80})

    campaign.refresh_from_db()
    assert answer.status_code == 302
    assert (campaign.session_seats_max, campaign.pool_half_days) == (14, 80)
    assert campaign.deadline_on == datetime.date(2011, 12, 16)


def test_an_old_page_does_not_write_over_the_same_number(campaign, coordinator):
    page = url(campaign, "programme:campaign_edit")
    shown = fields(campaign) | hidden_of(coordinator.get(page))
    coordinator.post(page, shown | {"pool_half_days": 70})

    refused = coordinator.post(page, shown | {"pool_half_days": 80})

    campaign.refresh_from_db()
    assert (refused.status_code, campaign.pool_half_days) == (422, 70)
    assert "a écrit ici depuis" in refused.content.decode()
    assert coordinator.post(page, shown | hidden_of(refused) | {"pool_half_days": 80}).status_code == 302


def test_an_old_page_is_checked_with_what_another_changed(campaign, coordinator):
    page = url(campaign, "programme:campaign_edit")
    shown = fields(campaign) | hidden_of(coordinator.get(page))
    coordinator.post(page, shown | {"session_seats_max": campaign.session_seats_min})

    answer = coordinator.post(page, shown | {"session_seats_min": campaign.session_seats_max})

    assert answer.status_code == 422
    campaign.refresh_from_db()
    assert campaign.session_seats_min == campaign.session_seats_max


def test_the_table_itself_refuses_another_age(campaign):
    with pytest.raises(IntegrityError, match="campaign_dates_of_the_programme"), transaction.atomic():
        Campaign.objects.update(sessions_until=datetime.date(9999, 12, 31))


def test_a_form_may_have_other_limits():
    assert DateField(first=datetime.date(1800, 1, 1)).clean("1901-07-01") == datetime.date(1901, 7, 1)


def test_the_information_day_is_a_meeting_of_the_calendar(campaign, client):
    at = datetime.datetime(2011, 10, 20, 10, tzinfo=clock.PARIS)
    Meeting.objects.create(campaign=campaign, kind=MeetingKind.INFORMATION, starts_at=at, place="La Friche")

    page = client.get("/").content.decode().replace("\u00a0", " ")

    assert "Journée d’information" in page
    assert "10 h, La Friche" in page
