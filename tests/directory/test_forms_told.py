"""Whatever road a record takes to become an association or none any more, its calls hear of it, once."""

import pytest
from django.urls import reverse

from candidates import services as candidates
from ccr.directory import importing, merging, services
from ccr.directory.models import Journal, LegalForm
from ccr.programme import events
from ccr.programme.models import EventKind
from tests.directory.test_joining import sent_from
from tests.factories.core import OrganisationFactory

SARL = LegalForm.SARL.value


def by_a_member(association, coordinator, sign_in):
    person, page = association.memberships.get().person, reverse("directory:change", args=[association.pk])
    browser = sign_in(person)
    assert browser.post(page, sent_from(browser.get(page), legal_form=SARL)).status_code == 302


def by_the_coordination(association, coordinator, sign_in):
    services.change_organisation(association, {"legal_form": SARL}, by=coordinator)
    services.change_organisation(association, {"legal_form": LegalForm.SAS.value}, by=coordinator)  # counts alike


def by_a_file(association, coordinator, sign_in):
    content = f"Nom;SIREN;Forme juridique\r\n{association.name};{association.siren};{SARL}\r\n".encode()
    importing.confirm_import(importing.plan_import(content, "a.csv", by=coordinator), by=coordinator)


def by_a_merge(association, coordinator, sign_in):
    company = OrganisationFactory(legal_form=SARL)
    merging.merge_organisations(company, association, reason="Même structure.", by=coordinator)


@pytest.mark.parametrize("turn", [by_a_member, by_the_coordination, by_a_file, by_a_merge])
def test_the_calls_hear_of_a_form_that_counts_otherwise(turn, campaign, association, member, coordinator, sign_in):
    candidates.begin_application(campaign, association, member)
    turn(association, coordinator, sign_in)

    association.refresh_from_db()
    (told,) = events.Event.objects.system().filter(kind=EventKind.FORM_CORRECTED)
    assert (told.campaign, told.organisation.family) == (campaign, association.kept.family)
    (line,) = Journal.objects.system().filter(verb="association_changed")
    assert line.details == {"is_association": False}
