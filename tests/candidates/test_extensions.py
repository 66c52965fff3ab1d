"""More time for one file: its deadline to the second, who gives it, who is told (A021)."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from candidates import services
from candidates.models import Extension
from candidates.providers import deadlines
from ccr import clock
from ccr.wall.errors import DomainError
from tests.factories import candidates as make
from tests.factories.candidates import day

pytestmark = pytest.mark.django_db
UNTIL = "2011-12-22"


def extend(application, coordinator, until=UNTIL, reason="Incendie du local."):
    return services.extend(application, until=day(until), reason=reason, by=coordinator)


def deposit(application):
    return services.deposit(application, by=make.representative(application))


def test_the_structure_deposits_in_its_own_time_and_no_other_does(ready, campaign, coordinator, freeze):
    other = make.ready(campaign)
    extend(ready, coordinator)
    freeze("2011-12-22 23:59:59")

    assert deposit(ready).number == 1
    with pytest.raises(DomainError, match="L’appel est clos"):
        deposit(other)


def test_it_ends_with_the_last_second_of_its_day(ready, coordinator, freeze):
    extend(ready, coordinator)
    freeze("2011-12-23 00:00:00")

    with pytest.raises(DomainError, match="Le délai accordé à votre structure est passé"):
        deposit(ready)


def test_what_is_deposited_after_the_close_does_not_change_any_more(ready, coordinator, freeze):
    extend(ready, coordinator)
    freeze("2011-12-20 10:00")
    deposit(ready)

    with pytest.raises(DomainError, match="L’appel est clos"):
        services.write_draft(ready, {"project": "Autre chose."}, by=make.representative(ready))


def test_a_structure_that_deposited_follows_the_calls_deadline(ready, coordinator, freeze):
    extend(ready, coordinator)
    deposit(ready)
    freeze("2011-12-16 00:00:00")

    with pytest.raises(DomainError, match="L’appel est clos"):
        services.write_draft(ready, {"project": "Autre chose."}, by=make.representative(ready))


def test_a_deposit_put_back_on_the_last_day_is_made_again_in_its_own_time(ready, coordinator, freeze):
    deposit(ready)
    freeze("2011-12-15 18:00")
    services.put_back(ready, reason="Déposée par erreur.", by=coordinator)
    extend(ready, coordinator)
    freeze("2011-12-20 10:00")
    make.fill(ready, pieces=False, project="Le bon projet.")
    assert deposit(ready).number == 2

    services.withdraw(ready, by=make.representative(ready))
    with pytest.raises(DomainError, match="L’appel est clos"):
        services.resume(ready, by=make.representative(ready))


@pytest.mark.parametrize(
    ("until", "reason"),
    [
        ("2011-12-15", "peut déjà déposer jusqu’au"),
        ("2012-01-31", "doit avoir le temps de lire"),
    ],
)
def test_a_day_that_cannot_be_is_refused(application, coordinator, until, reason):
    with pytest.raises(DomainError, match=reason):
        extend(application, coordinator, until)


@pytest.mark.parametrize(("state", "reason"), [("deposited", "déposée"), ("withdrawn", "retirée")])
def test_it_only_serves_to_deposit(campaign, coordinator, state, reason):
    with pytest.raises(DomainError, match=f"Cette candidature est {reason}"):
        extend(getattr(make, state)(campaign), coordinator)


def test_one_extension_a_day(application, coordinator):
    given_once = extend(application, coordinator)
    twin = {"until": given_once.until, "reason": "Encore.", "by_id": given_once.by_id, "at": clock.now()}
    with pytest.raises(IntegrityError, match="extension_once_a_day"), transaction.atomic():
        Extension.objects.system().create(application=application, **twin)


def test_its_people_are_told_and_reminded_by_their_own_day(application, coordinator, commits, mailoutbox, freeze):
    with commits():
        extend(application, coordinator)

    assert [mail.subject for mail in mailoutbox] == ["Vous avez plus de temps pour déposer"]
    assert "22\xa0décembre\xa02011" in mailoutbox[0].body and "Incendie du local." in mailoutbox[0].body
    freeze("2011-12-18 10:00")
    assert [due.occurrence for due in deadlines(clock.now())] == ["J-7 20111222"]


def test_the_coordination_gives_it_and_the_structure_sees_it(ready, coordinator, sign_in, as_representative, freeze):
    page = sign_in(coordinator.person)
    url = reverse("candidates:structure_extend", args=[ready.campaign.slug, ready.pk])
    structure = reverse("candidates:structure", args=[ready.campaign.slug, ready.pk])
    assert f'href="{url}"' in page.get(structure).content.decode()
    assert page.post(url, {"until": "2012-02-01", "reason": "Incendie."}).status_code == 422
    told = page.post(url, {"until": UNTIL, "reason": "Incendie."}, follow=True).content.decode()
    assert "Elle est prévenue" in told and "Incendie." in told

    freeze("2011-12-20 10:00")
    mine = as_representative(ready)
    opened = mine.get(reverse("candidates:application", args=[ready.campaign.slug, ready.pk])).content.decode()
    assert "Il vous reste 2\xa0jours pour déposer" in opened
    asked = mine.get(reverse("candidates:deposit", args=[ready.campaign.slug, ready.pk])).content.decode()
    assert "une fois déposée, la candidature ne change plus" in asked
