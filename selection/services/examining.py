"""Receiving files, declaring links, opening, checking, giving an opinion."""

from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef

from candidates.models import Application, Version
from candidates.states import ApplicationState
from ccr import clock, journal
from ccr.programme import seats
from ccr.programme.models import Axis, FirstOpening
from ccr.ui import french
from ccr.wall.errors import Conflict, DomainError, refuse
from selection import rules
from selection.models import File, LinkDeclaration, Opinion, OpinionAxis, ProposedDecision
from selection.states import FILE, OPEN, FileState, Link, OpinionValue


def ensure_files(campaign):
    """Every deposited application has its file; one deposited again after a withdrawal is examined anew.

    Called where instruction begins to read. One query when there is nothing to do.
    """
    files = File.objects.system().filter(campaign=campaign)
    waiting = (
        Application.objects.system()
        .filter(campaign=campaign, state=ApplicationState.DEPOSITED)
        .exclude(pk__in=files.exclude(state=FileState.WITHDRAWN).values("application"))
        .annotate(has_file=Exists(files.filter(application=OuterRef("pk"))))
        .values_list("pk", "has_file", "deposited_at")
    )
    new, again = [], []
    for pk, has_file, deposited_at in waiting:
        if has_file:
            again.append(pk)
        else:
            new.append(File(campaign=campaign, application_id=pk, created_at=deposited_at))
    if new:
        File.objects.system().bulk_create(new, ignore_conflicts=True)
    if again:
        _receive_again(again)


@transaction.atomic
def _receive_again(applications):
    """Files of structures that withdrew, then deposited again before the deadline."""
    for file in File.objects.system().select_for_update(of=("self",)).filter(application__in=applications):
        if file.state == FileState.WITHDRAWN:
            nothing = dict.fromkeys(("withdrawn_at", "checked_at", "checked_version", "examined_at"))
            FILE.move(file, FileState.TO_EXAMINE, **nothing)
            Opinion.objects.system().filter(file=file).update(given_at=None)
            journal.record(None, "file_received", file)


def withdraw_file(campaign, organisation):
    """The structure withdrew its application before the decision: the committee stops working on it.

    What it meant to decide is dropped, and a rank on the waiting list is free again. A structure that has taken its
    application up again since keeps its file.
    """
    files = (
        File.objects.system()
        .select_for_update(of=("self",))
        .filter(
            campaign=campaign,
            application__organisation=organisation,
            application__state=ApplicationState.WITHDRAWN,
            state__in=OPEN,
        )
    )
    with transaction.atomic():
        for file in files:
            FILE.move(file, FileState.WITHDRAWN, withdrawn_at=clock.now())
            ProposedDecision.objects.system().filter(file=file).standing().update(dropped_at=clock.now())
            journal.record(None, "file_withdrawn", file)


def locked(file, seat) -> File:
    """The file's row, locked, with what this seat did of it.

    Two statements: what the first one waited for, a single one would read as it was before the wait.
    """
    File.objects.system().select_for_update(of=("self",)).get(pk=file.pk)
    rows = File.objects.system().with_my_work(seat)
    return rows.select_related("campaign", "application__organisation").get(pk=file.pk)


def current_version(file) -> Version:
    """What the structure deposited last."""
    return Version.objects.system().get(application=file.application_id, is_current=True)


@transaction.atomic
def declare_link(file, link, *, by) -> LinkDeclaration:
    """Say whether one has a link with a structure, before opening its file.

    A link learned later may be added; a declared link is not taken back (A094).
    Raises DomainError when a link was declared already.
    """
    link = Link(link)
    rows = LinkDeclaration.objects.system()
    declaration = rows.select_for_update(of=("self",)).filter(file=file, seat=by).first()
    if declaration is None:
        try:
            with transaction.atomic():
                declaration = rows.create(file=file, seat=by, link=link, declared_at=clock.now())
        except IntegrityError as error:
            raise DomainError("Vous venez de déclarer vos liens sur ce dossier. Rechargez la page.") from error
    elif declaration.link == link:
        return declaration
    elif declaration.link == Link.NONE:
        declaration.link, declaration.declared_at = link, clock.now()
        declaration.save(update_fields=["link", "declared_at"])
    else:
        raise DomainError("Vous avez déjà déclaré un lien avec cette structure : le déport ne se reprend pas.")
    journal.record(by, "link_declared", file, link=str(link))
    return declaration


@transaction.atomic
def declare_links(links: dict, *, by) -> int:
    """Declare several at once. links: {File: Link}. Gives how many were declared."""
    for file, link in links.items():
        declare_link(file, link, by=by)
    return len(links)


def open_file(file, *, by):
    """Note that this person opens the file; the first one closes support to her for the campaign (DESIGN 2.1).

    file: through ``with_my_work``. Raises DomainError when she has not declared her links, or withdrew.
    """
    refuse(rules.why_not_read(file))
    if not file.was_read:
        with transaction.atomic():
            seats.record_first_opening(by)
            journal.record(by, "file_opened", file)
    journal.record_reading(by, file)


def read_deliberation(*, by):
    """Note that this person read an opinion or a decision to come: it tells of a file as much as opening it does."""
    if not FirstOpening.objects.system().filter(seat=by).exists():
        seats.record_first_opening(by)


def _opinion(file, by) -> Opinion:
    rows = Opinion.objects.system().select_related("by__person")
    opinion, _ = rows.get_or_create(file=file, defaults={"by": by, "saved_at": clock.now()})
    return opinion


def _suggest(opinion, axes):
    """Keep these axes as suggested, and no other."""
    wanted = {axis.pk for axis in axes}
    rows = OpinionAxis.objects.system()
    known = set(rows.filter(opinion=opinion).values_list("axis", flat=True))
    rows.filter(opinion=opinion).exclude(axis__in=wanted).update(is_suggested=False)
    rows.filter(opinion=opinion, axis__in=wanted).update(is_suggested=True)
    rows.bulk_create([OpinionAxis(opinion=opinion, axis_id=pk) for pk in wanted - known])


@transaction.atomic
def check_completeness(file, *, complete: bool, missing: str = "", seen: str | None = None, by) -> File:
    """Say whether the deposited file is complete, and if not what is missing.

    seen: the file's ``check_stamp`` the page was made from; None does not look. Raises Conflict when another instructor
    said something else since, DomainError without what is missing, or when the rules refuse.
    """
    file, by = locked(file, by), seats.acting(by)
    version = current_version(file)
    refuse(rules.why_not_check(by, file, version.number))
    missing = "" if complete else missing.strip()
    if not complete and not missing:
        raise DomainError("Écrivez ce qui manque au dossier.")
    opinion = _opinion(file, by)
    if seen is not None and seen != file.check_stamp:
        if complete == (file.state != FileState.INCOMPLETE) and missing == opinion.missing:
            return file  # said already
        theirs = f"incomplet. {opinion.missing}" if opinion.missing else "complet."
        raise Conflict(
            f"Ce dossier a été vérifié depuis l’ouverture de votre page, et dit {theirs} Votre réponse n’est pas "
            "enregistrée : enregistrez de nouveau si elle doit remplacer celle-ci."
        )
    # Who drafts the opinion, and when, is another matter than who checks.
    opinion.missing, opinion.given_at = missing, None
    opinion.save(update_fields=["missing", "given_at"])
    state = FileState.COMPLETE if complete else FileState.INCOMPLETE
    changes = {"checked_at": clock.now(), "checked_version": version.number, "examined_at": None}
    if file.state == state:
        for name, value in changes.items():
            setattr(file, name, value)
        file.save(update_fields=list(changes))
    else:
        FILE.move(file, state, **changes)
    journal.record(by, "completeness_checked", file, complete=complete, version=version.number)
    return file


@transaction.atomic
def save_opinion(file, *, by, seen: str | None = None, **changes) -> Opinion:
    """Keep the draft of the opinion: ``value``, ``text`` or ``axes``, as it is typed; what is not named stays.

    seen: the ``stamp`` of the opinion that the page was made from, empty when there was none; None does not look.
    Raises Conflict when another instructor wrote since.
    """
    file, by = locked(file, by), seats.acting(by)
    refuse(rules.why_not_give_opinion(by, file))
    return _write_opinion(file, changes, seen=seen, by=by)


def _write_opinion(file, changes: dict, *, seen, by) -> Opinion:
    """The opinion with these changes, of a file locked and a seat read again; as ``save_opinion`` takes them."""
    opinion = _opinion(file, by)
    if seen is not None and opinion.written_unseen(seen, by):
        if opinion.by_id == by.pk:  # she wrote again elsewhere, over what this page does not show
            who, when = "Une autre personne", opinion.others_saved_at
        else:
            who, when = opinion.by.person.full_name, opinion.saved_at
        raise Conflict(
            f"{who} a écrit dans cet avis le {french.moment(when)}, après l’ouverture de votre page : "
            "votre saisie n’est pas enregistrée."
        )
    if "axes" in changes:
        _suggest(opinion, changes.pop("axes"))
    for name, value in changes.items():
        setattr(opinion, name, value or "")
    if opinion.by_id != by.pk:
        opinion.by, opinion.others_saved_at = by, opinion.saved_at
    opinion.saved_at = clock.now()
    opinion.save(update_fields=[*changes, "by", "others_saved_at", "saved_at"])
    return opinion


@transaction.atomic
def give_opinion(file, *, value, text: str, axes=(), seen: str | None = None, by) -> Opinion:
    """Give the instructor's opinion to the committee, with the support she suggests (A006, A096).

    axes: open axes of support, a closed choice. seen: as in ``save_opinion``. Raises DomainError when the rules refuse.
    """
    file, by = locked(file, by), seats.acting(by)
    refuse(rules.why_not_give_opinion(by, file))
    if not text.strip():
        raise DomainError("Motivez l’avis : le comité le lira.")
    said = {"value": OpinionValue(value), "text": text.strip(), "axes": axes}
    opinion = _write_opinion(file, said, seen=seen, by=by)
    opinion.given_at = clock.now()
    opinion.save(update_fields=["given_at"])
    FILE.move(file, FileState.EXAMINED, examined_at=clock.now())
    journal.record(by, "opinion_given", file, opinion=str(value), version=file.checked_version)
    return opinion


def axes_to_recommend():
    """The axes that instruction may suggest: those that are open, but for what comes before selection (A002, A003)."""
    return Axis.objects.filter(is_open=True, number__gt=1)
