"""« Mes accès »: what one sees and why, told from the door plates."""

import pytest
from django.urls import reverse

from ccr.accounts import services
from ccr.programme import seats
from ccr.programme.roles import Role
from ccr.wall import opened
from ccr.wall.audience import readers_of
from ccr.wall.sides import Side
from tests.factories.core import OrganisationFactory, make_campaign
from tests.wall import canaries

NOTES, OPINIONS = "les notes de diagnostic", "les avis des instructeurs"
LETTERS, NEEDS = "les lettres de décision (motif et conditions)", "les besoins de financement"


@pytest.mark.parametrize(
    ("side", "opens", "never"),
    [
        (Side.CANDIDATE, {NOTES, LETTERS, NEEDS}, {OPINIONS}),
        (Side.DIAGNOSIS, {NOTES}, {OPINIONS, LETTERS}),
        (Side.COORDINATION, set(), {NOTES, OPINIONS, LETTERS}),
        (Side.INSTRUCTION, {OPINIONS}, {NOTES, LETTERS, NEEDS}),
        (Side.PILOT, {"les chiffres mensuels de l’appel"}, {NOTES, OPINIONS, LETTERS, NEEDS}),
    ],
)
def test_each_side_is_told_what_it_opens_and_what_it_never_does(side, opens, never):
    told = opened.opened_by(frozenset({side}))

    assert opens <= set(told.content)
    assert never <= set(told.never)
    assert (NEEDS in told.sums) == (side in (Side.COORDINATION, Side.FINANCE))


def test_every_sealed_text_is_named_to_who_reads_it():
    """A model of words that opens to other sides than those named in its room would be left out of the page."""
    named = {
        (model._meta.app_label, readers_of(model)) for model in opened.concrete_models() if "opens_as" in vars(model)
    }
    texts = {field.model for field in canaries.text_fields() if canaries.how(field) == canaries.TYPED}
    unnamed = {
        model._meta.label
        for model in texts
        if readers_of(model) and (model._meta.app_label, readers_of(model)) not in named
    }
    assert unnamed == {"ccr_programme.MeetingChange"}  # a date that waits: not a word of it to instruction


def test_a_door_that_moves_changes_the_page(monkeypatch):
    from diagnostics.models import Note

    monkeypatch.setattr(Note, "readers", Note.readers | {Side.PILOT})
    opened.opened_by.cache_clear()
    try:
        assert NOTES in opened.opened_by(frozenset({Side.PILOT})).content
    finally:
        opened.opened_by.cache_clear()


def test_the_page_says_since_when_by_whom_and_for_whom(call, seated, sign_in, says, django_assert_max_num_queries):
    person = seated(None)
    client = sign_in(person)
    assert says(client.get(reverse("accounts:access")), "Vous n’avez de rôle dans aucun appel")
    able = OrganisationFactory(name="R1 Diagnostic", able=True)
    seats.engage_organisation(call.campaign, able, "diagnosis")
    mandate = seats.give_mandate(call.campaign, person, Role.DIAGNOSTICIAN, able, by=call.coordinator)
    earlier = make_campaign("2010")
    fund = OrganisationFactory(name="Le Fonds")
    past = seats.give_mandate(earlier, person, Role.FUND_OFFICER, fund, by=person)
    seats.withdraw_mandate(past)

    with django_assert_max_num_queries(12):
        page = client.get(reverse("accounts:access"))

    assert says(
        page,
        "Vous avez un rôle dans 1 appel",
        f"donné par {call.coordinator.person.full_name}",
        "Vous pouvez agir pour <strong>R1 Diagnostic</strong>",
        "Les notes de diagnostic",
        "Ce rôle n’ouvre plus rien",
        "Le Fonds",
        "à votre propre demande",
    )
    seats.suspend_seat(mandate.seat)
    assert says(client.get(reverse("accounts:access")), "Votre siège est suspendu")
    assert [place.is_live for place in services.places_of(person)] == [False, False]
