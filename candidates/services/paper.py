"""The verbs of an application that came on paper, which the coordination types in the representative's name (A021)."""

import datetime

from django.db import transaction

from candidates import rules
from candidates.models import Application, Draft, DraftContact, PaperFile
from ccr import clock, journal
from ccr.accounts import services as accounts
from ccr.accounts.models import Person
from ccr.programme import rules as programme
from ccr.programme import seats
from ccr.programme.roles import Function, Role
from ccr.wall.errors import refuse

RECEIPT = "candidates.paper_receipt"
FIELDS = ("received_on", "representative", "address", "phone", "email", "late_reason")
NOON = datetime.timedelta(hours=12)


def received_at(paper) -> datetime.datetime:
    """When the paper was handed in: its day, at noon, the hour being unknown; now, when that day is today."""
    return min(clock.now(), clock.start_of(paper.received_on) + NOON)


@transaction.atomic
def begin_on_paper(campaign, organisation, typed: dict, *, by) -> PaperFile:
    """Begin the application of a structure that sent a paper.

    typed: {name in ``FIELDS``: value}. A representative with an e-mail address gets her role, or is invited to it; one
    without any is written to by post. Raises DomainError with the rule that refuses, the wall's among them.
    """
    from .application import application_of

    campaign, organisation = seats.lock(campaign), seats.as_kept(organisation)
    known = application_of(campaign, organisation)
    refuse(rules.why_not_begin_on_paper(campaign, known, typed["received_on"], typed["late_reason"]))
    if Function.CANDIDACY not in programme.live_functions(campaign, organisation):
        seats.engage_organisation(campaign, organisation, Function.CANDIDACY, by=by)
    paper = PaperFile(**{name: typed[name] for name in FIELDS}, by=by.person, at=clock.now())
    application = Application.objects.system().create(
        campaign=campaign, organisation=organisation, begun_at=received_at(paper)
    )
    paper.application = application
    paper.save(force_insert=True)
    declared = organisation.declared_on
    draft = Draft.objects.system().create(
        application=application, created_year=declared and declared.year, website=organisation.website
    )
    DraftContact.objects.system().create(
        draft=draft, rank=1, name=paper.representative[:120], email=paper.email, phone=paper.phone
    )
    journal.record(by, "paper_begun", application, received_on=paper.received_on)
    _reach(paper, by=by)
    return paper


@transaction.atomic
def change_paper(paper, typed: dict, *, by) -> PaperFile:
    """Correct what is noted of the paper; an address that was missing gets its invitation.

    typed: {name in ``FIELDS``: value}, those that change. Raises DomainError.
    """
    rows = Application.objects.system().select_for_update(of=("self",)).select_related("campaign", "organisation")
    application = rows.get(pk=paper.application_id)
    paper = PaperFile.objects.system().get(pk=paper.pk)
    paper.application = application
    changed = [name for name in FIELDS if name in typed and getattr(paper, name) != typed[name]]
    for name in changed:
        setattr(paper, name, typed[name])
    refuse(rules.why_not_received(application.campaign, application.last_day, paper.received_on, paper.late_reason))
    if changed:
        paper.save(update_fields=changed)
        journal.record(by, "paper_changed", application, fields=changed)
    if "email" in changed:
        _reach(paper, by=by)
    return paper


def _reach(paper, *, by):
    """Let the representative find her application: her account gets the role, else her address gets an invitation."""
    if not paper.email:
        return
    application = paper.application
    campaign, organisation = application.campaign, application.organisation
    if seats.holders(campaign, Role.REPRESENTATIVE, organisation=organisation):
        return
    if person := Person.objects.known(paper.email):
        seats.give_mandate(campaign, person, Role.REPRESENTATIVE, organisation, by=by)
    else:
        accounts.invite(campaign, paper.email, Role.REPRESENTATIVE, organisation, by=by, on_paper=True)
