"""Who there is, and the calls: organisations, people, calendars, seats."""

import datetime

from django.contrib.auth.hashers import make_password
from stdnum import luhn

from ccr.accounts.models import Person
from ccr.demo import cast
from ccr.demo.people import NEXT_CALL, OPEN_CALL, PASSWORD, PAST_CALL, PERSONAS
from ccr.demo.play import papers
from ccr.demo.play.craft import (
    act,
    address_of,
    campaign,
    day,
    forget_seats,
    moment,
    on,
    organisation,
    person,
    seat,
)
from ccr.directory.models import LegalForm, Organisation
from ccr.programme import campaigns, meetings, pieces, seats
from ccr.programme.models import AskedOf, Meeting, MeetingKind, SiteStatus
from ccr.programme.roles import Function, Role

COORDINATOR = "Claire Vidal"
PLACE = "Cité des Associations, 93 La Canebière, Marseille"
SITES = (
    ("mk2", "Apprendre à gérer des flux importants, le soir et le week-end.", SiteStatus.ENVISAGED, 900),
    ("Friche", "Gérer une montée en charge plus lente, avec un public à construire.", SiteStatus.VALIDATED, 1600),
)


def siren(number: int) -> str:
    """An invented SIREN whose key is right."""
    digits = f"9{number:07d}"
    return digits + luhn.calc_check_digit(digits)


def siret(number: int) -> str:
    """The SIRET of the head office."""
    digits = siren(number) + "0001"
    return digits + luhn.calc_check_digit(digits)


def identity(number: int, name: str, form, flags=()) -> dict:
    """What the directory keeps of an invented organisation."""
    return {
        "name": name,
        "legal_form": form,
        "siren": siren(number),
        "siret": siret(number),
        "address": cast.STREETS[number % len(cast.STREETS)],
        "postcode": cast.POSTCODES[number % len(cast.POSTCODES)],
        "city": "Marseille",
        "declared_on": datetime.date(2004 + number % 17, 1 + number % 12, 1 + number % 28),
        **{f"is_{flag}": True for flag in flags},
    }


_password = None


def make_person(first_name: str, last_name: str) -> Person:
    """Somebody who has an account, her address confirmed. The password is everybody's: hashed once."""
    global _password
    _password = _password or make_password(PASSWORD)
    created = Person.objects.create_user(address_of(first_name, last_name), first_name=first_name, last_name=last_name)
    Person.objects.filter(pk=created.pk).update(password=_password)
    return created


def networks():
    """The organisations of the programme, and their people."""
    number = 100
    for name, form in cast.PARTNERS:
        Organisation.objects.create(**identity(number, name, form))
        number += 1
    for name, able in cast.RAMSESS:
        found = identity(number, name, LegalForm.ASSOCIATION)
        Organisation.objects.create(**found, is_ramsess=True, may_diagnose=able)
        number += 1
    sitting = {name: LegalForm.ASSOCIATION for _, _, name in cast.COMMITTEE} | {cast.LEFT[2]: LegalForm.ASSOCIATION}
    public = ("Région Provence-Alpes-Côte d’Azur", "Ville de Marseille")
    for name, form in sitting.items():
        Organisation.objects.create(**identity(number, name, LegalForm.PUBLIC_LOCAL if name in public else form))
        number += 1
    people = [(one.first_name, one.last_name, one.organisation) for one in PERSONAS.values() if one.is_of_networks]
    people += cast.DIAGNOSTICIANS + cast.COMMITTEE + [cast.LEFT[:3]] + cast.OTHERS
    for first_name, last_name, name in dict.fromkeys(people):
        made = make_person(first_name, last_name)
        seats.join_organisation(made, organisation(name))
    for one in PERSONAS.values():
        if one.is_admin:
            Person.objects.filter(email=one.email).update(is_admin=True)
    newcomer = cast.NEWCOMER.contact
    make_person(*newcomer)


def open_past_call():
    """Last year's call, opened by Regain's coordinator."""
    create = {
        "slug": PAST_CALL,
        "title": "Appel 2025",
        "opens_on": day("2025-09-15"),
        "deadline_on": day("2025-12-15"),
        "diagnostics_from": day("2025-09-15"),
        "diagnostics_until": day("2026-02-06"),
        "sessions_from": day("2026-03-16"),
        "sessions_until": day("2026-11-30"),
    }
    open_call(create, information="2025-10-20 10:00", committee="2026-02-10 09:30")
    seat_everybody(PAST_CALL)
    left_first, left_last, left_for, _ = cast.LEFT
    give(f"{left_first} {left_last}", Role.COMMITTEE_MEMBER, left_for, PAST_CALL)
    give("Thomas Benoit", Role.CONSULTANT, "Cap Conseil", PAST_CALL)
    give("Odile Ferrier", Role.CONSULTANT, "Atelier Méthode", PAST_CALL)
    campaigns.publish_campaign(campaign(PAST_CALL), by=seat(COORDINATOR, PAST_CALL))


def open_open_call():
    """This year's call. It begins with few diagnostics, until RAMSESS has its convention."""
    create = {
        "slug": OPEN_CALL,
        "title": "Appel 2026",
        "opens_on": day("2026-10-12"),
        "deadline_on": day("2026-12-15"),
        "diagnostics_from": day("2026-10-12"),
        "diagnostics_until": day("2027-02-12"),
        "diagnostics_min": 3,
        "diagnostics_max": 5,
        "sessions_from": day("2027-03-15"),
        "sessions_until": day("2027-11-30"),
    }
    open_call(create, information="2026-11-28 10:00", committee="2027-02-17 09:30")
    show_accounts(campaign(OPEN_CALL))
    seat_everybody(OPEN_CALL, invited=("Aurélie Simonet",))
    campaigns.publish_campaign(campaign(OPEN_CALL), by=seat(COORDINATOR, OPEN_CALL))


def show_accounts(call):
    """What « comptes » are to a structure that never made any for somebody else; the next call takes it over."""
    asked = call.pieces.get(slug="accounts")
    act(seat(COORDINATOR, call.slug), pieces.join_example, asked, papers.model_accounts())


def open_call(fields: dict, *, information: str, committee: str):
    """A draft call with its sites and meetings; the coordinator who makes it gets its first seat."""
    call = campaigns.create_campaign(person(COORDINATOR), organisation("Regain"), **fields)
    coordinator = seat(COORDINATOR, call.slug)
    for name, stake, status, offered in SITES:
        act(coordinator, campaigns.add_site, call, name=name, stake=stake, status=status, offered_m2=offered)
    for kind, at in ((MeetingKind.INFORMATION, information), (MeetingKind.COMMITTEE, committee)):
        meeting = Meeting(campaign=call, kind=kind, starts_at=moment(at), place=PLACE)
        act(coordinator, meetings.add_meeting, meeting)


def give(name: str, role: Role, organisation_name: str, slug: str):
    """The coordinator gives somebody a mandate."""
    coordinator = seat(COORDINATOR, slug)
    act(coordinator, seats.appoint, campaign(slug), person(name), role, organisation(organisation_name))


def seat_everybody(slug: str, invited=()):
    """The diagnosing list first, then everybody who takes part, but those who are invited by mail."""
    call, coordinator = campaign(slug), seat(COORDINATOR, slug)
    for name in [name for name, able in cast.RAMSESS if able]:
        act(coordinator, seats.engage_organisation, call, organisation(name), Function.DIAGNOSIS)
    give("Nadia Perrin", Role.RAMSESS_COORDINATOR, "La Fabrique Solidaire", slug)
    for first_name, last_name, name in cast.DIAGNOSTICIANS:
        give(f"{first_name} {last_name}", Role.DIAGNOSTICIAN, name, slug)
    for first_name, last_name, name in cast.COMMITTEE:
        if f"{first_name} {last_name}" not in invited:
            presides = (first_name, last_name, name) == cast.COMMITTEE[0]
            role = Role.COMMITTEE_PRESIDENT if presides else Role.COMMITTEE_MEMBER
            give(f"{first_name} {last_name}", role, name, slug)
    give("Marc Oliveri", Role.INSTRUCTOR, "Regain", slug)
    give("Julie Marchetti", Role.DLA_OFFICER, "ESIA", slug)
    give("Leïla Haddad", Role.FUND_OFFICER, "ESIA", slug)
    give("Étienne Morand", Role.FUND_OFFICER, "URSCOP Provence", slug)
    give("Yann Kerguelen", Role.PILOT, "Région Provence-Alpes-Côte d’Azur", slug)


def lose_a_member():
    """A member of the committee takes a job in a structure that diagnoses: her seat is suspended at once (D4c)."""
    first_name, last_name, _, joined = cast.LEFT
    coordinator = seat(COORDINATOR, PAST_CALL)
    act(coordinator, seats.join_organisation, person(f"{first_name} {last_name}"), organisation(joined))
    forget_seats()


def extend_sessions():
    """A second session is prepared for the winter: the calendar of last year's call is extended."""
    coordinator = seat(COORDINATOR, PAST_CALL)
    reason = "Une seconde session est prévue cet hiver."
    days = {"sessions_until": day("2027-03-12")}
    act(coordinator, campaigns.change_campaign, campaign(PAST_CALL), days, reason=reason)


def call_second_committee():
    """Two files were put off in February: a second committee takes them."""
    meeting = Meeting(
        campaign=campaign(PAST_CALL), kind=MeetingKind.COMMITTEE, starts_at=moment("2026-11-19 14:00"), place=PLACE
    )
    reason = "Deux dossiers ont été reportés en février : un second comité les examine."
    act(seat(COORDINATOR, PAST_CALL), meetings.add_meeting, meeting, reason=reason)


def call_steering():
    """The steering committee meets in December."""
    meeting = Meeting(
        campaign=campaign(OPEN_CALL), kind=MeetingKind.STEERING, starts_at=moment("2026-12-10 14:00"), place=PLACE
    )
    reason = "Le comité de pilotage fait le point sur l’appel avant la clôture."
    act(seat(COORDINATOR, OPEN_CALL), meetings.add_meeting, meeting, reason=reason)


def raise_places():
    """RAMSESS has its convention: the usual number of diagnostics. Who waits is served by its coordinator's click."""
    values = {"diagnostics_min": 15, "diagnostics_max": 25}
    act(seat(COORDINATOR, OPEN_CALL), campaigns.change_campaign, campaign(OPEN_CALL), values)


def prepare_next_call():
    """Next year's call is begun from this year's: its days a year later, a third site, one more piece; nobody yet."""
    coordinator = seat(COORDINATOR, OPEN_CALL)
    fields = {"slug": NEXT_CALL, "title": f"Appel {NEXT_CALL}", "opens_on": day("2027-10-11")}
    act(
        coordinator,
        campaigns.create_campaign,
        person(COORDINATOR),
        organisation("Regain"),
        base=campaign(OPEN_CALL),
        **fields,
    )


def work_on_next_call():
    """The information day would fall on a Sunday, and nobody sits yet: « Avant d’ouvrir » says so."""
    call, coordinator = campaign(NEXT_CALL), seat(COORDINATOR, NEXT_CALL)
    stake = (
        "Faire vivre une halle ouverte tous les jours, avec les habitants du quartier : comment y prendriez-vous part ?"
    )
    act(coordinator, campaigns.add_site, call, name="Halle de la Belle de Mai", stake=stake, offered_m2=720)
    said = "Qui décide dans l’association, élu quand et pour combien de temps."
    act(
        coordinator,
        pieces.ask,
        call,
        label="Composition du bureau et du conseil d’administration",
        help=said,
        only_for=AskedOf.ASSOCIATIONS,
    )
    help_contact = {
        "help_email": "appel2027@regain.exemple.fr",
        "help_phone": "04 00 00 00 27, du lundi au jeudi de 9 h à 12 h",
    }
    act(coordinator, campaigns.change_campaign, call, help_contact)


def moments():
    yield on("2025-09-01 10:00", networks)
    yield on("2025-09-08 11:00", open_past_call)
    yield on("2026-01-20 15:00", lose_a_member)
    yield on("2026-09-08 10:00", extend_sessions)
    yield on("2026-10-05 14:00", open_open_call)
    yield on("2026-10-20 09:30", call_second_committee)
    yield on("2026-11-04 09:00", call_steering)
    yield on("2026-11-18 16:00", prepare_next_call)
    yield on("2026-11-18 16:40", work_on_next_call)
    yield on("2026-11-21 18:00", raise_places)
