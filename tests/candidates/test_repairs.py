"""A wrong deposit or legal form put right by the coordination, with its reason, told to the structure."""

import dataclasses

import pytest
from django.urls import reverse

from candidates import services
from candidates.models import Application, Journal, Repair, SiteChoice, Version
from candidates.states import ApplicationState
from ccr import registry
from ccr.directory.models import LegalForm
from ccr.programme import events
from ccr.programme.calendars import calendar_of
from ccr.programme.models import EventKind
from ccr.wall.errors import DomainError
from selection.providers import consequences
from selection.services import ensure_files
from tests.candidates.reading import plain, text_of
from tests.factories import candidates as make
from tests.factories.core import OrganisationFactory

WHY = "Déposée par erreur, dit la présidente au téléphone."


def fresh(application) -> Application:
    return Application.objects.system().select_related("campaign", "organisation").get(pk=application.pk)


def redeposited(application, **fields) -> Application:
    make.fill(application, pieces=False, **fields)
    services.deposit(application, by=make.representative(application))
    return fresh(application)


def test_a_deposit_made_by_mistake_is_put_back_and_made_again(
    deposited,
    coordinator,
    office,
    commits,
    mailoutbox,
):
    url = reverse("candidates:structure_put_back", args=["2011", deposited.pk])
    assert "Annuler le dépôt" in text_of(office.get(url))
    assert office.post(url, {"reason": ""}).status_code == 422
    with commits():
        office.post(url, {"reason": WHY})

    application = fresh(deposited)
    assert application.state == ApplicationState.BEGUN
    assert Version.objects.system().filter(application=application).count() == 1
    assert Journal.objects.system().get(verb="put_back").details == {"version": 1}
    (letter,) = [mail for mail in mailoutbox if WHY in mail.body]
    assert "jeudi 15 décembre 2011 à 23 h 59" in plain(letter.body)
    page = text_of(office.get(reverse("candidates:structure", args=["2011", deposited.pk])))
    assert WHY in page and "plus en vigueur" in page
    assert "plus en vigueur" in text_of(
        office.get(reverse("candidates:structure_version", args=["2011", deposited.pk, 1]))
    )
    assert "commencée le" in text_of(office.get(reverse("candidates:structures", args=["2011"])))
    assert redeposited(application).state == ApplicationState.DEPOSITED


def test_a_deposit_put_back_is_no_file_of_the_committee_meanwhile(deposited, coordinator):
    def told():
        (column,) = [column for column in registry.ask("columns", coordinator) if column.key == "selection"]
        earlier = dataclasses.replace(calendar_of(coordinator.campaign), committees=(make.day("2012-01-10"),))
        return column.cells(coordinator, [deposited.pk]), consequences(coordinator.campaign, earlier)

    ensure_files(coordinator.campaign)
    cells, waiting = told()
    assert cells and waiting
    services.put_back(deposited, reason=WHY, by=coordinator)
    assert told() == ({}, [])


def test_once_the_call_is_over_a_former_version_is_put_in_force_instead(deposited, coordinator, sign_in, freeze):
    application = redeposited(deposited, project="Un tout autre projet.", sites=["mk2"])
    freeze("2011-12-17 10:00")
    with pytest.raises(DomainError, match="ne pourrait plus être déposée"):
        services.put_back(application, reason=WHY, by=coordinator)
    again = "Remettre en vigueur la version 1"
    structure = reverse("candidates:structure", args=["2011", application.pk])
    assert again in text_of(sign_in(coordinator.person).get(structure))
    first = Version.objects.system().get(application=application, number=1)
    services.make_current(first, reason=WHY, by=coordinator)

    assert make.current_version(application).number == 1
    assert fresh(application).deposited_at == first.deposited_at
    assert SiteChoice.objects.system().filter(application=application, is_current=True).count() == 2
    assert Repair.objects.system().get().change == "version 2, puis version 1"
    with pytest.raises(DomainError, match="déjà en vigueur"):
        services.make_current(make.current_version(application), reason=WHY, by=coordinator)
    freeze("2012-02-01 10:00")
    second = Version.objects.system().get(application=application, number=2)
    with pytest.raises(DomainError, match="Aucun comité n’est à venir"):
        services.make_current(second, reason=WHY, by=coordinator)
    assert "Remettre en vigueur" not in text_of(sign_in(coordinator.person).get(structure))


def test_another_legal_form_shows_what_it_changes_then_is_written(campaign, office, commits, mailoutbox):
    organisation = OrganisationFactory(name="Herbes Folles", rna="W133047218")
    application = make.deposited(campaign, organisation)
    url = reverse("candidates:structure_form", args=["2011", application.pk])
    page = {"legal_form": LegalForm.SAS.value, "reason": "Transformée en SCIC en juin."}

    shown = text_of(office.post(url, page))
    assert "Association déclarée devient SAS" in shown
    assert "ne compte plus comme association" in shown
    assert "(W133047218) est retiré" in shown
    assert "Ce que cela change" in shown
    assert Repair.objects.system().count() == 0
    same = office.post(url, {**page, "legal_form": organisation.legal_form})
    assert (same.status_code, "C’est déjà sa forme" in text_of(same)) == (422, True)
    with commits():
        assert office.post(url, {**page, "confirm": "1"}).status_code == 302

    organisation.refresh_from_db()
    assert (organisation.legal_form, organisation.rna, organisation.is_association) == (LegalForm.SAS, None, False)
    assert events.Event.objects.system().filter(kind=EventKind.FORM_CORRECTED, organisation=organisation).exists()
    assert any("Association déclarée devient SAS" in mail.body for mail in mailoutbox)
    assert make.current_version(application).structure_form == "Association"


def test_a_form_without_the_number_it_needs_is_refused(campaign, coordinator):
    organisation = OrganisationFactory(siren=None, rna="W133047219", declared_on=make.day("2011-03-01"))
    application = make.begin(campaign, organisation)

    with pytest.raises(DomainError, match="SIREN"):
        services.correct_form(application, LegalForm.SARL, reason=WHY, by=coordinator)
    assert Repair.objects.system().count() == 0


def test_a_form_given_by_mistake_gives_its_number_back_with_the_right_one(campaign, coordinator):
    organisation = OrganisationFactory(rna="W133047220", is_scic=True)
    application, right = make.begin(campaign, organisation), organisation.legal_form
    services.correct_form(application, LegalForm.SARL, reason=WHY, by=coordinator)
    changes = services.form_changes(fresh(application), right, by=coordinator)
    services.correct_form(application, right, reason=WHY, by=coordinator)

    assert any("(W133047220), retiré par une correction précédente, revient" in said for said in changes)
    assert any("La mention SCIC de sa fiche reste" in said for said in changes)
    assert fresh(application).organisation.rna == "W133047220"


def test_a_scop_that_is_none_is_no_longer_of_the_social_economy_by_its_form(campaign, coordinator):
    application = make.begin(campaign, OrganisationFactory(scop=True))

    changes = services.form_changes(application, LegalForm.SARL, by=coordinator)
    services.correct_form(application, LegalForm.SARL, reason=WHY, by=coordinator)

    assert any("la question lui est posée" in said for said in changes)
    assert not fresh(application).organisation.is_ess_by_form


def test_only_its_own_people_read_why(deposited, campaign, coordinator, president):
    services.put_back(deposited, reason=WHY, by=coordinator)

    assert Repair.objects.visible_to(make.representative(deposited)).exists()
    assert not Repair.objects.visible_to(make.representative(make.begin(campaign))).exists()
    assert not Repair.objects.visible_to(president).exists()
