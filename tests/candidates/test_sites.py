"""A site is validated, replaced or abandoned during the call: who chose it is told, and chooses (A024)."""

import pytest
from django.urls import reverse

from candidates import services
from candidates.models import SiteChoice
from ccr.programme import campaigns, seats
from ccr.programme.models import SiteStatus
from ccr.wall.errors import DomainError
from tests.candidates.reading import page, text_of
from tests.factories import candidates as make
from tests.factories.core import OrganisationFactory
from tests.forms import sent_by

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


def test_an_abandoned_site_is_no_change_of_the_structure_s(campaign, coordinator, freeze, as_representative):
    mk2, friche = campaign.sites.get(site__name="mk2"), campaign.sites.get(site__name="Friche")
    application = make.deposited(campaign, sites=["mk2", "Friche"])
    browser, seat = as_representative(application), make.representative(application)
    campaigns.change_site(mk2, stake=mk2.stake, status=SiteStatus.ABANDONED, reason="Bail refusé.", by=coordinator)
    services.write_draft(application, {"pole": "food"}, by=seat)  # touched, unchanged

    home = browser.get(reverse("ui:home", args=[campaign.slug])).content.decode()
    assert page("section", application, "sites") in home and "Déposer les modifications" not in home
    assert "Votre candidature est déposée" in text_of(browser.get(page("application", application)))
    assert "Site abandonné depuis par la coordination" in text_of(browser.get(page("version", application, 1)))
    with pytest.raises(DomainError, match="rien n’a changé"):
        services.deposit(application, by=seat)
    freeze("2011-12-16 10:00")
    assert "Le comité lit la version 1." in text_of(
        as_representative(application).get(page("application", application))
    )
    freeze("2011-12-15 10:00")
    services.write_draft(application, sites={friche: {"answer": "Une autre réponse."}}, by=seat)
    text = text_of(as_representative(application).get(page("application", application)))
    assert "Vos modifications ne sont pas encore déposées" in text and "Site mk2" not in text


def test_a_page_opened_before_a_colleague_wrote_puts_no_old_stake_back(campaign, coordinator, sign_in):
    mk2 = campaign.sites.get(site__name="mk2")
    office, url = sign_in(coordinator.person), reverse("programme:site_edit", args=[campaign.slug, mk2.pk])
    shown = sent_by(office.get(url))
    campaigns.change_site(mk2, stake="Gérer des flux.", status=mk2.status, by=coordinator)

    asked = office.post(url, shown | {"offered_m2": "120", "status": "abandoned", "reason": "Bail refusé."})
    office.post(url, sent_by(asked) | {"confirm": "1"})
    refused = office.post(url, shown | {"stake": "Autre enjeu.", "status": "abandoned", "initial-status": "abandoned"})

    mk2.refresh_from_db()
    assert (mk2.stake, mk2.offered_m2, mk2.status) == ("Gérer des flux.", 120, "abandoned")
    assert refused.status_code == 422 and "Gérer des flux." in refused.content.decode()


def test_the_page_says_whom_it_concerns_first(campaign, coordinator, sign_in):
    mk2 = campaign.sites.get(site__name="mk2")
    chose = make.deposited(campaign, sites=["mk2"])
    office, url = sign_in(coordinator.person), reverse("programme:site_edit", args=[campaign.slug, mk2.pk])
    typed = {"stake": mk2.stake, "status": "abandoned", "reason": "Bail refusé.", "replaced_by": ""}

    asked = office.post(url, typed).content.decode()
    assert chose.organisation.name in asked and "Elle peut en choisir un autre." in asked
    assert office.post(url, typed | {"reason": ""}).status_code == 422
    assert office.post(url, typed | {"confirm": "1"}).status_code == 302
    mk2.refresh_from_db()
    assert (mk2.status, mk2.reason) == (SiteStatus.ABANDONED, "Bail refusé.")


def test_an_abandoned_site_may_come_back_and_who_chose_it_is_told(campaign, coordinator, commits, mailoutbox):
    mk2 = campaign.sites.get(site__name="mk2")
    chose = make.deposited(campaign, sites=["mk2"])
    with commits():
        campaigns.change_site(mk2, stake="x", status=SiteStatus.ABANDONED, reason="Bail refusé.", by=coordinator)
    mailoutbox.clear()
    with commits():
        campaigns.change_site(mk2, stake="x", status=SiteStatus.ENVISAGED, reason="Bail repris.", by=coordinator)

    (told,) = mailoutbox
    assert told.to == [make.representative(chose).person.email]
    assert "est de nouveau envisagé" in told.body and "Bail repris." in told.body


def test_a_published_call_keeps_a_site(campaign, coordinator):
    mk2, friche = campaign.sites.get(site__name="mk2"), campaign.sites.get(site__name="Friche")
    campaigns.change_site(mk2, stake="x", status=SiteStatus.ABANDONED, reason="Bail refusé.", by=coordinator)
    with pytest.raises(DomainError, match="Proposez au moins un site"):
        campaigns.change_site(friche, stake="x", status=SiteStatus.ABANDONED, reason="Vendue.", by=coordinator)
    with pytest.raises(DomainError, match="remplacé par un autre site"):
        campaigns.change_site(
            friche, stake="x", status=SiteStatus.ABANDONED, reason="x", replaced_by=mk2, by=coordinator
        )
