"""« Mon agenda »: one's dates, and the secret link by which a calendar program follows them."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from candidates import services
from ccr import clock
from ccr.programme import agenda, seats
from ccr.programme.models import AgendaLink, Journal
from ccr.programme.roles import Role
from ccr.wall.errors import DomainError
from ccr.wall.guard import passing_as
from tests.factories import candidates as make
from tests.factories.core import make_campaign, make_seat

pytestmark = pytest.mark.django_db


@pytest.fixture
def campaign(freeze):
    freeze(make.OPEN_DAY)
    return make_campaign()


def path_of(seat):
    """A new secret link of the seat, as an address of this platform."""
    with passing_as(seat):
        return "/" + agenda.address_of(agenda.make_link(by=seat), seat).split("/", 3)[3]


def unfolded(answer) -> list[str]:
    return answer.content.decode().replace("\r\n ", "").splitlines()


def test_a_calendar_program_reads_the_dates_of_the_seat_and_nobody_elses(campaign, client):
    application, other = make.deposited(campaign), make.begin(campaign)
    services.extend(
        other, until=make.day("2011-12-31"), reason="Un incendie.", by=make_seat(campaign, Role.COORDINATOR)
    )
    answer = client.get(path_of(make.representative(application)))
    said = unfolded(answer)

    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert "private" in answer["Cache-Control"] and "no-store" in answer["Cache-Control"]
    assert "SUMMARY:Dernier jour pour modifier la candidature" in said
    assert "DTSTART;VALUE=DATE:20111215" in said and "DTEND;VALUE=DATE:20111216" in said
    assert "SUMMARY:Comité de sélection" in said
    extended = unfolded(client.get(path_of(make.representative(other))))
    assert "DTSTART;VALUE=DATE:20111231" in extended and "SUMMARY:Comité de sélection" not in extended
    assert f"UID:deadline-{other.pk}@" in "\n".join(extended) and str(application.pk) not in "\n".join(extended)


def test_each_lane_has_its_own_days(campaign, client):
    member, officer = make_seat(campaign, Role.COMMITTEE_MEMBER), make_seat(campaign, Role.DLA_OFFICER)
    of_committee, of_dla = ("\n".join(unfolded(client.get(path_of(seat)))).lower() for seat in (member, officer))

    assert "summary:comité de sélection" in of_committee and "dtstart:2012" in of_committee
    assert not any(word in of_committee for word in ("dla", "diagnosti", "restitution", "session"))
    assert "début des sessions dla" in of_dla and "comité" not in of_dla


def test_a_link_that_is_replaced_stopped_or_whose_seat_is_closed_opens_nothing(campaign, client):
    seat = make_seat(campaign, Role.PILOT)
    first, second = path_of(seat), path_of(seat)
    assert (client.get(first).status_code, client.get(second).status_code) == (404, 200)
    unsigned = second.rpartition("/")[0] + f"/{AgendaLink.objects.system().live().get().pk.hex}.ics"
    assert client.get(unsigned).status_code == 404
    assert client.get(second.replace(f"/{campaign.slug}/", f"/{make_campaign(slug='2012').slug}/")).status_code == 404

    with passing_as(seat):
        agenda.end_link(by=seat)
        with pytest.raises(DomainError, match="déjà arrêté"):
            agenda.end_link(by=seat)
    assert client.get(second).status_code == 404
    verbs = Journal.objects.system().filter(about_type__endswith="agendalink").values_list("verb", flat=True)
    assert sorted(verbs) == ["agenda_link_ended"] * 2 + ["agenda_link_made"] * 2

    third = path_of(seat)
    seats.withdraw_mandate(seat.active_mandates[0], by=make_seat(campaign, Role.COORDINATOR))
    assert client.get(third).status_code == 404


def test_a_call_in_preparation_offers_no_link_and_says_why(campaign, sign_in):
    """Nobody reads it without signing in: the link would be dead until the publication."""
    seat = make_seat(make_campaign(slug="2012", published=False), Role.PILOT)

    page = sign_in(seat.person).get(reverse("programme:agenda", args=["2012"])).content.decode()

    assert "un agenda ne peut pas le suivre" in page and "Créer mon lien" not in page
    with passing_as(seat), pytest.raises(DomainError, match="pas encore publié"):
        agenda.make_link(by=seat)


def test_a_seat_has_one_live_link(campaign):
    seat = make_seat(campaign, Role.PILOT)
    with passing_as(seat):
        agenda.make_link(by=seat)
    with pytest.raises(IntegrityError, match="agenda_link_one_live"), transaction.atomic():
        AgendaLink.objects.system().create(seat=seat, made_at=clock.now())
    with pytest.raises(IntegrityError, match="agenda_link_ends_after_start"), transaction.atomic():
        AgendaLink.objects.system().create(seat=seat, made_at=clock.now(), ended_at=clock.now().replace(year=2000))


def test_the_page_makes_the_link_and_says_how_to_add_it(campaign, sign_in):
    page = sign_in(make_seat(campaign, Role.COMMITTEE_MEMBER).person)
    url = reverse("programme:agenda", args=[campaign.slug])

    assert "Créer mon lien" in page.get(url).content.decode()
    shown = page.post(reverse("programme:agenda_link", args=[campaign.slug]), follow=True).content.decode()
    assert "webcal://" in shown and "S’abonner" in shown
    assert (
        "ne s’ouvre plus, aussitôt" in page.get(reverse("programme:agenda_link", args=[campaign.slug])).content.decode()
    )
