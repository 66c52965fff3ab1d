"""Who works on an application: colleagues, the hand-over of the representation, texts of an earlier call."""

import datetime
import re

import pytest
from django.db import IntegrityError, transaction

from candidates import contents, rules, services
from candidates.models import Draft, HandOver, Withdrawal, WithdrawalReason
from candidates.states import HandOverState
from ccr import clock
from ccr.accounts.models import Invitation
from ccr.programme import campaigns, seats
from ccr.programme.models import Campaign
from ccr.programme.roles import Role
from ccr.wall.errors import DomainError
from tests.candidates.reading import page, text_of
from tests.factories import candidates as make
from tests.factories.core import PersonFactory, make_campaign, make_seat


@pytest.fixture
def amina(application):
    """The seat of the structure's representative."""
    return make.representative(application)


@pytest.fixture
def ours(amina, sign_in):
    return sign_in(amina.person)


def role_of(person, application):
    seat = seats.seat_of(person, application.campaign)
    return {mandate.role for mandate in seat.active_mandates} if seat else set()


# Colleagues


def test_a_colleague_is_invited_joins_and_may_not_deposit(application, ours, sign_in, commits, mailoutbox):
    with commits():
        answer = ours.post(page("people", application), {"email": "leo@exemple.test"}, follow=True)
    assert "L’invitation part à leo@exemple.test." in text_of(answer)
    (mail,) = mailoutbox
    leo = PersonFactory(email="leo@exemple.test")
    browser = sign_in(leo)
    browser.get(re.search(r"http\S+?(/\S*invitation\S+)", mail.body)[1], follow=True)
    browser.post("/compte/invitation/", follow=True)

    assert role_of(leo, application) == {Role.CONTRIBUTOR}
    assert rules.is_member(leo, application.organisation)
    assert rules.why_not_edit(application) is None
    assert rules.why_not_represent(seats.seat_of(leo, application.campaign), application, "dépose")
    assert "2 personnes travaillent" in text_of(ours.get(page("people", application)))
    again = ours.post(page("people", application), {"email": "leo@exemple.test"})
    assert "Cette personne travaille déjà à la candidature." in text_of(again)


def test_an_invitation_says_nothing_of_who_sits_elsewhere_and_falls_with_who_sent_it(campaign, application, amina):
    instructor = make_seat(campaign, Role.INSTRUCTOR)
    leo = make.add_contributor(application)
    invited = services.invite_colleague(application, instructor.person.email, by=leo)
    services.remove_contributor(application, leo.active_mandates[0], by=amina)
    invited = Invitation.objects.system().select_related("invited_by").get(pk=invited.pk)

    from ccr.accounts import rules as accounts

    assert "ne travaille plus à cette candidature" in accounts.why_not_open(invited)
    assert accounts.why_not_accept(invited, instructor.person)


def test_an_invitation_is_cancelled(application, ours, amina):
    invited = services.invite_colleague(application, "leo@exemple.test", by=amina)
    ours.post(page("people_revoke", application, invited.pk))

    assert not Invitation.objects.visible_to(amina).pending().exists()


def test_a_contributor_is_taken_off_or_leaves_and_the_representative_stays(application, ours, amina, sign_in):
    leo = make.add_contributor(application)
    (mandate,) = leo.active_mandates
    refused = sign_in(leo.person).post(page("people_remove", application, amina.active_mandates[0].pk), follow=True)
    assert "passe d’abord la main" in text_of(refused)
    assert "Retirer" in text_of(ours.get(page("people_remove", application, mandate.pk)))
    ours.post(page("people_remove", application, mandate.pk))

    assert role_of(leo.person, application) == set()
    assert rules.is_member(leo.person, application.organisation)
    mia = make.add_contributor(application)
    sign_in(mia.person).post(page("people_remove", application, mia.active_mandates[0].pk))
    assert role_of(mia.person, application) == set()


# Hand-over


def test_the_representation_passes_with_acceptance_and_the_charter_stays_signed(
    application, ours, amina, sign_in, commits, mailoutbox
):
    make.fill(application)
    member, _ = make.make_member(application.organisation)  # of the structure, without a seat in the call yet
    with commits():
        ours.post(page("people", application), {"person": str(member.pk)})
    asked = HandOver.objects.system().get()
    assert role_of(amina.person, application) == {Role.REPRESENTATIVE}
    assert mailoutbox[-1].to == [member.email]
    browser, url = sign_in(member), f"/2011/candidature/passation/{asked.pk}/"
    assert url in mailoutbox[-1].body
    assert "vous demande de représenter" in text_of(browser.get(url))
    with commits():
        browser.post(url, {"answer": "accept"})

    assert role_of(member, application) == {Role.REPRESENTATIVE}
    assert role_of(amina.person, application) == {Role.CONTRIBUTOR}
    assert "représente maintenant" in mailoutbox[-1].body
    draft = Draft.objects.system().get(application=application)
    assert draft.charter_signed_by == amina.person.full_name
    services.deposit(application, by=seats.seat_of(member, application.campaign))
    assert text_of(browser.get(url)).startswith("Représenter")
    assert "n’attend plus de réponse" in text_of(browser.get(url))


def test_only_a_member_and_only_one_at_a_time(application, amina):
    stranger, member = PersonFactory(), make.make_member(application.organisation)[0]
    with pytest.raises(DomainError, match="n’appartient pas"):
        services.ask_hand_over(application, stranger, by=amina)
    asked = services.ask_hand_over(application, member, by=amina)
    with pytest.raises(DomainError, match="Vous avez déjà demandé"):
        services.ask_hand_over(application, make.add_contributor(application).person, by=amina)
    with pytest.raises(DomainError, match="adressée à quelqu’un d’autre"):
        services.accept_hand_over(asked, by=stranger)
    services.withdraw_hand_over(asked, by=amina)
    with pytest.raises(DomainError, match="n’attend plus de réponse"):
        services.accept_hand_over(asked, by=member)
    services.refuse_hand_over(services.ask_hand_over(application, member, by=amina), by=member)

    assert role_of(amina.person, application) == {Role.REPRESENTATIVE}


def test_a_refusal_of_the_wall_moves_nothing(campaign, application, amina):
    member, _ = make.make_member(application.organisation)
    asked = services.ask_hand_over(application, member, by=amina)
    make_seat(campaign, Role.PILOT, person=member)
    with pytest.raises(DomainError):
        services.accept_hand_over(asked, by=member)

    assert role_of(amina.person, application) == {Role.REPRESENTATIVE}
    assert HandOver.objects.system().get().state == HandOverState.ASKED


def test_a_request_falls_with_who_asked(application, amina):
    member, _ = make.make_member(application.organisation)
    asked = services.ask_hand_over(application, member, by=amina)
    seats.withdraw_mandate(amina.active_mandates[0])

    with pytest.raises(DomainError, match="ne représente plus"):
        services.accept_hand_over(asked, by=member)


@pytest.mark.parametrize("name", ["hand_over_one_open", "hand_over_dates_agree"])
def test_the_database_holds_it(application, amina, name):
    member, _ = make.make_member(application.organisation)
    asked = services.ask_hand_over(application, member, by=amina)
    fields = {"application": application, "asked_by": amina, "to": member, "asked_at": asked.asked_at}
    state = HandOverState.ASKED if name == "hand_over_one_open" else HandOverState.ACCEPTED

    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        HandOver.objects.system().create(**fields, state=state)


# Withdrawal


def test_a_withdrawal_says_why_to_the_coordination_alone(deposited, as_representative, coordinator, sign_in):
    browser = as_representative(deposited)
    assert "Choisir…" in text_of(browser.get(page("withdraw", deposited)))
    assert browser.post(page("withdraw", deposited), {"words": "Trop cher."}).status_code == 422
    assert "Trop cher." in browser.post(page("withdraw", deposited), {"words": "Trop cher."}).content.decode()
    browser.post(page("withdraw", deposited), {"reason": "money", "words": "Trop cher."})

    said = Withdrawal.objects.visible_to(coordinator).get()
    assert (said.reason, said.words) == (WithdrawalReason.MONEY, "Trop cher.")
    assert not Withdrawal.objects.visible_to(make.representative(deposited)).exists()
    assert "Trop cher." in text_of(sign_in(coordinator.person).get(page("structure", deposited)))


# From an earlier call


@pytest.fixture
def next_call(deposited, freeze):
    """The call of the year after, to which the same structure comes back."""
    campaign = make_campaign(
        "2012",
        published=False,
        opens_on=datetime.date(2012, 9, 10),
        deadline_on=datetime.date(2012, 12, 14),
        diagnostics_from=datetime.date(2012, 9, 10),
        diagnostics_until=datetime.date(2013, 1, 10),
        sessions_from=datetime.date(2013, 3, 1),
        sessions_until=datetime.date(2014, 6, 30),
    )
    campaign.meetings.update(starts_at=datetime.datetime(2013, 1, 31, 9, 30, tzinfo=clock.PARIS))
    campaign = campaigns.publish_campaign(Campaign.objects.get(pk=campaign.pk))
    freeze("2012-10-01 10:00")
    person = make.representative(deposited).person
    return services.begin_application(campaign, deposited.organisation, person)


def test_a_draft_begins_from_the_last_deposit_of_an_earlier_call(deposited, next_call, sign_in):
    person = make.representative(next_call).person
    browser, former = sign_in(person), make.current_version(deposited)
    assert "Reprendre ces textes" in text_of(browser.get(page("application", next_call) + "?debut"))
    assert "Les pièces sont à joindre de nouveau" in text_of(browser.get(page("copy", next_call)))
    browser.post(page("copy", next_call))

    draft = Draft.objects.system().with_parts().get(application=next_call)
    for name in Draft.TYPED_FIELDS:
        assert getattr(draft, name) == getattr(former, name), name
    assert [(s.campaign_site.site.name, s.answer) for s in draft.chosen_sites()] == [
        (s.campaign_site.site.name, s.answer) for s in former.chosen_sites()
    ]
    assert draft.live_pieces() == []
    assert draft.charter_signed_at is None
    assert {lack.field for lack in contents.missing(draft)} >= {"charte", "piece-statutes"}
    assert "Reprendre ces textes" not in text_of(browser.get(page("application", next_call)))


def test_what_is_already_typed_stays(deposited, next_call):
    seat, former = make.representative(next_call), make.current_version(deposited)
    known, friche = former.live_contacts()[0], next_call.campaign.sites.get(site__name="Friche")
    services.write_draft(
        next_call,
        {"project": "Un autre projet."},
        sites={friche: {"is_chosen": True}},
        years={2010: {"income": "7"}},
        contacts={
            1: {"name": known.name, "function": "présidente", "email": "neuve@exemple.fr"},
            2: {"name": "Zoé Neuve", "phone": "06 00 00 00 02"},
        },
        by=seat,
    )
    services.copy_former(next_call, by=seat)

    draft, last = Draft.objects.system().with_parts().get(application=next_call), former.live_years()[-1]
    assert (draft.project, draft.activity) == ("Un autre projet.", former.activity)
    (site,) = draft.chosen_sites()
    assert (site.campaign_site, site.answer) == (friche, "Notre réponse pour Friche.")
    assert [year.year for year in draft.live_years()] == [2009, 2010]
    assert (draft.live_years()[1].income, draft.live_years()[1].expenses) == (7, last.expenses)
    first, second = draft.live_contacts()
    assert (first.function, first.email, first.phone) == ("présidente", "neuve@exemple.fr", known.phone)
    assert (second.name, second.phone, second.kind) == ("Zoé Neuve", "06 00 00 00 02", "")


def test_a_colleague_without_a_seat_in_that_call_reads_nothing_of_it(next_call, sign_in):
    colleague = make.add_contributor(next_call)

    assert services.former_version(next_call, colleague.person) is None
    answer = sign_in(colleague.person).post(page("copy", next_call), follow=True)
    assert "aucune candidature de cette structure dans un appel précédent" in text_of(answer)
