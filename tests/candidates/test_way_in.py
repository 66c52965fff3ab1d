"""The way in: what a visitor, a newcomer and a colleague meet, and who is refused."""

import pytest
from django.urls import reverse

from candidates import services
from candidates.models import Application, Journal, Referral
from ccr.accounts.models import Person
from ccr.programme.models import Mandate
from ccr.programme.roles import Role
from tests.candidates.reading import page, text_of
from tests.factories import candidates as make
from tests.factories.core import OrganisationFactory, PersonFactory, make_campaign, make_seat

ALONE = {"sent_by": "alone"}


def test_a_visitor_reads_what_applying_is_and_goes_on_to_sign_up(client, campaign):
    text = text_of(answer := client.get(reverse("candidates:apply", args=["2011"])))

    assert "Il vous reste 23 jours pour candidater" in text
    assert "clôture le jeudi 15 décembre 2011 à 23 h 59" in text
    assert "Statuts à jour, signés" in text
    assert reverse("programme:diagnosing_list", args=["2011"]) in answer.content.decode()
    onward = f"next={reverse('directory:choose', args=['2011'])}".replace("/", "%2F")
    assert f"{reverse('account_signup')}?{onward}" in answer.content.decode()


@pytest.mark.parametrize(
    ("moment", "sentence"),
    [
        ("2011-09-01 10:00", "Les candidatures ouvrent le 12 septembre 2011"),
        ("2011-12-15 23:59:59", "Dernier jour pour candidater"),
        ("2011-12-16 00:00", "L’appel est clos depuis le jeudi 15 décembre 2011 à 23 h 59"),
    ],
)
def test_the_way_in_says_when_it_is_shut(client, campaign, freeze, moment, sentence):
    freeze(moment)
    text = text_of(client.get(reverse("candidates:apply", args=["2011"])))

    assert sentence in text
    assert ("Créer mon compte" in text) == ("Dernier" in sentence)


def test_a_draft_campaign_shows_nothing_to_visitors(client, db, freeze):
    freeze(make.OPEN_DAY)
    make_campaign(published=False)

    assert client.get(reverse("candidates:apply", args=["2011"])).status_code == 404


def test_a_newcomer_begins_behind_the_guard_and_lands_on_the_first_section(campaign, sign_in, commits):
    person, organisation = make.make_member()
    browser = sign_in(person)
    url = reverse("candidates:begin", args=["2011", organisation.pk])
    assert f"Commencer la candidature de {organisation.name}" in text_of(browser.get(url))

    with commits():
        answer = browser.post(url, ALONE, follow=True)

    application = Application.objects.system().get(organisation=organisation)
    assert answer.redirect_chain[-1][0] == page("section", application, "structure")
    assert "Rubrique 1 sur 12" in text_of(answer)
    assert f'href="{page("application", application)}"' in answer.content.decode()
    assert make.representative(application).person == person
    text = text_of(browser.get(page("application", application)))
    assert "Il vous reste 23 jours pour déposer votre candidature" in text


def test_a_second_click_gives_the_same_application(campaign, sign_in):
    person, organisation = make.make_member()
    url = reverse("candidates:begin", args=["2011", organisation.pk])
    first, second = (sign_in(person).post(url, ALONE) for _ in range(2))

    assert first.url == second.url
    assert Application.objects.system().count() == 1


def test_who_begins_says_who_sent_her_and_only_she(campaign, coordinator, sign_in):
    """Read by the structure and the coordination, counted with the receptions, and never asked of a colleague."""
    known = OrganisationFactory(name="Place Conseil", is_ramsess=True)
    person, organisation = make.make_member()
    browser, url = sign_in(person), reverse("candidates:begin", args=["2011", organisation.pk])
    for answer, sentence in (
        ({}, "Choisissez une réponse"),
        ({"sent_by": "other"}, "Écrivez le nom de l’organisation"),
        ({"sent_by": "Une inconnue"}, "Choisissez une réponse"),
    ):
        page_ = browser.post(url, answer)
        assert page_.status_code == 422
        assert sentence in text_of(page_)
    assert not Application.objects.system().exists()

    browser.post(url, {"sent_by": "Place Conseil", "prescriber": "Une autre"})

    application = Application.objects.system().get()
    referral = Referral.objects.visible_to(make.representative(application)).get()
    assert (referral.came, referral.prescriber, referral.prescriber_organisation) == ("sent", known.name, known)
    assert "Orientée vers la CCR par : Place Conseil" in text_of(browser.get(page("application", application)))
    colleague, _ = make.make_member(organisation)
    assert "Qui vous a orienté" not in text_of(sign_in(colleague).get(url))
    sign_in(colleague).post(url)
    assert Referral.objects.visible_to(coordinator).get() == referral
    office = sign_in(coordinator.person)
    assert "Orientée par Place Conseil" in text_of(office.get(page("structure", application)))
    counted = office.get(reverse("candidates:receptions", args=["2011"])).context["referrals"]
    assert counted == [("Place Conseil", 1)]


def test_who_sent_it_is_put_right_by_the_structure_until_it_deposits_by_the_coordination_always(
    campaign, application, coordinator, sign_in
):
    known = OrganisationFactory(name="Place Conseil", is_ramsess=True)
    browser, office = sign_in(make.representative(application).person), sign_in(coordinator.person)
    url = page("referral", application)

    def said():
        found = Referral.objects.system().get(application=application)
        return found.came, found.prescriber, found.prescriber_organisation

    Referral.objects.system().create(application=application, came="sent", prescriber="Plaze Conseil")
    assert url in browser.get(page("application", application)).content.decode()
    form = browser.get(url).context["form"]
    assert (form["sent_by"].value(), form["prescriber"].value()) == ("other", "Plaze Conseil")
    assert browser.post(url, {"sent_by": "other"}).status_code == 422
    browser.post(url, {"sent_by": "Place Conseil"})
    assert said() == ("sent", known.name, known)
    assert browser.get(url).context["form"]["sent_by"].value() == "Place Conseil"

    make.fill(application)
    services.deposit(application, by=make.representative(application))
    assert url not in browser.get(page("application", application)).content.decode()
    refused = text_of(browser.post(url, ALONE, follow=True))
    assert "La candidature est déposée : dites à la coordination" in refused
    assert said() == ("sent", known.name, known)
    assert url in office.get(page("structure", application)).content.decode()
    assert "Qui l’a orientée vers la CCR" in text_of(office.get(url))
    office.post(url, ALONE)
    assert said() == ("alone", "", None)
    assert Journal.objects.system().filter(verb="referral_changed", about_id=application.pk).count() == 2


def test_a_colleague_joins_as_contributor_and_sees_who_deposits(campaign, application, sign_in):
    person, _ = make.make_member(application.organisation)
    browser = sign_in(person)
    url = reverse("candidates:begin", args=["2011", application.organisation_id])
    assert "Rejoindre la candidature" in text_of(browser.get(url))

    text = text_of(browser.post(url, follow=True))  # on the overview, which says so before the first word

    assert f"Seul le représentant de {application.organisation.name} dépose la candidature." in text


def test_who_does_not_belong_to_the_structure_is_refused_with_a_sentence(campaign, sign_in):
    organisation = OrganisationFactory()
    answer = sign_in(PersonFactory()).post(reverse("candidates:begin", args=["2011", organisation.pk]), follow=True)

    assert f"Vous n’appartenez pas à {organisation.name}." in text_of(answer)
    assert not Application.objects.system().exists()


def test_nobody_begins_after_the_deadline_but_a_colleague_still_joins(campaign, application, freeze, sign_in):
    freeze("2011-12-16 00:00")
    late, organisation = make.make_member()
    colleague, _ = make.make_member(application.organisation)

    refused = sign_in(late).post(reverse("candidates:begin", args=["2011", organisation.pk]), follow=True)
    joined = sign_in(colleague).post(reverse("candidates:begin", args=["2011", application.organisation_id]))

    assert "L’appel est clos" in text_of(refused)
    assert joined.url == f"{page('application', application)}?debut"


def test_an_instructing_organisation_does_not_apply(campaign, sign_in):
    instructor = make_seat(campaign, Role.INSTRUCTOR)
    organisation = instructor.active_mandates[0].organisation
    person, _ = make.make_member(organisation)
    answer = sign_in(person).post(reverse("candidates:begin", args=["2011", organisation.pk]), ALONE, follow=True)

    assert "incompatible avec" in text_of(answer)
    assert not Application.objects.system().exists()


def test_who_sits_elsewhere_is_told_and_cannot_begin(campaign, sign_in):
    seat = make_seat(campaign, Role.PILOT)
    browser = sign_in(seat.person)

    assert "une personne ne tient qu’un couloir par appel" in text_of(
        browser.get(reverse("candidates:apply", args=["2011"]))
    )
    url = reverse("candidates:begin", args=["2011", seat.active_mandates[0].organisation_id])
    assert browser.post(url).status_code == 404


@pytest.mark.parametrize("gone", ["withdrawn", "closed"])
def test_when_the_representative_left_a_colleague_takes_over(application, sign_in, gone):
    colleague, former = make.add_contributor(application), make.representative(application)
    if gone == "withdrawn":
        make.seats.withdraw_mandate(former.active_mandates[0])
    else:
        Person.objects.filter(pk=former.person_id).update(is_active=False)
    browser = sign_in(colleague.person)
    assert "Plus personne ne représente votre structure" in text_of(browser.get(page("application", application)))

    text = text_of(browser.post(reverse("candidates:begin", args=["2011", application.organisation_id]), follow=True))

    assert "Plus personne" not in text
    assert make.representative(application).person == colleague.person
    assert not Mandate.objects.filter(seat=former, ended_at=None).exists()  # even if her account opens again


def test_a_site_abandoned_since_is_told_and_its_answer_kept(campaign, sign_in):
    application = make.ready(campaign, sites=["mk2"])
    campaign.sites.filter(site__name="mk2").update(status="abandoned")

    text = text_of(sign_in(make.representative(application).person).get(page("section", application, "sites")))

    assert "Le site mk2 que vous aviez choisi est abandonné" in text
    assert "Nous souhaitons mk2" not in text


def test_a_draft_is_offered_before_a_new_application(campaign, application, as_representative):
    text = text_of(as_representative(application).get(reverse("candidates:apply", args=["2011"])))

    assert "Reprenez votre candidature" in text
    assert "1 rubrique sur 12 complète, il reste : la structure" in text


def test_coming_back_leads_to_the_first_section_that_lacks_something(campaign, application, as_representative):
    """From the cover page as from « À faire »; to the overview when nothing lacks."""
    browser = as_representative(application)
    cover, home = reverse("candidates:apply", args=["2011"]), reverse("ui:home", args=["2011"])

    def both_lead_to(address) -> bool:
        return all(f'href="{address}"' in browser.get(page_).content.decode() for page_ in (cover, home))

    assert both_lead_to(f"{page('application', application)}?debut")
    make.fill(application, pieces=False, sign=False)
    assert both_lead_to(page("section", application, "charte"))
    make.fill(application)
    assert f'href="{page("application", application)}"' in browser.get(cover).content.decode()
    assert f'href="{page("deposit", application)}"' in browser.get(home).content.decode()
