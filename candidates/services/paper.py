"""The verbs of an application that came on paper, which the coordination types in the representative's name (A021)."""

import datetime

from django.db import transaction

from candidates import rules
from candidates.models import Application, Draft, DraftContact, PaperFile
from ccr import clock, journal
from ccr.accounts import services as accounts
from ccr.accounts.models import Invitation
from ccr.programme import rules as programme
from ccr.programme import seats
from ccr.programme.roles import Function, Role
from ccr.seen import refuse_unseen
from ccr.wall.errors import refuse

from .reception import note_referral

RECEIPT = "candidates.paper_receipt"
FIELDS = ("received_on", "representative", "address", "phone", "email", "late_reason")
NOON = datetime.timedelta(hours=12)


def received_at(paper, on: datetime.date | None = None) -> datetime.datetime:
    """When the paper was handed in: its day, at noon, the hour being unknown; now, when that day is today.

    on: the day on which what corrects it came, when it is not the paper's own.
    """
    return min(clock.now(), clock.start_of(on or paper.received_on) + NOON)


@transaction.atomic
def begin_on_paper(campaign, organisation, typed: dict, *, referral=None, by) -> PaperFile:
    """Begin the application of a structure that sent a paper.

    typed: {name in ``FIELDS``: value}. A representative with an e-mail address is invited to her role, account or not;
    one without any is written to by post. referral: who sent the structure, as
    ``begin_application`` takes it. Raises DomainError with the rule that refuses, the wall's among them.
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
    DraftContact.objects.system().create(draft=draft, rank=1, **_contact(**typed))
    note_referral(application, referral)
    journal.record(by, "paper_begun", application, received_on=paper.received_on)
    _reach(paper, by=by)
    return paper


@transaction.atomic
def change_paper(paper, typed: dict, *, seen: dict | None = None, by) -> PaperFile:
    """Correct what is noted of the paper; another e-mail address is invited, and the former one is no more.

    typed: {name in ``FIELDS``: value}, those that change. seen: what the page showed (``ccr.seen.refuse_unseen``).
    The charter that the draft says signed, and its first contact where it says what the paper said, follow; what was
    deposited stays as it is. Raises DomainError, Conflict.
    """
    rows = Application.objects.system().select_for_update(of=("self",)).select_related("campaign", "organisation")
    application = rows.get(pk=paper.application_id)
    paper = PaperFile.objects.system().get(pk=paper.pk)
    paper.application = application
    former = {name: getattr(paper, name) for name in FIELDS}
    refuse_unseen(typed, seen, former)
    changed = [name for name in FIELDS if name in typed and getattr(paper, name) != typed[name]]
    for name in changed:
        setattr(paper, name, typed[name])
    refuse(rules.why_not_change_paper(application, paper, changed))
    if changed:
        paper.save(update_fields=changed)
        journal.record(by, "paper_changed", application, fields=changed)
    if changed and rules.types(by, application):
        _follow(paper, former)
    if "email" in changed:
        _forget(application, by=by)
        _reach(paper, by=by)
    return paper


def _follow(paper, former: dict):
    """The draft follows the paper: its charter signed there, its first contact where she is who signed.

    former: what was noted of the paper before. A charter signed online, what was typed otherwise, stay as they are.
    """
    draft = Draft.objects.system().select_for_update(of=("self",)).get(application=paper.application_id)
    if draft.charter_signed_by == former["representative"]:
        draft.charter_signed_by, draft.charter_signed_at = paper.representative, received_at(paper)
        draft.save(update_fields=["charter_signed_by", "charter_signed_at"])
    before, now = _contact(**former), _contact(**{name: getattr(paper, name) for name in FIELDS})
    signer = DraftContact.objects.system().filter(draft=draft, name=before["name"]).order_by("rank").first()
    if signer is not None:
        renewed = {name: now[name] for name in now if getattr(signer, name) == before[name] != now[name]}
        DraftContact.objects.system().filter(pk=signer.pk).update(**renewed)


def _contact(*, representative, email, phone, **others) -> dict:
    """Who signed a paper, as a contact of its draft."""
    return {"name": representative[:120], "email": email, "phone": phone}


def _forget(application, *, by):
    """The invitations sent to the address that was noted open nothing any more."""
    pending = Invitation.objects.system().filter(
        campaign=application.campaign,
        organisation__in=application.organisation.kept.family,
        role=Role.REPRESENTATIVE,
        accepted_at=None,
        revoked_at=None,
    )
    for invitation in pending:
        accounts.revoke_invitation(invitation, by=by)


def _reach(paper, *, by):
    """Let the representative find her application: her address gets a link, and she accepts it, account or not."""
    if not paper.email:
        return
    application = paper.application
    campaign, organisation = application.campaign, application.organisation
    if not seats.holders(campaign, Role.REPRESENTATIVE, organisation=organisation):
        accounts.invite(campaign, paper.email, Role.REPRESENTATIVE, organisation, by=by, on_paper=True)
