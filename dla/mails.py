"""The mails of the DLA: what happened, and where to go. What a sheet says is never in a mail.

A builder gets the recipient's seat and the object, seen through the recipient's own pass, and gives the paragraphs and
the page to open; None when it no longer holds.
"""

from functools import partial

from django.conf import settings
from django.urls import reverse

from ccr.notifications import outbox
from ccr.programme import calendars
from ccr.ui import french
from dla.events import CHANGED, DAYS
from dla.models import Allocation, Enrolment, NeedsSheet, Session

TEMPLATE = "dla/mail/message"


def _url(name, seat, *args):
    return f"{settings.CCR_BASE_URL}{reverse(f'dla:{name}', args=[seat.campaign.slug, *args])}"


def _my_session(seat):
    return _url("my_session", seat), "Ouvrir « Ma session »"


def _my_sheet(seat, sheet):
    return _url("my_sheet", seat, sheet.application_id), "Ouvrir ma fiche de besoins"


def session_confirmed(seat, session):
    days = [french.day_in_words(day.day) for day in session.days.all()]
    return (
        f"La session {session.number} est confirmée. Réservez ces {len(days)} jours : {', '.join(days)}.",
        "Le lieu, le programme et le document à imprimer sont sur la plateforme.",
    ), _my_session(seat)


def session_to_lead(seat, session):
    first, last = session.days.first(), session.days.last()
    if session.consultant_id != seat.pk:
        return None
    return (
        f"La session {session.number} est confirmée, avec {french.counted(session.seats_taken, 'structure')} : vous la "
        f"menez du {french.day_in_words(first.day)} au {french.day_in_words(last.day)}.",
        "Sa page donne les jours, les structures, leurs fiches de besoins et les notes qu’elles vous ont transmises.",
    ), (_url("session", seat, session.pk), "Ouvrir la session")


def enrolled(seat, enrolment):
    return (
        f"Votre structure est inscrite à la session {enrolment.session.number} d’accompagnement collectif.",
        "Nous vous écrirons dès que la session sera confirmée.",
    ), _my_session(seat)


def waiting(seat, enrolment):
    return (
        f"La session {enrolment.session.number} est complète : votre structure est sur la liste d’attente.",
        "Dès qu’une place se libère, la personne chargée du DLA vous écrit.",
    ), _my_session(seat)


def withdrawn(seat, enrolment):
    return (
        f"Votre structure n’est plus inscrite à la session {enrolment.session.number}.",
        "Si ce n’était pas votre souhait, répondez à la personne chargée du DLA.",
    ), _my_session(seat)


def days_allocated(seat, allocation):
    return (
        f"{french.days_from_half_days(allocation.half_days)} d’accompagnement individuel vous "
        f"{'sont attribués' if french.is_plural(allocation.half_days / 2) else 'est attribué'}.",
        "Le consultant prend contact avec vous pour fixer les dates.",
    ), _my_session(seat)


def sheet_submitted(seat, sheet):
    return (
        f"{sheet.application.organisation.name} a envoyé sa fiche de besoins.",
        "Validez-la pour que la structure puisse être inscrite, ou renvoyez-la si elle est à compléter.",
    ), (_url("sheet", seat, sheet.pk), "Lire la fiche")


def sheet_validated(seat, sheet):
    return ("Votre fiche de besoins est validée : votre structure peut être inscrite à une session.",), _my_sheet(
        seat, sheet
    )


def sheet_returned(seat, sheet):
    return (
        "La personne chargée du DLA vous renvoie votre fiche de besoins pour que vous la complétiez.",
        "Ce que vous aviez écrit est conservé.",
    ), _my_sheet(seat, sheet)


def enrolment_open(seat, session):
    """About nothing that moves: the decisions are out."""
    return (
        "Les décisions du comité sont publiées : l’inscription aux sessions est ouverte.",
        "Chaque inscription repose sur la note transmise par la structure, ou sur sa fiche de besoins validée.",
    ), (_url("board", seat), "Ouvrir les sessions")


def _context(model, related, build, seat, mail):
    """The object as the recipient sees it, or nothing."""
    rows = model.objects.visible_to(seat).filter(pk=mail.about_id)
    # Without a name, select_related would follow every key, through doors the recipient has closed.
    found = (rows.select_related(*related) if related else rows).first()
    if found is None:
        return None
    built = build(seat, found)
    if built is None:
        return None
    paragraphs, (action_url, action) = built
    return {"paragraphs": paragraphs, "action_url": action_url, "action": action}


def _decisions(seat, mail):
    paragraphs, (action_url, action) = enrolment_open(seat, None)
    return {"paragraphs": paragraphs, "action_url": action_url, "action": action}


KINDS = (
    # kind, label, subject, model, related, builder
    ("session_confirmed", "Session confirmée", "Votre session est confirmée", Session, (), session_confirmed),
    ("session_to_lead", "Session à mener", "Une session confirmée à mener", Session, (), session_to_lead),
    ("enrolled", "Inscription à une session", "Votre inscription à une session", Enrolment, ("session",), enrolled),
    ("waiting", "Mise en attente", "Votre place sur la liste d’attente", Enrolment, ("session",), waiting),
    ("withdrawn", "Désinscription", "Votre inscription à une session", Enrolment, ("session",), withdrawn),
    ("days_allocated", "Jours individuels", "Des jours d’accompagnement individuel", Allocation, (), days_allocated),
    (
        "sheet_submitted",
        "Fiche de besoins envoyée",
        "Une fiche de besoins à valider",
        NeedsSheet,
        ("application__organisation",),
        sheet_submitted,
    ),
    ("sheet_validated", "Fiche validée", "Votre fiche de besoins est validée", NeedsSheet, (), sheet_validated),
    ("sheet_returned", "Fiche renvoyée", "Votre fiche de besoins à compléter", NeedsSheet, (), sheet_returned),
)

BINDING = frozenset({"session_confirmed", "session_to_lead", "enrolled", "waiting", "withdrawn"})
"""A place given or lost, and the days to keep free: they leave at once."""


def register():
    calendars.register_mail(CHANGED, DAYS)
    for kind, label, subject, model, related, build in KINDS:
        outbox.register(
            f"dla.{kind}",
            label=label,
            subject=subject,
            template=TEMPLATE,
            context=partial(_context, model, related, build),
            binding=kind in BINDING,
        )
    outbox.register(
        "dla.enrolment_open",
        label="Inscriptions ouvertes",
        subject="Les inscriptions aux sessions sont ouvertes",
        template=TEMPLATE,
        context=_decisions,
        binding=False,
    )
