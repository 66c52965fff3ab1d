"""The refusals of the life of a call: its days, its sites, its end. See ``test_refusals``."""

import datetime
from functools import partial

from django.urls import reverse

from ccr.programme import calendars, campaigns, meetings
from ccr.programme.models import (
    Axis,
    Campaign,
    CampaignState,
    Meeting,
)
from ccr.programme.roles import Function, Role
from tests.factories.core import OrganisationFactory, PersonFactory, make_campaign
from tests.programme.attempts import ANNOUNCED, CALL, Attempt, able, close, engaged, line, named

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
    typed = {"kind": "steering", "day": "2011-11-01", "hour": "10:00", "reason": "Une rencontre de plus."}
    return Attempt("meeting_add", typed, meetings.add_meeting, (meeting,))


@line("est clos", held=CALL)
def a_site_in_a_closed_call(campaign):
    close(campaign)
    typed = {"name": "Docks", "stake": "Le port", "status": "envisaged"}
    add = lambda call, by: campaigns.add_site(call, name="Docks", stake="Le port", by=by)  # noqa: E731
    return Attempt("site_add", typed, add, (campaign,))


@line("Un site abandonné redevient d’abord envisagé", form_says="Sélectionnez un choix valide", held=CALL)
def a_site_that_comes_back_validated(campaign):
    site = campaign.sites.get(site__name="mk2")
    campaigns.change_site(site, stake=site.stake, status="abandoned", reason="Bail refusé.")
    wanted = {"stake": site.stake, "status": "validated", "reason": "Bail signé."}
    address = reverse("programme:site_edit", args=[campaign.slug, site.pk])
    change = lambda site, by: campaigns.change_site(site, **wanted, by=by)  # noqa: E731
    return Attempt(address, wanted, change, (site,))


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
