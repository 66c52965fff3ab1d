"""Every refusal of ``ccr/programme/rules``, by the form and by the service, with its sentence (DESIGN 2.1).

A line is a situation: what was there before, what is typed on the coordinator’s screen, the verb behind it, and words
of the sentence. ``test_no_refusal_without_its_line`` reads the source: a new sentence without its line fails.
"""

import ast
import datetime
import re
from dataclasses import dataclass
from functools import partial
from html import unescape
from pathlib import Path

import pytest
from django.urls import reverse

from ccr import clock
from ccr.directory import services as directory
from ccr.programme import calendars, campaigns, meetings, rules, seats
from ccr.programme.models import (
    Axis,
    Campaign,
    CampaignState,
    Engagement,
    Mandate,
    Meeting,
)
from ccr.programme.roles import Function, Role
from ccr.wall.errors import DomainError
from tests.factories.core import OrganisationFactory, PersonFactory, make_campaign, make_seat
from tests.programme.test_constraints import AUDITED, HELD
from tests.races.test_seats import next_call

pytestmark = pytest.mark.django_db


@dataclass
class Attempt:
    """What is tried: the form (an address, what is typed), and the same by the service."""

    url: str
    typed: dict
    service: object
    args: tuple = ()


LINES = {}


SCREEN = "the screen’s own limit: the same state is had by applying"
CALL = "the life of a call, which lets nobody through the wall"
ANNOUNCED = "the day that was announced is told by the rows that were rewritten: nothing else keeps it"
"""Why neither a constraint nor the audit looks for what is refused."""


def line(says, *, held, form_says=None):
    """Register a situation: a function of the campaign and its coordinator that gives the Attempt.

    held: what stands behind the service when the same is written by SQL, as ``test_constraints`` names it (a
    constraint, a wrong state that the audit finds), or the reason why nothing does.
    """

    def keep(situation):
        LINES[situation.__name__] = (situation, says, form_says or says, held)
        return situation

    return keep


def named(campaign, person, role, organisation):
    typed = {"email": person.email, "role": str(role), "organisation": organisation.siren}
    return Attempt("give_mandate", typed, seats.appoint, (campaign, person, role, organisation))


def engaged(campaign, organisation, function):
    typed = {"organisation": organisation.siren, "function": str(function)}
    return Attempt("engage", typed, seats.engage_organisation, (campaign, organisation, function))


def ended(engagement):
    return Attempt(
        reverse("programme:end_engagement", args=[engagement.campaign.slug, engagement.pk]),
        {},
        seats.end_engagement,
        (engagement,),
    )


def withdrawn(mandate):
    slug = mandate.seat.campaign.slug
    return Attempt(
        reverse("programme:withdraw_mandate", args=[slug, mandate.pk]), {}, seats.withdraw_mandate, (mandate,)
    )


def able(campaign=None, name="Couveuse du Port"):
    organisation = OrganisationFactory(name=name, able=True)
    if campaign is not None:
        seats.engage_organisation(campaign, organisation, Function.DIAGNOSIS)
    return organisation


def left(seat):
    """The seat of somebody whose mandate was withdrawn."""
    for mandate in Mandate.objects.filter(seat=seat):
        seats.withdraw_mandate(mandate)
    return seat.person


def instructed(campaign):
    """An organisation in whose name a file was opened, and that does not instruct any more."""
    organisation = able()
    seat = make_seat(campaign, Role.COMMITTEE_MEMBER, organisation=organisation)
    seats.record_first_opening(seat)
    seats.leave_organisation(seat.person.memberships.get(organisation=organisation))
    seats.end_engagement(Engagement.objects.get(campaign=campaign, organisation=organisation))
    return organisation


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


@line("Donnez d’abord ce rôle à une autre personne", held=CALL)
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


# The call itself


@line("est clos", held=CALL)
def a_seat_in_a_closed_call(campaign):
    close(campaign)
    return named(campaign, PersonFactory(), Role.PILOT, OrganisationFactory())


@line("est clos", held=CALL)
def a_function_in_a_closed_call(campaign):
    close(campaign)
    return engaged(campaign, OrganisationFactory(), Function.DLA)


@line("est clos", held=CALL)
def a_meeting_in_a_closed_call(campaign):
    close(campaign)
    meeting = Meeting(campaign=campaign, kind="steering", starts_at=campaign.meetings.get().starts_at)
    typed = {"kind": "steering", "day": "2011-11-01", "hour": "10:00"}
    return Attempt("meeting_add", typed, meetings.add_meeting, (meeting,))


@line("est clos", held=CALL)
def a_site_in_a_closed_call(campaign):
    close(campaign)
    typed = {"name": "Docks", "stake": "Le port", "status": "envisaged"}
    add = lambda call, by: campaigns.add_site(call, name="Docks", stake="Le port", by=by)  # noqa: E731
    return Attempt("site_add", typed, add, (campaign,))


@line("est clos", held=CALL)
def a_date_of_a_closed_call(campaign):
    close(campaign)
    return changed(campaign, title="Autre")


def changed(campaign, **values):
    names = [field.name for field in Campaign._meta.fields if field.editable]
    typed = {name: value for name in names if (value := getattr(campaign, name)) not in (None, "", False)}
    return Attempt("campaign_edit", {**typed, **values}, campaigns.change_campaign, (campaign, values))


def moved(campaign, reason="La convention tarde.", **days):
    typed = {name: getattr(campaign, name) for name in calendars.DAYS}
    shown = {f"initial-{name}": value for name, value in typed.items()}
    verb = partial(campaigns.change_campaign, reason=reason)
    return Attempt("calendar_edit", {**shown, **typed, **days, "reason": reason}, verb, (campaign, days))


@line("la date d’ouverture ne change plus", held=CALL)
def an_opening_put_off_once_open(campaign):
    return moved(campaign, opens_on=datetime.date(2011, 10, 10))


@line("Dites pourquoi le calendrier change : le motif", form_says="Dites pourquoi le calendrier change.", held=CALL)
def a_calendar_that_moves_unsaid(campaign):
    return moved(campaign, reason="", deadline_on=datetime.date(2011, 12, 16))


@line("ne peuvent plus avancer ce jour", held=ANNOUNCED)
def a_shorter_bar_once_open(campaign):
    able(campaign)
    return changed(campaign, diagnosis_bar_months=12, fil_rouge_max_months=12)


@line("ne peuvent plus avancer ce jour", held=ANNOUNCED)
def an_earlier_last_restitution_once_open(campaign):
    able(campaign)
    return moved(campaign, sessions_until=datetime.date(2013, 6, 23))


@line("au moins autant que le plus long fil rouge", held="campaign_bar_covers_fil_rouge")
def a_bar_shorter_than_the_fil_rouge(campaign):
    return changed(campaign, diagnosis_bar_months=23)


@line("Proposez au moins un site", held=CALL)
def publishing_without_a_site(campaign):
    return publishing(campaign, lambda: campaign.sites.all().delete())


@line("Ajoutez au calendrier la date du comité", held=CALL)
def publishing_without_a_committee(campaign):
    return publishing(campaign, lambda: campaign.meetings.all().delete())


@line("après la clôture des candidatures", held=CALL)
def publishing_a_committee_before_the_deadline(campaign):
    return publishing(campaign, lambda: Campaign.objects.update(deadline_on="2012-02-15"))


@line("après la dernière restitution", held=CALL)
def publishing_a_committee_before_the_last_restitution(campaign):
    return publishing(campaign, lambda: Campaign.objects.update(diagnostics_until="2012-02-15"))


@line("Les sessions DLA commencent après le comité", held=CALL)
def publishing_sessions_before_the_committee(campaign):
    return publishing(campaign, lambda: Campaign.objects.update(sessions_from="2012-01-15"))


@line("chaque candidat y répond", held=CALL)
def publishing_a_site_without_its_stake(campaign):
    return publishing(campaign, lambda: campaign.sites.update(stake=" "))


@line("partez des réglages habituels", form_says="Choisissez un appel que vous coordonnez", held=CALL)
def taking_over_from_another_s_call(campaign):
    base = make_campaign("2010")
    fields = {"slug": "2013", "title": "Appel 2013", "opens_on": "2013-09-01", "deadline_on": "2013-12-15"}

    def create(call, by):
        regain = next(iter(by.active_mandates)).organisation
        return campaigns.create_campaign(by.person, regain, base=base, by=by, slug="2013", title="Appel 2013")

    return Attempt("campaign_create", fields | {"base": base.slug}, create, (campaign,))


def publishing(campaign, spoil):
    spoil()
    Campaign.objects.update(state=CampaignState.DRAFT)
    return Attempt("campaign_publish", {}, campaigns.publish_campaign, (Campaign.objects.get(pk=campaign.pk),))


def closing(campaign):
    return Attempt("campaign_close", {}, campaigns.close_campaign, (campaign,))


@line("il n’y a rien à clore", held=CALL)
def closing_a_draft(campaign):
    Campaign.objects.update(state=CampaignState.DRAFT)
    return closing(campaign)


@line("Cet appel est déjà clos", held=CALL)
def closing_twice(campaign):
    close(campaign)
    return closing(campaign)


@line("Les sessions DLA durent jusqu’au", held=CALL)
def closing_before_the_sessions_are_over(campaign):
    return closing(campaign)


@line("Une réunion est encore au calendrier", held=CALL)
def closing_before_a_meeting(campaign):
    Campaign.objects.update(sessions_from="2011-09-01", sessions_until="2011-09-02")
    return closing(campaign)


@line("est fixé par le programme", held=CALL)
def closing_a_settled_axis(campaign):
    axis = Axis.objects.get(number=1)
    return Attempt(
        reverse("programme:axis_switch", args=[campaign.slug, axis.pk]),
        {},
        lambda one, by: campaigns.switch_axis(one, is_open=False, by=by),
        (axis,),
    )


def close(campaign):
    Campaign.objects.filter(pk=campaign.pk).update(state=CampaignState.CLOSED)


def following(campaign) -> Campaign:
    """The next call, coordinated by the same person."""
    mandate = Mandate.objects.select_related("seat__person", "organisation").get(
        seat__campaign=campaign, role=Role.COORDINATOR
    )
    return make_campaign("2013", coordinator=mandate.seat.person, regain=mandate.organisation, **next_call())


# The proof


@pytest.fixture
def campaign(freeze):
    freeze("2011-09-20 10:00")
    return make_campaign()


@pytest.fixture
def coordinator(campaign):
    return seats.seat_of(seats.holders(campaign, Role.COORDINATOR)[0], campaign)


def where(attempt, campaign):
    """The call of the attempt: the first one, unless it is about another."""
    return next((thing for thing in attempt.args if isinstance(thing, Campaign)), campaign)


@pytest.mark.parametrize("name", LINES)
def test_refused_by_the_service(campaign, coordinator, name):
    situation, says, *_ = LINES[name]
    attempt = situation(campaign)
    with pytest.raises(DomainError, match=re.escape(says).replace("\\ ", "[ \xa0]")):
        attempt.service(*attempt.args, by=coordinator)


@pytest.mark.parametrize("name", LINES)
def test_refused_by_the_form(campaign, coordinator, sign_in, name):
    situation, _, says, _ = LINES[name]
    attempt = situation(campaign)
    url = attempt.url
    if not url.startswith("/"):
        url = reverse(f"programme:{url}", args=[where(attempt, campaign).slug])
    before = (Mandate.objects.count(), Engagement.objects.filter(ended_at=None).count())

    answer = sign_in(coordinator.person).post(url, attempt.typed, follow=True)

    page = unescape(answer.content.decode()).replace("\xa0", " ")
    assert says.replace("\xa0", " ") in page
    assert before == (Mandate.objects.count(), Engagement.objects.filter(ended_at=None).count())


NO_FORM = {
    "c’est cette fiche qu’il faut garder": ("merging two records: tests/directory/test_merging.py", CALL),
    "remplacé par un autre site de l’appel": ("the form offers no other: tests/candidates/test_sites.py", CALL),
    "Dites pourquoi l’état du site change": ("tests/candidates/test_sites.py", CALL),
    "a déjà un représentant": (
        "begin_application makes the next one a contributor: tests/candidates/test_way_in.py",
        "two_representatives",
    ),
    "Vous n’instruisez plus": ("a stale seat: tests/programme/test_seats.py", "support_after_an_opening"),
    "un agenda ne peut pas le suivre": ("everybody's own page: tests/programme/test_agenda.py", CALL),
}
"""Sentences of which no screen of the coordination has the form, where they are proved, and what holds them."""


def test_what_holds_each_refusal_against_sql_exists():
    constraints = {constraint.name for constraint in Campaign._meta.constraints} | set(HELD)
    named = [held for *_, held in [*LINES.values(), *NO_FORM.values()] if held not in (SCREEN, CALL, ANNOUNCED)]
    assert set(named) - constraints - {wrong.__name__ for wrong in AUDITED} == set()


def sentences():
    """Each sentence of the rules, as its fixed words: the texts that their functions may give back."""
    sources = [room.read_text() for room in sorted(Path(rules.__file__).parent.glob("*.py"))]
    for function in ast.walk(ast.parse("\n".join(sources))):
        if isinstance(function, ast.FunctionDef) and function.name.startswith("why_not"):
            for node in ast.walk(function):
                if isinstance(node, ast.Return | ast.Tuple):
                    for value in [node.value] if isinstance(node, ast.Return) else node.elts:
                        value = value.body if isinstance(value, ast.IfExp) else value
                        if isinstance(value, ast.JoinedStr):
                            yield (
                                function.name,
                                " ".join(part.value for part in value.values if isinstance(part, ast.Constant)),
                            )
                        elif isinstance(value, ast.Constant) and isinstance(value.value, str):
                            yield function.name, value.value


def test_no_refusal_without_its_line():
    known = [says for _, says, *_ in LINES.values()] + list(NO_FORM)
    fixed = [re.sub(r"«.*»|[0-9/]+$", "", text.replace("\xa0", " ")).strip() for text in known]
    missing = [
        (function, text)
        for function, text in sentences()
        if not any(says in text.replace("\xa0", " ").replace("  ", " ") for says in fixed)
    ]
    assert missing == []
    assert len(list(sentences())) > 25
