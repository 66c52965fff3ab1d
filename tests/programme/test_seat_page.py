"""« Qui siège où »: invitations that wait, failed or expired; two forms on one page; organisations by their name."""

import re
from collections import Counter

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from ccr import clock
from ccr.accounts import services as accounts
from ccr.accounts.models import AccountMail, Invitation
from ccr.notifications.states import MailState
from ccr.programme import seats
from ccr.programme.forms import OrganisationField
from ccr.programme.roles import Role
from ccr.programme.seats import holders
from tests.factories.core import OrganisationFactory, make_campaign, make_seat

pytestmark = pytest.mark.django_db


@pytest.fixture
def campaign(freeze):
    freeze("2011-10-03 10:00")
    return make_campaign()


@pytest.fixture
def coordinator(campaign, sign_in):
    return sign_in(holders(campaign, Role.COORDINATOR)[0])


@pytest.fixture
def page(campaign, coordinator):
    """The page as it is now."""
    return lambda: coordinator.get(reverse("programme:seats", args=[campaign.slug])).content.decode()


@pytest.fixture
def invitation(campaign):
    by = seats.seat_of(holders(campaign, Role.COORDINATOR)[0], campaign)
    return accounts.invite(campaign, "jury@exemple.fr", Role.COMMITTEE_MEMBER, OrganisationFactory(), by=by)


def words_of(page):
    """The states the table of invitations shows."""
    return re.findall(r'<span class="status is-\w+">([^<]+)</span>', page.partition('id="invitations"')[2])


def test_the_mail_of_an_invitation_is_followed(invitation, page):
    assert words_of(page()) == ["en attente", "en attente"]

    AccountMail.objects.system().update(state=MailState.FAILED, error="SMTPRecipientsRefused 550")

    assert words_of(page()) == ["en attente", "échec"]


def test_an_invitation_that_expired_says_so_and_is_sent_again(invitation, campaign, coordinator, page, commits):
    Invitation.objects.system().update(expires_at=clock.now())
    assert words_of(page())[0] == "expirée"

    with commits():
        coordinator.post(reverse("programme:renew_invitation", args=[campaign.slug, invitation.pk]))

    assert words_of(page()) == ["en attente", "parti"]
    invitation.refresh_from_db()
    assert invitation.revoked_at is not None
    assert Invitation.objects.system().get(revoked_at=None).email == invitation.email


def test_the_wall_speaks_when_inviting_again(invitation, campaign, coordinator):
    able = OrganisationFactory(able=True)
    Invitation.objects.system().update(organisation=able)
    seats.engage_organisation(campaign, able, "diagnosis")

    url = reverse("programme:renew_invitation", args=[campaign.slug, invitation.pk])
    answer = coordinator.post(url, follow=True)

    assert "ne peut pas être à la fois" in answer.content.decode()
    assert Invitation.objects.system().get().revoked_at is None


@pytest.mark.parametrize("name", ["give_mandate", "engage"])
def test_no_two_elements_have_the_same_id(campaign, coordinator, name):
    answer = coordinator.post(reverse(f"programme:{name}", args=[campaign.slug]), {})

    assert answer.status_code == 422
    text = answer.content.decode()
    ids = Counter(re.findall(r'\sid="([^"]+)"', text))
    assert [found for found, times in ids.items() if times > 1] == []
    summary = text.partition("data-error-summary")[2].partition("</ul>")[0]
    links = re.findall(r'href="#([^"]+)"', summary)
    assert links
    assert set(links) <= set(ids)


def test_a_whole_name_wins_over_the_names_that_hold_it(db):
    for number in range(4):
        OrganisationFactory(name=f"Association Regain {number}")
    regain = OrganisationFactory(name="Regain")

    assert OrganisationField().clean("regain") == regain
    assert OrganisationField().clean(regain.siren) == regain


def test_two_of_the_same_name_are_told_apart_by_their_number(db):
    one, _ = OrganisationFactory(name="Regain"), OrganisationFactory(name="Regain")

    with pytest.raises(ValidationError) as refused:
        OrganisationField().clean("Regain")

    assert one.identifier in refused.value.messages[0]


def test_one_person_for_the_dla_and_for_a_fund_is_warned_of_and_given(campaign, coordinator, page):
    """Before, on the page that asks again, and after, in « Qui siège où » (C08)."""
    officer = make_seat(campaign, Role.DLA_OFFICER)
    esia = OrganisationFactory()
    assert "n’est pas celle qui décide" not in page()
    address = reverse("programme:give_mandate", args=[campaign.slug])
    typed = {"email": officer.person.email, "role": "fund_officer", "organisation": esia.name}

    asked = coordinator.post(address, typed).content.decode()

    assert f"{officer.person.full_name} est déjà «\u00a0chargé de mission DLA\u00a0»" in asked
    assert esia.name in asked, "what was typed travels on"
    assert not officer.mandates.filter(role=Role.FUND_OFFICER).exists()
    coordinator.post(address, typed | {"confirm": "1"})
    assert officer.mandates.filter(role=Role.FUND_OFFICER).exists()
    told = f"«\u00a0chargé de mission DLA\u00a0» et «\u00a0chargé de fonds\u00a0»\u00a0: {officer.person.full_name}."
    assert f"À la fois {told}" in page()
