"""The refusals about who sits where (DESIGN 2.1): see ``test_refusals``."""

from django.urls import reverse

from ccr import clock
from ccr.directory import services as directory
from ccr.programme import seats
from ccr.programme.models import (
    Engagement,
    Mandate,
)
from ccr.programme.roles import Function, Role
from tests.factories.core import OrganisationFactory, PersonFactory, make_seat
from tests.programme.attempts import (
    SCREEN,
    Attempt,
    able,
    ended,
    engaged,
    following,
    instructed,
    left,
    line,
    named,
    withdrawn,
)

# One seat, one lane


@line("ne tient qu’un couloir par appel", held="mandate_of_another_lane")
def two_lanes_at_once(campaign):
    return named(campaign, make_seat(campaign, Role.DLA_OFFICER).person, Role.INSTRUCTOR, OrganisationFactory())


@line("on ne passe jamais à l’instruction", held="support_then_instruction")
def support_then_committee(campaign):
    return named(campaign, left(make_seat(campaign, Role.DLA_OFFICER)), Role.COMMITTEE_MEMBER, OrganisationFactory())


@line("on ne passe jamais à l’instruction", held="pilot_then_committee")
def pilot_then_committee(campaign):
    return named(campaign, left(make_seat(campaign, Role.PILOT)), Role.COMMITTEE_MEMBER, OrganisationFactory())


@line("aucun autre rôle n’y est possible que l’appui", held="instruction_then_candidacy")
def committee_then_pilot(campaign):
    return named(campaign, left(make_seat(campaign, Role.COMMITTEE_MEMBER)), Role.PILOT, OrganisationFactory())


@line("a ouvert au moins un dossier", held="support_after_an_opening")
def opened_a_file_then_support(campaign):
    seat = make_seat(campaign, Role.INSTRUCTOR)
    seats.record_first_opening(seat)
    return named(campaign, left(seat), Role.DLA_OFFICER, OrganisationFactory())


@line("Le siège de cette personne est suspendu", held="suspended_then_active")
def suspended(campaign):
    seat = make_seat(campaign, Role.COMMITTEE_MEMBER)
    seats.suspend_seat(seat)
    return named(campaign, seat.person, Role.INSTRUCTOR, OrganisationFactory())


@line("tient déjà ce rôle pour cette organisation", held="mandate_once")
def the_same_mandate_twice(campaign):
    seat = make_seat(campaign, Role.PILOT)
    return named(campaign, seat.person, Role.PILOT, seat.active_mandates[0].organisation)


@line("ce rôle ne se donne pas ici", form_says="Sélectionnez un choix valide", held=SCREEN)
def a_candidate_by_hand(campaign):
    return named(campaign, PersonFactory(), Role.REPRESENTATIVE, OrganisationFactory())


# Who diagnoses never selects


@line("appartient à une structure de la liste publique", held="instructor_in_a_diagnosing_organisation")
def a_member_of_the_list_on_the_committee(campaign):
    person = PersonFactory()
    seats.join_organisation(person, able(campaign))
    return named(campaign, person, Role.COMMITTEE_MEMBER, OrganisationFactory())


@line("appartient à une structure de la liste publique", held="instructor_who_acts_for_a_diagnosing_organisation")
def a_diagnostician_of_one_call_on_the_committee_of_the_next(campaign):
    """Named by hand, never invited, and withdrawn from the organisation's members by SQL: the mandate tells enough."""
    seat = make_seat(campaign, Role.DIAGNOSTICIAN)
    seat.person.memberships.all().delete()
    return named(following(campaign), seat.person, Role.COMMITTEE_MEMBER, OrganisationFactory())


@line("y voit quelles structures ont un diagnostic", held="consultant_elsewhere_on_the_committee")
def a_dla_officer_of_one_call_on_the_committee_of_the_next(campaign):
    seat = make_seat(campaign, Role.DLA_OFFICER)
    return named(following(campaign), seat.person, Role.COMMITTEE_MEMBER, OrganisationFactory())


@line("lit, ou a lu, des notes de diagnostic", held="reader_of_notes_on_the_next_committee")
def a_consultant_of_one_call_on_the_committee_of_the_next(campaign):
    seat = make_seat(campaign, Role.CONSULTANT)
    return named(following(campaign), seat.person, Role.COMMITTEE_MEMBER, OrganisationFactory())


@line("instruit encore dans l’appel", held="consultant_elsewhere_on_the_committee")
def a_member_of_one_committee_who_consults_in_the_next(campaign):
    seat = make_seat(campaign, Role.COMMITTEE_MEMBER)
    return named(following(campaign), seat.person, Role.CONSULTANT, OrganisationFactory())


@line("Retirez d’abord l’une des deux", held="engagement_instruction_or_diagnosis")
def a_listed_organisation_on_the_committee(campaign):
    return engaged(campaign, able(campaign), Function.INSTRUCTION)


@line("Retirez d’abord l’une des deux", held="engagement_instruction_or_diagnosis")
def an_instructing_organisation_on_the_list(campaign):
    organisation = able()
    seats.engage_organisation(campaign, organisation, Function.INSTRUCTION)
    return engaged(campaign, organisation, Function.DIAGNOSIS)


@line("incompatible avec", held="engagement_instruction_or_provision")
def an_instructing_organisation_that_provides(campaign):
    organisation = make_seat(campaign, Role.INSTRUCTOR).active_mandates[0].organisation
    return engaged(campaign, organisation, Function.PROVISION)


@line("a tenu la fonction « prestation » dans cet appel", held="instruction_after_provision")
def an_organisation_that_provided_on_the_committee(campaign):
    seat = make_seat(campaign, Role.CONSULTANT)
    organisation = seat.active_mandates[0].organisation
    left(seat)
    seats.end_engagement(Engagement.objects.get(organisation=organisation))
    return named(campaign, PersonFactory(), Role.COMMITTEE_MEMBER, organisation)


@line("ne passe jamais de l’appui à l’instruction", held="instruction_after_provision")
def an_organisation_that_diagnosed_on_the_committee(campaign):
    seat = make_seat(campaign, Role.DIAGNOSTICIAN)
    organisation = seat.active_mandates[0].organisation
    left(seat)
    Engagement.objects.filter(organisation=organisation).update(ended_at=clock.now())
    return engaged(campaign, organisation, Function.INSTRUCTION)


@line("un dossier y a été ouvert en son nom", held="diagnosis_after_instruction")
def an_organisation_that_instructed_on_the_list(campaign):
    return engaged(campaign, instructed(campaign), Function.DIAGNOSIS)


@line("la fonction « prestation » lui est fermée", held="provision_after_instruction")
def an_organisation_that_instructed_provides(campaign):
    return engaged(campaign, instructed(campaign), Function.PROVISION)


@line("la fonction « prestation » lui est fermée", held="provision_after_instruction")
def a_consultant_of_an_organisation_that_instructed(campaign):
    return named(campaign, PersonFactory(), Role.CONSULTANT, instructed(campaign))


@line("a ouvert un dossier à l’instruction de cet appel", held="listed_once_its_person_opened_a_file_and_left")
def the_former_organisation_of_who_opened_a_file_on_the_list(campaign):
    organisation, seat = able(), make_seat(campaign, Role.COMMITTEE_MEMBER)
    membership = seats.join_organisation(seat.person, organisation)
    seats.record_first_opening(seat)
    left(seat)
    seats.leave_organisation(membership)
    return engaged(campaign, organisation, Function.DIAGNOSIS)


@line("Retirez d’abord son mandat", held="instructor_in_a_diagnosing_organisation")
def the_organisation_of_a_member_of_the_committee_on_the_list(campaign):
    organisation, seat = able(), make_seat(campaign, Role.COMMITTEE_MEMBER)
    seats.join_organisation(seat.person, organisation)
    return engaged(campaign, organisation, Function.DIAGNOSIS)


@line("n’est pas habilitée à réaliser des diagnostics", held="listed_without_habilitation")
def an_organisation_that_is_not_able(campaign):
    return engaged(campaign, OrganisationFactory(), Function.DIAGNOSIS)


@line("n’est pas sur la liste publique des structures qui diagnostiquent", held="mandate_without_engagement")
def a_diagnostician_from_outside_the_list(campaign):
    return named(campaign, PersonFactory(), Role.DIAGNOSTICIAN, able())


@line("que par reconduction d’un autre appel", held="diagnostician_of_a_carried_line")
def a_diagnostician_of_a_carried_line(campaign):
    organisation = able(campaign)
    return named(following(campaign), PersonFactory(), Role.DIAGNOSTICIAN, organisation)


@line("tient déjà la fonction « diagnostic »", held="engagement_once")
def a_function_twice(campaign):
    return engaged(campaign, able(campaign), Function.DIAGNOSIS)


@line("Dans Appel 2013 :", held="missing_from_the_list")
def a_list_that_bars_the_next_committee(campaign):
    organisation, other = able(), following(campaign)
    seats.engage_organisation(other, organisation, Function.INSTRUCTION)
    return engaged(campaign, organisation, Function.DIAGNOSIS)


@line("retirez d’abord leurs mandats", held="mandate_without_engagement")
def a_function_that_somebody_holds(campaign):
    seat = make_seat(campaign, Role.PILOT)
    return ended(Engagement.objects.get(organisation=seat.active_mandates[0].organisation))


@line("y reste jusqu’au 30/06/2015", held="gone_from_the_list")
def an_own_line_before_its_bar_is_over(campaign):
    return ended(Engagement.objects.get(organisation=able(campaign)))


@line("y reste jusqu’au 30/06/2015", held="missing_from_the_list")
def a_carried_line_of_a_call_that_is_not_open(campaign):
    organisation, other = able(campaign), following(campaign)
    return ended(Engagement.objects.get(organisation=organisation, campaign=other))


@line("Donnez d’abord ce rôle à une autre personne", held="without_coordinator")
def the_last_coordinator(campaign):
    return withdrawn(Mandate.objects.get(seat__campaign=campaign, role=Role.COORDINATOR))


@line("Son habilitation se retire une fois", held="listed_without_habilitation")
def a_listed_organisation_loses_its_habilitation(campaign):
    organisation = able(campaign)
    address = reverse("directory:edit", args=[campaign.slug, organisation.pk])
    typed = {
        "name": organisation.name,
        "number": organisation.siren,
        "legal_form": organisation.legal_form,
        "postcode": "13001",
        "city": "Marseille",
        "ramsess": "member",
    }
    values = {"is_ramsess": True, "may_diagnose": False}
    return Attempt(address, typed, directory.change_organisation, (organisation, values))
