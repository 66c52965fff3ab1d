"""Which refusal a constraint holds against ``save``, ``bulk_create``, ``update`` and SQL; which the audit alone finds.

``HELD`` names the constraint that stops each wrong state, whatever the road; ``AUDITED`` lists the wrong states that no
constraint can say, and that ``manage.py audit_wall`` finds.
"""

import datetime
import io

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction

from ccr import clock
from ccr.directory.models import LegalForm, Membership, Organisation
from ccr.programme import seats
from ccr.programme.models import Campaign, Engagement, FirstOpening, Mandate, Seat, SeatState
from ccr.programme.models.calls import LIMITS
from ccr.programme.roles import Function, Role
from ccr.wall.sides import Lane
from tests.factories.core import OrganisationFactory, PersonFactory, make_campaign, make_seat, siren
from tests.races.test_seats import next_call
from tests.sql import update_by_sql

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def september(freeze):
    freeze("2011-09-20 10:00")


def engagement(campaign, organisation, function):
    return Engagement(campaign=campaign, organisation=organisation, function=function, started_at=clock.now())


def two_engagements(first, second):
    def build():
        campaign, organisation = make_campaign(), OrganisationFactory(able=True)
        return engagement(campaign, organisation, first), engagement(campaign, organisation, second)

    return build


def two_seats():
    campaign, person = make_campaign(), PersonFactory()
    return (
        Seat(person=person, campaign=campaign, lane=Lane.SUPPORT),
        Seat(person=person, campaign=campaign, lane=Lane.INSTRUCTION),
    )


def two_mandates():
    seat = make_seat(make_campaign(), Role.DLA_OFFICER)
    organisation = OrganisationFactory()
    make = lambda: Mandate(seat=seat, role=Role.CONSULTANT, organisation=organisation, started_at=clock.now())  # noqa: E731
    return make(), make()


def two_memberships():
    person, organisation = PersonFactory(), OrganisationFactory()
    make = lambda: Membership(person=person, organisation=organisation, starts_on=clock.today())  # noqa: E731
    return make(), make()


HELD = {
    "engagement_once": two_engagements(Function.DLA, Function.DLA),
    "engagement_instruction_or_diagnosis": two_engagements(Function.INSTRUCTION, Function.DIAGNOSIS),
    "engagement_instruction_or_candidacy": two_engagements(Function.CANDIDACY, Function.INSTRUCTION),
    "engagement_instruction_or_provision": two_engagements(Function.INSTRUCTION, Function.PROVISION),
    "seat_once_per_campaign": two_seats,
    "mandate_once": two_mandates,
    "membership_once_open": two_memberships,
}


@pytest.mark.parametrize("name", HELD)
@pytest.mark.parametrize("order", ["first then second", "second then first"])
def test_held_by_a_constraint_against_every_road(name, order):
    rows = HELD[name]()
    first, second = rows if order == "first then second" else reversed(rows)
    first.save(force_insert=True)
    for road in (
        lambda: second.save(force_insert=True),
        lambda: type(second).objects.bulk_create([second]),
        lambda: insert_by_sql(second),
    ):
        with pytest.raises(IntegrityError, match=name), transaction.atomic():
            road()


@pytest.mark.parametrize("name", HELD)
@pytest.mark.parametrize("order", ["first then second", "second then first"])
def test_held_against_an_update(name, order):
    rows = HELD[name]()
    first, second = rows if order == "first then second" else reversed(rows)
    field, elsewhere = ELSEWHERE[type(second)]
    wanted = getattr(second, field)
    setattr(second, field, elsewhere())
    first.save(force_insert=True)
    second.save(force_insert=True)
    for road in (
        lambda: type(second).objects.filter(pk=second.pk).update(**{field: wanted}),
        lambda: update_by_sql(type(second).objects.filter(pk=second.pk), **{field: wanted}),
    ):
        with pytest.raises(IntegrityError, match=name), transaction.atomic():
            road()


ELSEWHERE = {
    Engagement: ("function", lambda: Function.PILOTING),
    Seat: ("person", PersonFactory),
    Mandate: ("organisation", OrganisationFactory),
    Membership: ("organisation", OrganisationFactory),
}
"""A field of each row, and a value with which it clashes with nothing."""


@pytest.mark.parametrize("name", [name for name in HELD if name.startswith("engagement_instruction")])
def test_full_clean_says_it_in_french(name):
    first, second = HELD[name]()
    first.save(force_insert=True)
    with pytest.raises(ValidationError, match="Une même organisation ne peut pas tenir"):
        second.full_clean()


def insert_by_sql(row):
    fields = row._meta.local_concrete_fields
    columns = ", ".join(f'"{field.column}"' for field in fields)
    places = ", ".join(["%s"] * len(fields))
    values = [field.get_db_prep_save(field.pre_save(row, add=True), connection) for field in fields]
    with connection.cursor() as cursor:
        cursor.execute(f'INSERT INTO "{row._meta.db_table}" ({columns}) VALUES ({places})', values)


@pytest.mark.parametrize(
    ("name", "fields"),
    [
        ("organisation_identified", {"siren": None}),
        ("organisation_rna_is_association", {"rna": "W133012345", "legal_form": LegalForm.SARL}),
        ("organisation_siret_of_siren", {"siret": "35600000049837"}),
        ("organisation_diagnoses_in_ramsess", {"may_diagnose": True}),
    ],
)
def test_constraints_of_organisations(name, fields):
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        Organisation.objects.create(
            **{"name": "Essai", "siren": siren(), "legal_form": LegalForm.ASSOCIATION, **fields}
        )


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("campaign_dates_in_order", {"deadline_on": "2011-09-01"}),
        ("campaign_ranges_in_order", {"session_seats_min": 13}),
        ("campaign_bar_covers_fil_rouge", {"diagnosis_bar_months": 23}),
        ("campaign_bar_covers_fil_rouge", {"fil_rouge_max_months": 25}),
        ("campaign_ranges_in_order", {"session_association_percent": 101}),
    ],
)
def test_constraints_of_campaigns(name, change):
    campaign = make_campaign()
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        type(campaign).objects.filter(pk=campaign.pk).update(**change)


def test_each_number_of_a_call_has_its_limits():
    rows = Campaign.objects.filter(pk=make_campaign().pk)
    for name, (first, last) in LIMITS.items():
        if name == "session_association_percent":  # above, among the ranges
            continue
        beyond = last + 1 if first == 0 or "_max" in name else first - 1
        with pytest.raises(IntegrityError, match=f"campaign_{name}_within|campaign_bar_covers"), transaction.atomic():
            rows.update(**{name: beyond})
        with pytest.raises(ValidationError, match="Donnez un nombre entre"):
            Campaign._meta.get_field(name).clean(beyond, None)


@pytest.mark.parametrize(
    ("name", "model", "change"),
    [
        ("seat_suspension_dated", Seat, {"state": SeatState.SUSPENDED}),
        ("mandate_ends_after_start", Mandate, {"ended_at": "2011-01-01T00:00:00+01:00"}),
        ("engagement_ends_after_start", Engagement, {"ended_at": "2011-01-01T00:00:00+01:00"}),
    ],
)
def test_states_and_dates_agree(name, model, change):
    make_seat(make_campaign(), Role.PILOT)
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        model.objects.update(**change)


# What no constraint can say


def mandate_of_another_lane(campaign):
    seat = make_seat(campaign, Role.INSTRUCTOR)
    organisation = OrganisationFactory(able=True)
    seats.engage_organisation(campaign, organisation, Function.DIAGNOSIS)
    Mandate.objects.create(seat=seat, role=Role.DIAGNOSTICIAN, organisation=organisation, started_at=clock.now())


def mandate_without_engagement(campaign):
    seat = make_seat(campaign, Role.DLA_OFFICER)
    Engagement.objects.filter(function=Function.DLA).update(ended_at=clock.now())
    return seat


def instructor_in_a_diagnosing_organisation(campaign):
    seat = make_seat(campaign, Role.COMMITTEE_MEMBER)
    organisation = OrganisationFactory(able=True)
    seats.engage_organisation(campaign, organisation, Function.DIAGNOSIS)
    Membership.objects.create(person=seat.person, organisation=organisation, starts_on=clock.today())


def instructor_who_acts_for_a_diagnosing_organisation(campaign):
    seat = make_seat(campaign, Role.COMMITTEE_MEMBER)
    organisation = OrganisationFactory(able=True)
    seats.engage_organisation(campaign, organisation, Function.DIAGNOSIS)
    elsewhere = make_campaign("2020", opens_on=datetime.date(2011, 9, 1))
    other = Seat.objects.create(person=seat.person, campaign=elsewhere, lane=Lane.SUPPORT)
    Mandate.objects.create(seat=other, role=Role.DLA_OFFICER, organisation=organisation, started_at=clock.now())


def consultant_elsewhere_on_the_committee(campaign):
    seat = make_seat(campaign, Role.COMMITTEE_MEMBER)
    elsewhere = make_campaign("2020", opens_on=datetime.date(2011, 9, 1))
    consultant = make_seat(elsewhere, Role.CONSULTANT)
    Seat.objects.filter(pk=consultant.pk).update(person=seat.person)


def reader_of_notes_on_the_next_committee(campaign):
    seat = make_seat(campaign, Role.CONSULTANT)
    seats.withdraw_mandate(seat.active_mandates[0])
    sitting = make_seat(make_campaign("2013", **next_call()), Role.COMMITTEE_MEMBER)
    Seat.objects.filter(pk=sitting.pk).update(person=seat.person)


def diagnostician_of_a_carried_line(campaign):
    organisation = OrganisationFactory(able=True)
    seats.engage_organisation(campaign, organisation, Function.DIAGNOSIS)
    later = make_campaign("2013", **next_call())
    seat = Seat.objects.create(person=PersonFactory(), campaign=later, lane=Lane.SUPPORT)
    Mandate.objects.create(seat=seat, role=Role.DIAGNOSTICIAN, organisation=organisation, started_at=clock.now())


def two_representatives(campaign):
    mandate = make_seat(campaign, Role.REPRESENTATIVE).active_mandates[0]
    seat = Seat.objects.create(person=PersonFactory(), campaign=campaign, lane=Lane.CANDIDATE)
    Mandate.objects.create(seat=seat, role=mandate.role, organisation=mandate.organisation, started_at=clock.now())


def without_coordinator(campaign):
    Mandate.objects.filter(seat__campaign=campaign, role=Role.COORDINATOR).update(ended_at=clock.now())


def suspended_then_active(campaign):
    seat = make_seat(campaign, Role.COMMITTEE_MEMBER)
    organisation = OrganisationFactory(able=True)
    seats.engage_organisation(campaign, organisation, Function.DIAGNOSIS)
    seats.leave_organisation(seats.join_organisation(seat.person, organisation))
    Seat.objects.filter(pk=seat.pk).update(state=SeatState.ACTIVE, suspended_at=None)


def support_after_an_opening(campaign):
    seat = make_seat(campaign, Role.DLA_OFFICER)
    FirstOpening.objects.system().create(seat=seat, at=clock.now())


def support_then_instruction(campaign):
    seat = make_seat(campaign, Role.DLA_OFFICER)
    seats.withdraw_mandate(seat.active_mandates[0])
    Seat.objects.filter(pk=seat.pk).update(lane=Lane.INSTRUCTION)


def support_instruction_and_back(campaign):
    seat = make_seat(campaign, Role.DLA_OFFICER)
    seats.withdraw_mandate(seat.active_mandates[0])
    now = clock.now()
    Mandate.objects.create(
        seat=seat,
        role=Role.INSTRUCTOR,
        organisation=OrganisationFactory(),
        started_at=now + datetime.timedelta(days=1),
        ended_at=now + datetime.timedelta(days=2),
    )


def then_on_the_committee(role):
    """A seat that held this role, and was turned to the committee by hand."""

    def wrong(campaign):
        seat = make_seat(campaign, role)
        organisation = OrganisationFactory()
        Mandate.objects.filter(seat=seat).update(ended_at=clock.now())
        Seat.objects.filter(pk=seat.pk).update(lane=Lane.INSTRUCTION)
        seats.engage_organisation(campaign, organisation, Function.INSTRUCTION)
        Mandate.objects.create(seat=seat, role=Role.COMMITTEE_MEMBER, organisation=organisation, started_at=clock.now())

    wrong.__name__ = f"{role}_then_committee"
    return wrong


def instruction_then_candidacy(campaign):
    seat = make_seat(campaign, Role.INSTRUCTOR)
    organisation = OrganisationFactory()
    seats.withdraw_mandate(seat.active_mandates[0])
    Seat.objects.filter(pk=seat.pk).update(lane=Lane.CANDIDATE)
    seats.engage_organisation(campaign, organisation, Function.CANDIDACY)
    Mandate.objects.create(seat=seat, role=Role.REPRESENTATIVE, organisation=organisation, started_at=clock.now())


def instruction_after_provision(campaign):
    seat = make_seat(campaign, Role.CONSULTANT)
    organisation = seat.active_mandates[0].organisation
    seats.withdraw_mandate(seat.active_mandates[0])
    now = clock.now()
    Engagement.objects.filter(organisation=organisation).update(ended_at=now)
    Engagement.objects.create(
        campaign=campaign, organisation=organisation, function=Function.INSTRUCTION, started_at=now
    )


def opened(campaign):
    """A seat that opened a file, withdrawn since."""
    seat = make_seat(campaign, Role.COMMITTEE_MEMBER)
    seats.record_first_opening(seat)
    seats.withdraw_mandate(seat.active_mandates[0])
    return seat


def engaged_by_sql(campaign, organisation, function):
    Engagement.objects.create(campaign=campaign, organisation=organisation, function=function, started_at=clock.now())


def diagnosis_after_instruction(campaign):
    seat, organisation = opened(campaign), OrganisationFactory(able=True)
    Mandate.objects.filter(seat=seat).update(organisation=organisation)
    engaged_by_sql(campaign, organisation, Function.DIAGNOSIS)


def provision_after_instruction(campaign):
    organisation = Mandate.objects.get(seat=opened(campaign)).organisation
    Engagement.objects.filter(organisation=organisation).update(ended_at=clock.now())
    engaged_by_sql(campaign, organisation, Function.PROVISION)


def listed_once_its_person_opened_a_file_and_left(campaign):
    seat, organisation = opened(campaign), OrganisationFactory(able=True)
    seats.leave_organisation(seats.join_organisation(seat.person, organisation))
    engaged_by_sql(campaign, organisation, Function.DIAGNOSIS)


def joined_after_opening_a_file(campaign):
    organisation = OrganisationFactory(able=True)
    seats.engage_organisation(campaign, organisation, Function.DIAGNOSIS)
    Membership.objects.create(person=opened(campaign).person, organisation=organisation, starts_on=clock.today())


def gone_from_the_list(campaign):
    organisation = OrganisationFactory(able=True)
    seats.engage_organisation(campaign, organisation, Function.DIAGNOSIS)
    Engagement.objects.filter(organisation=organisation).update(ended_at=clock.now())


def listed_without_habilitation(campaign):
    organisation = OrganisationFactory(able=True)
    seats.engage_organisation(campaign, organisation, Function.DIAGNOSIS)
    Organisation.objects.filter(pk=organisation.pk).update(may_diagnose=False)


def missing_from_the_list(campaign):
    organisation = OrganisationFactory(able=True)
    make_campaign("2012", deadline_on=datetime.date(2012, 1, 1), published=False)
    seats.engage_organisation(campaign, organisation, Function.DIAGNOSIS)
    Engagement.objects.filter(campaign__slug="2012", organisation=organisation).update(ended_at=clock.now())


AUDITED = {
    mandate_of_another_lane: "n’est pas du couloir",
    mandate_without_engagement: "ne tient pas la fonction",
    instructor_in_a_diagnosing_organisation: "une personne d’une structure qui diagnostique",
    consultant_elsewhere_on_the_committee: "voit les diagnostics d’un autre appel",
    reader_of_notes_on_the_next_committee: "a lu des notes dans un autre appel",
    diagnostician_of_a_carried_line: "ne tient pas la fonction",
    two_representatives: "a 2 représentants",
    without_coordinator: "plus personne ne le coordonne",
    suspended_then_active: "suspendu pour tout l’appel",
    support_after_an_opening: "siège dans un autre couloir",
    instructor_who_acts_for_a_diagnosing_organisation: "une personne d’une structure qui diagnostique",
    support_then_instruction: "a tenu « chargé de mission DLA »",
    support_instruction_and_back: "a tenu « chargé de mission DLA »",
    then_on_the_committee(Role.COORDINATOR): "a tenu « coordination Regain »",
    then_on_the_committee(Role.PILOT): "a tenu « pilote »",
    then_on_the_committee(Role.REPRESENTATIVE): "a tenu « représentant de la structure candidate »",
    instruction_then_candidacy: "a tenu « représentant de la structure candidate »",
    missing_from_the_list: "manque à la liste publique",
    instruction_after_provision: "a diagnostiqué ou fourni une prestation",
    diagnosis_after_instruction: "un dossier d’instruction a été ouvert en son nom",
    provision_after_instruction: "un dossier d’instruction a été ouvert en son nom",
    listed_once_its_person_opened_a_file_and_left: "d’une personne de l’organisation, a ouvert un dossier",
    joined_after_opening_a_file: "d’une personne de l’organisation, a ouvert un dossier",
    gone_from_the_list: "avant la fin de son exclusion",
    listed_without_habilitation: "sans être habilitée",
}


@pytest.mark.parametrize("wrong", AUDITED, ids=lambda function: function.__name__)
def test_found_by_the_audit(wrong):
    wrong(make_campaign())
    said = io.StringIO()
    with pytest.raises(SystemExit):
        call_command("audit_wall", stdout=said)
    assert AUDITED[wrong] in said.getvalue()


def test_nothing_to_say_of_a_right_campaign():
    campaign = make_campaign()
    for role in (Role.INSTRUCTOR, Role.DIAGNOSTICIAN, Role.DLA_OFFICER, Role.CONSULTANT, Role.PILOT):
        make_seat(campaign, role)
    seat = make_seat(campaign, Role.INSTRUCTOR)
    seats.withdraw_mandate(seat.active_mandates[0])
    make_seat(campaign, Role.DLA_OFFICER, person=seat.person)  # the one way there is from a lane to another
    said = io.StringIO()
    call_command("audit_wall", stdout=said)
    assert "Le mur est entier" in said.getvalue()
