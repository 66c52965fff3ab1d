"""The verbs of an information day (A020, A171, A172). Each locks its row, checks, changes, journals, queues mails.

A visitor inserts her registration, always as a waiting one, and reads nothing: whether there is a place, whether the
address is known already, is found on the machine's side, where places are counted. The page answers the same whatever
was found; the mail says it to whom it is about.
"""

import hashlib

from dateutil.relativedelta import relativedelta
from django.db import transaction
from django.db.models import Q

from candidates import rules
from candidates.models import AttendanceSheet, InformationDay, InformationDocument, Mail, Registration
from candidates.states import ATTENDANCE, REGISTRATION, Attendance, RegistrationState
from ccr import clock, documents, journal
from ccr.notifications import outbox
from ccr.once import already_made, key_about
from ccr.programme import meetings
from ccr.programme.models import Meeting, MeetingKind
from ccr.seen import refuse_unseen
from ccr.wall.errors import DomainError, refuse
from ccr.wall.guard import passing
from ccr.wall.sides import Side

KEPT = relativedelta(years=1)
"""How long after its day a registration says who came (``ccr.ui.texts.RETENTION``)."""
ERASED = "efface@efface.invalid"
"""The address of a mail whose recipient was erased: it says that it left, and no more to whom."""


def _locked(day) -> InformationDay:
    """The day's row, locked: it owns the places. Its meeting is read after: it may just have been cancelled."""
    found = InformationDay.objects.select_for_update(no_key=True).get(pk=day.pk)
    found.meeting = Meeting.objects.select_related("campaign").get(pk=found.meeting_id)
    return found


def _locked_with(registration) -> tuple[InformationDay, Registration]:
    """The day, locked, then the registration as it is now."""
    day = _locked(registration.day)
    found = Registration.objects.system().select_for_update(of=("self",)).get(pk=registration.pk)
    found.day = day
    return day, found


@transaction.atomic
def set_information_day(meeting, *, seen: dict | None = None, by, **values) -> InformationDay:
    """Open the registrations to a meeting of the calendar, or change its places, its last day, its notes.

    values: ``seats_max`` (people), ``registration_until`` (a date), ``practical_notes``; of a day whose registrations
    are open already, those that change. seen: what the page was made from (``ShownForm.seen``).
    More places call up who waits. Raises DomainError when fewer places are asked than are taken, Conflict when a
    colleague wrote meanwhile.
    """
    if meeting.kind != MeetingKind.INFORMATION:
        raise DomainError("Seule une journée d’information reçoit des inscriptions.")
    day, is_new = InformationDay.objects.get_or_create(meeting=meeting, defaults=values)
    day = _locked(day)
    if not is_new:
        refuse_unseen(values, seen, {name: getattr(day, name) for name in values})
    for name, value in values.items():
        setattr(day, name, value)
    refuse(rules.why_not_day(day.meeting, day.registration_until) or rules.why_not_seats(day, day.seats_max))
    day.save(update_fields=list(values))
    journal.record(by, "information_day_set", day, seats=day.seats_max, until=day.registration_until)
    _call_up(day)
    return day


@transaction.atomic
def call_off(meeting, *, reason: str, by):
    """Cancel the day, for good; everybody who is registered, or waits, hears of it with the reason.

    Raises DomainError when it was held or cancelled already.
    """
    if day := InformationDay.objects.filter(meeting=meeting).first():
        _locked(day)  # whoever registers meanwhile is told too
    meetings.cancel_meeting(meeting, reason=reason, by=by)


# Registering


@transaction.atomic
def register(day, *, name: str, email: str, organisation: str, people: int, kind: str):
    """Register by oneself, without an account. Gives nothing: the mail says whether there is a place.

    The same address twice is one registration, whose mail leaves again (once an hour at most); the first words stay.
    Raises DomainError once registrations are over.
    """
    day = _locked(day)
    refuse(rules.why_not_register(day))
    typed = {"name": name, "organisation": organisation, "people": people, "kind": kind}
    row = _new(day, email=email.strip().lower(), **typed)
    Registration.objects.system().bulk_create([row], ignore_conflicts=True)  # an insertion: this side reads nothing
    with passing({Side.MACHINE}):
        found = Registration.objects.system().get(day=day, email=row.email)
        found.day = day
        if found.is_cancelled:
            _ask_again(found, typed)
        if found.is_waiting:
            _call_up(day, quietly=found)
            found.refresh_from_db(fields=["state", "registered_at"])
        if found.pk == row.pk:
            journal.record(None, "registered", found, campaign=day.meeting.campaign)
        _tell(found, "confirmed", occurrence=f"{found.asked_at:%Y-%m-%dT%H:%M} {clock.now():%Y-%m-%dT%H}")


def _new(day, **fields) -> Registration:
    now = clock.now()
    return Registration(day=day, asked_at=now, consented_at=now, **fields)


def _ask_again(registration, typed):
    """Who cancelled comes back at the end of the list, in today's words."""
    now = clock.now()
    changes = {**typed, "asked_at": now, "consented_at": now, "cancelled_at": None, "registered_at": None}
    REGISTRATION.move(registration, RegistrationState.WAITING, **changes)


@transaction.atomic
def register_by_telephone(day, *, name, email="", organisation="", people=1, kind, key=None, by) -> Registration:
    """Type somebody's registration, even after the last day; without an address she gets no mail.

    key: of the form; sent twice, it is one registration, which takes its places once.
    Raises DomainError for an address that is registered already, for a form whose registration was cancelled since, or
    once the day is over.
    """
    day, email, key = _locked(day), email.strip().lower(), key_about(key, day)
    if made := already_made(Registration.objects.system().filter(day=day), key):
        if made.is_cancelled:
            raise DomainError("Cette inscription a été annulée depuis : rechargez la page pour en faire une autre.")
        return made
    refuse(rules.why_not_held(day.meeting))
    if clock.today() > day.starts_on:
        raise DomainError("Cette journée a eu lieu : on ne s’y inscrit plus.")
    typed = {"name": name, "organisation": organisation, "people": people, "kind": kind}
    found = Registration.objects.system().filter(day=day, email=email).first() if email else None
    if found is None:
        found = _new(day, email=email, is_typed=True, form_key=key, **typed)
        found.save(force_insert=True)
    elif found.is_cancelled:
        _ask_again(found, {**typed, "form_key": key})
    else:
        raise DomainError("Cette adresse est déjà inscrite à cette journée : retrouvez-la dans la liste.")
    found.day = day
    journal.record(by, "registered", found, campaign=day.meeting.campaign)
    _call_up(day, quietly=found)
    found.refresh_from_db(fields=["state", "registered_at"])
    _tell(found, "confirmed", occurrence=f"{found.asked_at:%Y-%m-%dT%H:%M:%S}")
    return found


def _call_up(day, *, quietly=None):
    """Give the places that are left to who waits, strictly in order: a group that does not fit keeps its turn.

    Once the day began nobody is called any more: who stands at the door and is typed in takes the place.
    day: locked. quietly: the registration whose own mail says it already. Run on the machine's side.
    """
    with passing({Side.MACHINE}):
        waiting = Registration.objects.system().filter(day=day, state=RegistrationState.WAITING)
        if clock.now() >= day.meeting.starts_at:
            waiting = waiting.filter(pk=quietly and quietly.pk)
        for registration in waiting.order_by("asked_at", "pk"):
            if registration.people > day.seats_left:
                break
            registration.day = day
            day.seats_taken += registration.people
            REGISTRATION.move(registration, RegistrationState.REGISTERED, registered_at=clock.now())
            if quietly is None or registration.pk != quietly.pk:
                journal.record(None, "called_up", registration, campaign=day.meeting.campaign)
                _tell(registration, "called_up", occurrence=f"{registration.registered_at:%Y-%m-%dT%H:%M:%S}")
        day.save(update_fields=["seats_taken"])


def _tell(registration, kind: str, *, occurrence: str, again=False) -> list:
    """Queue a mail to the address of a registration, if it has one. Gives what ``outbox.queue`` gives."""
    if not registration.email:
        return []
    with passing({Side.MACHINE}):
        return outbox.queue(
            f"candidates.information_{kind}",
            about=registration,
            to=[registration.email],
            campaign=registration.day.meeting.campaign,
            occurrence=occurrence,
            again=again,
        )


# By the secret link, or by the coordination


def registration_by_link(key) -> Registration | None:
    """The registration that a secret link opens, or None. key: its primary key."""
    rows = Registration.objects.system().with_day().filter(erased_at__isnull=True)
    return rows.filter(pk=key).first() if key else None


def is_full(day) -> bool:
    """Whether who registers now would wait: no place is left, or somebody waits already."""
    return day.seats_left == 0 or _somebody_waits(day)


def _somebody_waits(day) -> bool:
    """Asked on the machine's side: a visitor, or who holds a link, reads nobody else's registration."""
    with passing({Side.MACHINE}):
        return Registration.objects.system().filter(day=day, state=RegistrationState.WAITING).exists()


def place_in_line(registration) -> int:
    """Where a waiting registration is in the list, from 1. Counted on the machine's side."""
    with passing({Side.MACHINE}):
        waiting = Registration.objects.system().filter(day=registration.day_id, state=RegistrationState.WAITING)
        return waiting.filter(asked_at__lt=registration.asked_at).count() + 1


def documents_for(registration) -> list[InformationDocument]:
    """What the holder of the link may read: at once what is to read before, the rest once it was sent."""
    if not registration.is_registered:
        return []
    sent, rows = registration.day.documents_sent_at, InformationDocument.objects.system().live()
    return [one for one in rows.filter(day=registration.day_id) if one.is_before or (sent and one.added_at <= sent)]


@transaction.atomic
def change_people(registration, people: int, *, by=None) -> Registration:
    """Come in larger or smaller numbers; places given back call up who waits.

    by: the coordination's seat; None by the link. Raises DomainError when there are not enough places left.
    """
    day, found = _locked_with(registration)
    refuse(
        rules.why_not_change_registration(found)
        or rules.why_not_people(found, day, people, somebody_waits=_somebody_waits(day))
    )
    if found.is_registered:
        day.seats_taken += people - found.people
    found.people = people
    found.save(update_fields=["people"])
    with passing({Side.MACHINE}):
        journal.record(by, "registration_changed", found, campaign=day.meeting.campaign, people=people)
    _call_up(day)
    found.refresh_from_db(fields=["state", "registered_at"])
    return found


@transaction.atomic
def cancel_registration(registration, *, by=None) -> Registration:
    """Give the places back; the first who waits gets them, and hears of it by mail.

    by: the coordination's seat; None by the link. Raises DomainError once the day began.
    """
    day, found = _locked_with(registration)
    refuse(rules.why_not_change_registration(found))
    if found.is_registered:
        day.seats_taken -= found.people
    REGISTRATION.move(found, RegistrationState.CANCELLED, cancelled_at=clock.now())
    with passing({Side.MACHINE}):
        journal.record(by, "registration_cancelled", found, campaign=day.meeting.campaign)
    _call_up(day)
    _tell(found, "cancelled", occurrence=f"{found.cancelled_at:%Y-%m-%dT%H:%M:%S}")
    return found


# On the day, and after


@transaction.atomic
def give_place(registration, *, by) -> Registration:
    """Who waits and stands at the door takes a place that is left, whatever her rank: the others are not there.

    Raises DomainError before the day, or when there are not enough places left.
    """
    day, found = _locked_with(registration)
    refuse(rules.why_not_give_place(found, day))
    day.seats_taken += found.people
    day.save(update_fields=["seats_taken"])
    REGISTRATION.move(found, RegistrationState.REGISTERED, registered_at=clock.now())
    journal.record(by, "called_up", found, campaign=day.meeting.campaign)
    return found


@transaction.atomic
def note_attendance(registration, attendance, *, by) -> Registration:
    """Present, excused or absent; noted again, the last word counts. Raises DomainError before the day."""
    day, found = _locked_with(registration)
    refuse(rules.why_not_attend(day))
    if not found.is_registered:
        raise DomainError("Cette personne n’a pas de place : inscrivez-la, ou donnez plus de places à la journée.")
    if found.attendance != attendance:
        ATTENDANCE.move(found, Attendance(attendance), attribute="attendance")
        journal.record(by, "attendance_noted", found, campaign=day.meeting.campaign, attendance=str(attendance))
    return found


@transaction.atomic
def note_rest_absent(day, *, by) -> int:
    """Who was not noted was absent. Gives how many. Raises DomainError before the day."""
    day = _locked(day)
    refuse(rules.why_not_attend(day))
    rest = Registration.objects.system().filter(
        day=day, state=RegistrationState.REGISTERED, attendance=Attendance.UNKNOWN
    )
    count = rest.update(attendance=Attendance.ABSENT)
    if count:
        journal.record(by, "attendance_noted", day, campaign=day.meeting.campaign, attendance="absent", people=count)
    return count


def add_information_document(day, file, *, title: str, is_before: bool, by) -> InformationDocument:
    """Join a file for those who come. file: an UploadedFile, checked before the transaction.

    The same file sent twice under one title is one document. Raises DomainError for a file that is refused.
    """
    checked = documents.check_upload(file)
    said = {"day": day, "title": title, "is_before": is_before}
    row = InformationDocument(added_at=clock.now(), **said, **documents.told_of(file, checked))
    with documents.stored(row, file) as path:
        _locked(day)
        if there := documents.same_joined(InformationDocument.objects.system().live().filter(**said), row):
            return there
        row.file = path
        row.save(force_insert=True)
        journal.record(by, "information_document_added", row, campaign=day.meeting.campaign)
    return row


@transaction.atomic
def retire_information_document(document, *, by):
    """Take a file back: links show it no more. Nothing is erased."""
    rows = InformationDocument.objects.system().filter(pk=document.pk).live()
    if rows.update(retired_at=clock.now()):
        journal.record(by, "information_document_retired", document, campaign=document.day.meeting.campaign)


@transaction.atomic
def send_documents(day, *, by) -> int:
    """Tell everybody who was registered where the documents are, in the words of who came, or was excused, or did not.

    Sent again with the same documents, it writes to nobody twice. Gives to how many it writes.
    Raises DomainError before the day, without a document, or while somebody's attendance is not noted.
    """
    day = _locked(day)
    refuse(rules.why_not_send_documents(day))
    day.documents_sent_at = clock.now()
    day.save(update_fields=["documents_sent_at"])
    live = InformationDocument.objects.system().filter(day=day, is_before=False).live()
    which = hashlib.sha256("".join(sorted(key.hex for key in live.values_list("pk", flat=True))).encode()).hexdigest()
    mails = []
    for registration in Registration.objects.system().filter(day=day, state=RegistrationState.REGISTERED):
        registration.day = day
        mails += _tell(registration, "documents", occurrence=which[:32])
    people = outbox.written(mails)
    journal.record(by, "information_documents_sent", day, campaign=day.meeting.campaign, people=people)
    return people


def reached_by_minutes(meeting) -> list[Registration]:
    """Who is written to about what was said that day: all who had a place and left an address, come or not."""
    rows = Registration.objects.system().with_day().filter(day__meeting=meeting.pk)
    return list(rows.filter(state=RegistrationState.REGISTERED).exclude(email="").order_by("pk"))


def send_minutes(registrations, document) -> int:
    """Tell each of them that the minutes are published (A171); the same document again writes to nobody twice, but to
    those whose mail found it retired.

    document: the library's own record of it, of which the mail shows the published one. Gives to how many it writes.
    """
    occurrence = document.pk.hex
    told = (_tell(one, "minutes", occurrence=occurrence, again=True) for one in registrations)
    return outbox.written([mail for mails in told for mail in mails])


def erase_registrations() -> int:
    """Erase who registered to days of a year ago and before: names, addresses, structures; from mails and lists too.

    How many came, and in what capacity, stays. Gives how many registrations. On the machine's side (B7).
    """
    held = Q(meeting__starts_at__lt=clock.end_of(clock.today() - KEPT))
    days = InformationDay.objects.filter(held, registrations__erased_at__isnull=True, registrations__isnull=False)
    return sum(_erase_day(day) for day in days.distinct())


@transaction.atomic
def _erase_day(day) -> int:
    day = _locked(day)
    rows = Registration.objects.system().filter(day=day, erased_at__isnull=True)
    keys = list(rows.values_list("pk", flat=True))
    rows.update(name="", email="", organisation="", erased_at=clock.now())
    Mail.objects.system().filter(about_id__in=keys).update(address=ERASED)
    for sheet in AttendanceSheet.objects.system().filter(about_id=day.pk):
        if sheet.file:
            sheet.file.delete(save=False)
        sheet.delete()
    journal.record(None, "registrations_erased", day, campaign=day.meeting.campaign, registrations=len(keys))
    return len(keys)


def tell_moved(event):
    """The day has another date or place: everybody who is registered, or waits, hears of it. On the machine's side."""
    rows = Registration.objects.system().with_day().exclude(state=RegistrationState.CANCELLED)
    for registration in rows.filter(day__meeting=event.about_id):
        if clock.now() < registration.day.meeting.starts_at:
            _tell(registration, "moved", occurrence=event.pk.hex)


def tell_called_off(event):
    """The day is cancelled: everybody who is registered, or waits, hears why. On the machine's side."""
    rows = Registration.objects.system().with_day().exclude(state=RegistrationState.CANCELLED)
    for registration in rows.filter(day__meeting=event.about_id):
        _tell(registration, "called_off", occurrence=event.pk.hex)
