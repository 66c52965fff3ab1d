"""A site is validated, replaced or abandoned during the call: who chose it is told, and chooses (A024)."""

import pytest
from django.urls import reverse

from candidates.models import SiteChoice
from ccr.programme import campaigns, seats
from ccr.programme.models import SiteStatus
from ccr.wall.errors import DomainError
from tests.factories import candidates as make
from tests.factories.core import OrganisationFactory

pytestmark = pytest.mark.django_db


def test_who_chose_it_is_told_and_keeps_her_answers(campaign, coordinator, commits, mailoutbox, as_representative):
    mk2, friche = campaign.sites.get(site__name="mk2"), campaign.sites.get(site__name="Friche")
    chose, other = make.deposited(campaign, sites=["mk2"]), make.deposited(campaign, sites=["Friche"])
    person, second = make.representative(chose).person, OrganisationFactory(name="La Seconde")
    seats.join_organisation(person, second, is_representative=True)
    begun = make.begin(campaign, second, person)
    make.fill(begun, sites=["mk2"])
    mailoutbox.clear()
    with commits():
        campaigns.change_site(
            mk2, stake=mk2.stake, status=SiteStatus.ABANDONED, reason="Bail refusé.", replaced_by=friche, by=coordinator
        )

    assert [mail.to for mail in mailoutbox] == [[make.representative(chose).person.email]]
    assert "Bail refusé." in mailoutbox[0].body and "propose le site Friche" in mailoutbox[0].body
    for name in (chose.organisation.name, "La Seconde"):
        assert name in mailoutbox[0].body
    section = as_representative(begun).get(reverse("candidates:section", args=[campaign.slug, begun.pk, "sites"]))
    assert "propose Friche à la place" in section.content.decode()
    assert SiteChoice.objects.system().get(application=chose).campaign_site == mk2
    home = as_representative(chose).get(reverse("ui:home", args=[campaign.slug])).content.decode()
    assert "Le site mk2 que vous aviez choisi est abandonné" in home
    assert "abandonné" not in as_representative(other).get(reverse("ui:home", args=[campaign.slug])).content.decode()


def test_the_page_says_whom_it_concerns_first(campaign, coordinator, sign_in):
    mk2 = campaign.sites.get(site__name="mk2")
    chose = make.deposited(campaign, sites=["mk2"])
    page, url = sign_in(coordinator.person), reverse("programme:site_edit", args=[campaign.slug, mk2.pk])
    typed = {"stake": mk2.stake, "status": "abandoned", "reason": "Bail refusé.", "replaced_by": ""}

    asked = page.post(url, typed).content.decode()
    assert chose.organisation.name in asked and "Elle peut en choisir un autre." in asked
    assert page.post(url, typed | {"reason": ""}).status_code == 422
    assert page.post(url, typed | {"confirm": "1"}).status_code == 302
    mk2.refresh_from_db()
    assert (mk2.status, mk2.reason) == (SiteStatus.ABANDONED, "Bail refusé.")


def test_a_published_call_keeps_a_site(campaign, coordinator):
    mk2, friche = campaign.sites.get(site__name="mk2"), campaign.sites.get(site__name="Friche")
    campaigns.change_site(mk2, stake="x", status=SiteStatus.ABANDONED, reason="Bail refusé.", by=coordinator)
    with pytest.raises(DomainError, match="Proposez au moins un site"):
        campaigns.change_site(friche, stake="x", status=SiteStatus.ABANDONED, reason="Vendue.", by=coordinator)
    with pytest.raises(DomainError, match="remplacé par un autre site"):
        campaigns.change_site(
            friche, stake="x", status=SiteStatus.ABANDONED, reason="x", replaced_by=mk2, by=coordinator
        )
