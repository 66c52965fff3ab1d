"""The verbs of an application. Each locks, checks, changes, journals and queues mails in one transaction."""

import datetime

from django.db import transaction

from candidates import charter, contents, rules
from candidates.models import (
    LATEST_FORMAT,
    Application,
    Contact,
    DepositCounter,
    Draft,
    DraftContact,
    SiteChoice,
    Version,
    VersionContact,
    VersionPiece,
    VersionSite,
    VersionYear,
    Withdrawal,
    WithdrawalReason,
    YearFigures,
)
from candidates.states import APPLICATION, ApplicationState
from ccr import clock, documents, journal
from ccr.directory.models import HeadcountBand
from ccr.notifications import outbox
from ccr.programme import events, seats
from ccr.programme.models import EventKind
from ccr.programme.roles import CANDIDATE_ROLES, Role
from ccr.wall.errors import refuse

from .drafts import fresh, locked_draft
from .paper import RECEIPT as PAPER_RECEIPT
from .paper import received_at
from .reception import note_referral


def people_of(application) -> list:
    """The people who work on the application, the representative among them."""
    return seats.holders(application.campaign, *sorted(CANDIDATE_ROLES), organisation=application.organisation)


def is_represented(application) -> bool:
    """Whether somebody may sign and deposit for the structure."""
    return bool(seats.holders(application.campaign, Role.REPRESENTATIVE, organisation=application.organisation))


def application_of(campaign, organisation) -> Application | None:
    """The structure's application in the campaign, if there is one."""
    return Application.objects.system().filter(campaign=campaign, organisation__in=organisation.kept.family).first()


def begun_by_colleagues(campaign, organisation) -> bool:
    """Whether somebody of the structure began already: the next person joins."""
    return application_of(campaign, organisation) is not None


def why_not_begin(campaign, organisation, person) -> str | None:
    """None when the person may begin, or join, the structure's application: for the page that asks."""
    return rules.why_not_begin(campaign, organisation, person, application_of(campaign, organisation))


def _locked(application) -> Application:
    """The application's row, locked, with what every rule reads."""
    rows = Application.objects.system().select_for_update(of=("self",))
    return rows.select_related("campaign", "organisation", "paper").get(pk=application.pk)


@transaction.atomic
def begin_application(campaign, organisation, person, *, referral=None, by=None) -> Application:
    """Begin the structure's application, or join it; the person gets her mandate (A021).

    The first one represents the structure, the next ones contribute; when nobody represents it any more, who asks
    does. Asked twice, it is the same application.
    referral: who sent the structure, {"came", "prescriber"}, of who begins; whoever joins is not asked again.
    by: the seat or person that acts; the person herself by default.
    Raises DomainError with the rule that refuses.
    """
    campaign, by = seats.lock(campaign), by or person
    organisation = seats.as_kept(organisation)
    application = application_of(campaign, organisation)
    held = _roles(seats.seat_of(person, campaign), organisation)
    represented = bool(seats.holders(campaign, Role.REPRESENTATIVE, organisation=organisation))
    if application is not None and held and represented:
        return application
    refuse(rules.why_not_begin(campaign, organisation, person, application))
    if not represented or not held:
        role = Role.CONTRIBUTOR if represented else Role.REPRESENTATIVE
        seats.give_mandate(campaign, person, role, organisation, by=by)
    if application is None:
        application = Application.objects.system().create(
            campaign=campaign, organisation=organisation, begun_at=clock.now()
        )
        _begin_draft(application, organisation, person)
        note_referral(application, referral)
        journal.record(by, "begun", application)
    else:
        journal.record(by, "joined", application, represents=not represented)
    return application


def _begin_draft(application, organisation, person):
    """What is known already is not typed again: the year, the site, that nobody is employed, the first contact.

    A band of employees is no number: the page of the employment says it beside the question.
    """
    declared = organisation.declared_on
    draft = Draft.objects.system().create(
        application=application,
        created_year=declared and declared.year,
        website=organisation.website,
        headcount=0 if organisation.headcount_band == HeadcountBand.ZERO else None,
    )
    DraftContact.objects.system().create(draft=draft, rank=1, name=person.full_name, email=person.email)


def _roles(seat, organisation) -> set:
    """What the seat's holder is already for this structure."""
    held = seat.active_mandates if seat is not None else []
    return {mandate.role for mandate in held if mandate.covers(organisation.pk)} & CANDIDATE_ROLES


@transaction.atomic
def sign_charter(application, *, by) -> Draft:
    """The representative signs the charter in force for the structure: who, when, which version (A026).

    On paper she signed it already: the coordination writes it down.
    """
    draft = Draft.objects.system().select_for_update(of=("self",)).get(application=application)
    by, current = seats.acting(by), fresh(application)
    refuse(rules.why_not_sign(by, current))
    if not rules.needs_signature(draft):
        return draft
    paper = rules.paper_of(current) if rules.types(by, current) else None
    draft.charter_signed_by = paper.representative if paper else by.person.full_name
    draft.charter_signed_at = received_at(paper) if paper else clock.now()
    draft.charter_version = charter.CURRENT.version
    draft.save(update_fields=[*Draft.CHARTER_FIELDS])
    journal.record(by, "charter_signed", application, version=draft.charter_version)
    return draft


def next_receipt_number(campaign) -> str:
    """« CCR-2026-0007 »: the counter's row is locked until the deposit is committed."""
    counters = DepositCounter.objects.system()
    counters.get_or_create(campaign=campaign)
    counter = counters.select_for_update(of=("self",)).get(campaign=campaign)
    counter.last += 1
    counter.save(update_fields=["last"])
    return f"CCR-{campaign.slug}-{counter.last:04d}"


@transaction.atomic
def deposit(application, *, received_on: datetime.date | None = None, by) -> Version:
    """Deposit the draft: an immutable version, a number the first time, a mail, a receipt (A021).

    What came on paper is deposited on the day it was received, in the name of who signed it (``services.paper``).
    received_on: of a paper deposited again, the day on which what corrects it came; the paper's own unless said.
    Raises DomainError after the deadline, when something is missing, when nothing changed since the last deposit, or
    when somebody else than the representative asks.
    """
    application = _locked(application)
    draft, by = locked_draft(application), seats.acting(by)
    former = Version.objects.system().filter(application=application, is_current=True).first()
    refuse(rules.why_not_deposit(by, application, draft, former))
    paper = rules.paper_of(application) if rules.types(by, application) else None
    if paper and received_on:
        refuse(rules.why_not_corrected_on(application, paper, received_on))
    at = received_at(paper, received_on) if paper else clock.now()
    version = _write_version(application, draft, at, paper=paper, by=by)
    choose_sites(application, version)
    number = application.receipt_number or next_receipt_number(application.campaign)
    if application.is_deposited:
        application.deposited_at = version.deposited_at
        application.save(update_fields=["deposited_at"])
    else:
        APPLICATION.move(
            application, ApplicationState.DEPOSITED, deposited_at=version.deposited_at, receipt_number=number
        )
    journal.record(by, "deposited" if version.number == 1 else "redeposited", application, version=version.number)
    outbox.queue("candidates.deposited", about=version, to=people_of(application), campaign=application.campaign)
    kind = PAPER_RECEIPT if version.deposited_for else "candidates.receipt"
    documents.request(kind, about=version, owner=by, source_version=str(version.number))
    return version


def _write_version(application, draft, at, *, paper, by) -> Version:
    """The draft, copied for good. The seal is made of the copy's own words, which are the draft's.

    paper: the one that the coordination deposits, None when the structure deposits.
    """
    former = Version.objects.system().filter(application=application)
    number = former.count() + 1
    former.filter(is_current=True).update(is_current=False)
    version = Version(
        application=application,
        number=number,
        deposited_at=at,
        deposited_by_id=by.person_id,
        deposited_for=paper.representative if paper else "",
        sha256=contents.fingerprint(draft),
        content_format=LATEST_FORMAT,
        structure_ess=draft.structure_ess,
        **contents.structure_of(application.organisation),
        **{name: contents.answer(draft, name) for name in Version.TYPED_FIELDS},
        **{name: getattr(draft, name) for name in Version.CHARTER_FIELDS},
    )
    version.save(force_insert=True)
    VersionSite.objects.system().bulk_create(
        VersionSite(version=version, campaign_site_id=site.campaign_site_id, answer=site.answer)
        for site in draft.chosen_sites()
    )
    figures = ("year", *YearFigures.FIGURES)
    VersionYear.objects.system().bulk_create(
        VersionYear(version=version, **{name: getattr(row, name) for name in figures}) for row in draft.live_years()
    )
    VersionContact.objects.system().bulk_create(_version_contact(version, contact) for contact in draft.live_contacts())
    same = ("kind", "label", "rank", "file", "name", "mime", "size", "sha256", "added_at")
    VersionPiece.objects.system().bulk_create(
        VersionPiece(version=version, **{name: getattr(piece, name) for name in same}) for piece in draft.live_pieces()
    )
    return version


def _version_contact(version, contact) -> VersionContact:
    """Who she is; how to reach her only when she is the first one."""
    said = {name: getattr(contact, name) for name in ("rank", *Contact.PARTS)}
    if not contact.is_first:
        said |= {"email": "", "phone": ""}
    return VersionContact(version=version, is_first=contact.is_first, **said)


def choose_sites(application, version):
    """What support and the lists know of the sites follows the version in force."""
    choices = SiteChoice.objects.system()
    wanted = {site.campaign_site_id for site in version.chosen_sites()}
    choices.filter(application=application).exclude(campaign_site__in=wanted).update(is_current=False)
    for campaign_site_id in sorted(wanted):
        choices.update_or_create(
            application=application, campaign_site_id=campaign_site_id, defaults={"is_current": True}
        )


@transaction.atomic
def withdraw(application, *, reason=WithdrawalReason.UNSAID, words: str = "", by) -> Application:
    """Take the application back; every side that cares hears of it by a neutral fact. What was deposited stays.

    reason, words: for the coordination alone.
    Raises DomainError after the decision, or when somebody else than the representative asks.
    """
    application, by = _locked(application), seats.acting(by)
    refuse(rules.why_not_withdraw(by, application))
    APPLICATION.move(application, ApplicationState.WITHDRAWN, withdrawn_at=clock.now())
    events.emit(
        application.campaign,
        EventKind.APPLICATION_WITHDRAWN,
        organisation=application.organisation,
        about_id=application.pk,
    )
    Withdrawal.objects.system().create(
        application=application, reason=WithdrawalReason(reason), words=words.strip(), at=application.withdrawn_at
    )
    journal.record(by, "withdrawn", application)
    outbox.queue(
        "candidates.withdrawn",
        about=application,
        to=people_of(application),
        campaign=application.campaign,
        occurrence=f"{application.withdrawn_at:%Y-%m-%dT%H:%M:%S.%f}",
    )
    return application


@transaction.atomic
def resume(application, *, by) -> Application:
    """Take up a withdrawn application again, before the deadline; it is deposited again by the usual button."""
    application, by = _locked(application), seats.acting(by)
    refuse(rules.why_not_resume(by, application))
    APPLICATION.move(application, ApplicationState.BEGUN, withdrawn_at=None)
    journal.record(by, "resumed", application)
    return application
