"""The mails of an information day. Each carries the secret link, and is rendered as whoever opens it (DESIGN 2.3)."""

from candidates import information, services
from candidates.models import Registration
from candidates.states import Attendance
from ccr.library import mails as library
from ccr.library import readings
from ccr.notifications import outbox, reminders
from ccr.ui import french
from ccr.wall.sides import Side

HELLO = {
    Attendance.PRESENT: "Merci d’être venu à la journée d’information.",
    Attendance.EXCUSED: (
        "Vous nous aviez prévenus de votre absence. Voici ce qui a été présenté à la journée d’information."
    ),
    Attendance.ABSENT: (
        "Nous ne vous avons pas vu à la journée d’information. Vous n’avez rien perdu\u00a0: voici ce qui a été "
        "présenté. Être venu ou non ne compte pas dans la sélection."
    ),
}
"""What each is told with the documents."""

MINUTES = {
    Attendance.PRESENT: "Vous étiez à la journée d’information\u00a0: son compte rendu est en ligne.",
    Attendance.EXCUSED: (
        "Vous nous aviez prévenus de votre absence à la journée d’information\u00a0: son compte rendu est en ligne."
    ),
    Attendance.ABSENT: (
        "Nous ne vous avons pas vu à la journée d’information\u00a0: son compte rendu est en ligne. Être venu ou non "
        "ne compte pas dans la sélection."
    ),
    Attendance.UNKNOWN: "Vous étiez inscrit à la journée d’information\u00a0: son compte rendu est en ligne.",
}
"""What each is told with the minutes."""


def _found(mail) -> Registration | None:
    """The registration, while its day is to be held: of one that is cancelled, one mail says all."""
    found = services.registration_by_link(mail.about_id)
    return None if found is None or found.day.meeting.is_cancelled else found


def _said(registration, action="Voir mon inscription", **more) -> dict:
    meeting = registration.day.meeting
    return {
        "registration": registration,
        "meeting": meeting,
        "notes": registration.day.practical_notes,
        "contact": information.contact_of(meeting.campaign),
        "party": french.counted(registration.people, "personne"),
        "action": action,
        "action_url": information.link_of(registration),
        **more,
    }


def confirmed(seat, mail):
    """To who registered: a place, or a rank in the waiting list."""
    found = _found(mail)
    if found is None or found.is_cancelled:
        return None
    rank = services.place_in_line(found) if found.is_waiting else None
    return _said(found, "Modifier ou annuler", rank=rank)


def of_the_registered(seat, mail):
    """To who has a place, and still has it."""
    found = _found(mail)
    return _said(found, "Modifier ou annuler") if found is not None and found.is_registered else None


def cancelled(seat, mail):
    """To who gave her place back, or for whom the coordination did."""
    found = _found(mail)
    return _said(found) if found is not None and found.is_cancelled else None


def moved(seat, mail):
    """To who is registered or waits: the day's date or place changed."""
    found = _found(mail)
    return _said(found, "Modifier ou annuler") if found is not None and not found.is_cancelled else None


def called_off(seat, mail):
    """To who is registered or waits: the day is cancelled, and why."""
    found = services.registration_by_link(mail.about_id)
    return _said(found) if found is not None and found.day.meeting.is_cancelled else None


def reminder(seat, mail):
    """A week before: when, where, what to read first."""
    found = _found(mail)
    if found is None or not found.is_registered:
        return None
    papers, to_read = services.documents_for(found), readings.in_mail(found.day.meeting)
    return _said(found, "Modifier ou annuler", papers=papers, readings=to_read)


def handed_out(seat, mail):
    """Afterwards: the documents, in the words of who came, was excused, or did not come."""
    found = _found(mail)
    if found is None or found.attendance not in HELLO:
        return None
    papers = [paper for paper in services.documents_for(found) if not paper.is_before]
    return _said(found, "Lire les documents", hello=HELLO[Attendance(found.attendance)], papers=papers)


def minutes(seat, mail):
    """Once they are published: where the minutes are, in the words of who came, was excused, or did not come."""
    found, document = _found(mail), library.document_of(mail)
    if found is None or document is None or not found.is_registered:
        return None
    return {**library.said_of(document), "hello": MINUTES[Attendance(found.attendance)]}


KINDS = (
    ("confirmed", "Inscription à la journée d’information", "Votre inscription à la journée d’information", confirmed),
    ("called_up", "Place libérée à la journée d’information", "Une place s’est libérée pour vous", of_the_registered),
    ("cancelled", "Inscription annulée", "Votre inscription à la journée d’information est annulée", cancelled),
    ("moved", "Journée d’information déplacée", "La journée d’information change de date ou de lieu", moved),
    ("called_off", "Journée d’information annulée", "La journée d’information est annulée", called_off),
    ("reminder", "Rappel de la journée d’information", "La journée d’information approche", reminder),
    ("documents", "Documents de la journée d’information", "Les documents de la journée d’information", handed_out),
    ("minutes", "Compte rendu de la journée d’information", "Le compte rendu de la journée d’information", minutes),
)


def register():
    """Declare the kinds, then the reminder that uses one."""
    from candidates.providers import coming_days

    for name, label, subject, context in KINDS:
        outbox.register(
            f"candidates.information_{name}",
            label=label,
            subject=subject,
            template=f"candidates/information/mail/{name}",
            context=context,
            binding=True,  # to an address that registered: nobody to ask
            link=True,
        )
    reminders.register("candidates.information_reminder", Side.MACHINE, coming_days)
