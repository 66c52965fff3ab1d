"""The mails of diagnostics. Each says what happened and where to go; what a note says is never in a mail.

A builder gets the recipient's seat and the object, seen through the recipient's own pass, and gives the paragraphs and
the page to open.
"""

import datetime

from django.conf import settings
from django.urls import reverse

from ccr import clock
from ccr.notifications import outbox, reminders
from ccr.programme import calendars, meetings
from ccr.ui import french
from ccr.wall.sides import Side
from diagnostics.events import CHANGED, DAYS
from diagnostics.models import Diagnostic, FilRouge, Note, Transfer
from diagnostics.services.people import structure_people
from diagnostics.states import LIVE, DiagnosticState

TEMPLATE = "diagnostics/mail/message"


def _url(name, seat, *args):
    return f"{settings.CCR_BASE_URL}{reverse(f'diagnostics:{name}', args=[seat.campaign.slug, *args])}"


def _window(diagnostic):
    return f"entre le {french.long_date(diagnostic.expected_from)} et le {french.long_date(diagnostic.expected_until)}"


def _structure(diagnostic):
    return diagnostic.application.organisation.name


def _mine(seat, diagnostic):
    return _url("mine_of", seat, diagnostic.application_id), "Ouvrir « Mon diagnostic »"


def _theirs(seat, diagnostic):
    return _url("detail", seat, diagnostic.pk), "Ouvrir le diagnostic"


# What each mail says: (paragraphs, (address, action)); None when it no longer holds.


def asked(seat, diagnostic):
    said = {
        DiagnosticState.WAITING: (
            "Toutes les places de diagnostic de cet appel sont prises : votre demande est sur la liste d’attente. "
            "Nous vous "
            "écrirons dès qu’une place se libère."
        ),
        DiagnosticState.TO_CONFIRM: (
            "Le comité est proche : RAMSESS doit d’abord confirmer qu’une restitution est possible avant lui."
        ),
    }.get(
        diagnostic.state,
        f"RAMSESS va désigner une structure et un diagnostiqueur. La restitution est attendue {_window(diagnostic)}.",
    )
    return (
        f"Votre demande de {diagnostic.get_level_display()} est enregistrée.",
        said,
        "Ni cette demande ni la note qui en sortira ne sont transmises au comité de sélection.",
    ), _mine(seat, diagnostic)


def to_handle(seat, diagnostic):
    return (
        f"{_structure(diagnostic)} demande un {diagnostic.get_level_display()}. Restitution attendue "
        f"{_window(diagnostic)}.",
        f"État : {diagnostic.get_state_display()}.",
    ), (_url("requests", seat), "Ouvrir les demandes")


def left_waiting_list(seat, diagnostic):
    return (
        "Une place s’est libérée : votre demande de diagnostic quitte la liste d’attente.",
        f"La restitution est désormais attendue {_window(diagnostic)}.",
    ), _mine(seat, diagnostic)


def confirmed(seat, diagnostic):
    date = (
        f" La restitution est promise pour le {french.long_date(diagnostic.promised_on)}."
        if diagnostic.promised_on
        else ""
    )
    return (f"RAMSESS confirme votre diagnostic avant le comité.{date}",), _mine(seat, diagnostic)


def declined(seat, diagnostic):
    return (
        "RAMSESS ne peut pas vous restituer un diagnostic avant le comité.",
        "Vous pouvez demander un diagnostic complet, après la sélection. Votre candidature n’en souffre en rien : le "
        "comité "
        "ignore l’existence des diagnostics.",
    ), _mine(seat, diagnostic)


def postponed(seat, diagnostic):
    return (f"{_structure(diagnostic)} reporte son diagnostic après la sélection.",), _theirs(seat, diagnostic)


def cancelled(seat, diagnostic):
    return (f"Le diagnostic de {_structure(diagnostic)} est annulé.",), _theirs(seat, diagnostic)


def assigned(seat, diagnostic):
    return (
        f"Votre diagnostic est confié à {diagnostic.organisation.name} : {diagnostic.diagnostician.person.full_name} "
        "prendra contact avec vous.",
        "Votre diagnostiqueur ne siège pas au comité et ne lui transmet rien.",
    ), _mine(seat, diagnostic)


def assigned_to_you(seat, diagnostic):
    return (
        f"RAMSESS vous confie le diagnostic de {_structure(diagnostic)}.",
        f"La restitution est attendue {_window(diagnostic)}.",
    ), _theirs(seat, diagnostic)


def handed_over(seat, diagnostic):
    return (
        f"{diagnostic.diagnostician.person.full_name}, de {diagnostic.organisation.name}, est désormais votre "
        "référent. Les "
        "dates convenues ne changent pas.",
    ), _mine(seat, diagnostic)


def restitution_planned(seat, diagnostic):
    if diagnostic.planned_on is None:
        return None
    return (
        f"La restitution de votre diagnostic est prévue le {french.day_in_words(diagnostic.planned_on)}.",
        "Elle s’adresse au collectif de votre structure, pas seulement à sa direction : invitez-le.",
    ), _mine(seat, diagnostic)


def restituted(seat, diagnostic):
    fil_rouge = FilRouge.objects.visible_to(seat).filter(diagnostic=diagnostic).first()
    until = f" jusqu’au {french.long_date(fil_rouge.ends_on)}" if fil_rouge else ""
    return (
        "La restitution de votre diagnostic est enregistrée. La note est à vous : vous seul décidez à qui la "
        "transmettre.",
        f"Votre diagnostiqueur reste votre référent{until} : c’est le fil rouge.",
    ), _mine(seat, diagnostic)


def too_late(seat, diagnostic):
    day = diagnostic.campaign.first_committee_day
    if not diagnostic.is_too_late_for(day):
        return None
    sentence = (
        f"Le comité se tient désormais le {french.long_date(day)} : la restitution prévue pour "
        f"{_structure(diagnostic)} ne "
        "tombe plus avant lui. Elle est à avancer, ou la structure peut reporter son diagnostic après la sélection."
    )
    if Side.DIAGNOSIS in seat.sides:
        return (sentence,), _theirs(seat, diagnostic)
    return (sentence,), (
        f"{settings.CCR_BASE_URL}{reverse('ui:home', args=[seat.campaign.slug])}",
        "Ouvrir « À faire »",
    )


def would_be_late(seat, diagnostic):
    for change in meetings.open_changes(seat):
        day = meetings.first_committee_if(change.meeting, change.starts_at)
        if not diagnostic.is_too_late_for(day):
            continue
        sentence = (
            f"La coordination souhaite avancer le comité au {french.long_date(day)}. La restitution de "
            f"{_structure(diagnostic)}, prévue le {french.long_date(diagnostic.due_on)}, tomberait après lui. "
            "Avancez-la avant ce jour, ou voyez avec la structure si elle reporte son diagnostic après la sélection : "
            "la date du comité ne change pas avant."
        )
        if Side.DIAGNOSIS in seat.sides:
            return (sentence,), _theirs(seat, diagnostic)
        return (sentence,), (
            f"{settings.CCR_BASE_URL}{reverse('ui:home', args=[seat.campaign.slug])}",
            "Ouvrir « À faire »",
        )
    return None


def note_shared(seat, note):
    return (
        "Votre diagnostiqueur vous remet la note de diagnostic. Lisez-la, puis validez-la ou demandez une correction.",
        "Elle ne va à personne d’autre sans votre accord, et jamais au comité de sélection.",
    ), (_url("note", seat, note.pk), "Lire la note")


def note_returned(seat, note):
    return (
        f"{note.application.organisation.name} demande une correction de la note : sa remarque est sur la page.",
    ), (_url("write_note", seat, note.diagnostic_id), "Reprendre la note")


def note_validated(seat, note):
    return (f"{note.application.organisation.name} a validé la note. Il reste à la restituer à son collectif.",), (
        _url("detail", seat, note.diagnostic_id),
        "Ouvrir le diagnostic",
    )


def note_transferred(seat, transfer):
    return (
        f"{transfer.application.organisation.name} vous transmet sa note de diagnostic, pour l’accompagnement que vous "
        "menez avec elle.",
        f"Vous pouvez la lire jusqu’au {french.long_date(transfer.until)}. La structure voit quand vous la lisez, et "
        "peut retirer cet accès avant.",
    ), (_url("transferred_note", seat, transfer.pk), "Lire la note")


def fil_rouge_stop_asked(seat, fil_rouge):
    diagnostic = fil_rouge.diagnostic
    return (f"{_structure(diagnostic)} demande à arrêter le fil rouge. Vous pouvez le clore, avec un bilan.",), _theirs(
        seat, diagnostic
    )


def fil_rouge_closed(seat, fil_rouge):
    return ("Votre diagnostiqueur a clos le fil rouge. Son bilan est sur votre page.",), _mine(
        seat, fil_rouge.diagnostic
    )


def fil_rouge_ending(seat, fil_rouge):
    if fil_rouge.closed_on is not None:
        return None
    return (
        f"Le fil rouge de {_structure(fil_rouge.diagnostic)} se termine le {french.long_date(fil_rouge.ends_on)}.",
        "Préparez le bilan de clôture avec la structure.",
    ), _theirs(seat, fil_rouge.diagnostic)


def _diagnostics(seat):
    return Diagnostic.objects.visible_to(seat).with_list_data()


def _notes(seat):
    return Note.objects.visible_to(seat).select_related("application__organisation")


def _transfers(seat):
    return Transfer.objects.visible_to(seat).live().select_related("application__organisation")


def _fils_rouges(seat):
    return FilRouge.objects.visible_to(seat).select_related("diagnostic__application__organisation")


KINDS = (
    ("asked", "Accusé d’une demande de diagnostic", "Votre demande de diagnostic est enregistrée", _diagnostics, asked),
    ("to_handle", "Demande de diagnostic à traiter", "Une demande de diagnostic vous attend", _diagnostics, to_handle),
    (
        "left_waiting_list",
        "Sortie de la liste d’attente",
        "Votre demande de diagnostic quitte la liste d’attente",
        _diagnostics,
        left_waiting_list,
    ),
    ("confirmed", "Diagnostic confirmé", "Votre diagnostic est confirmé", _diagnostics, confirmed),
    ("declined", "Diagnostic non confirmé", "Votre demande de diagnostic", _diagnostics, declined),
    ("postponed", "Diagnostic reporté", "Un diagnostic est reporté après la sélection", _diagnostics, postponed),
    ("cancelled", "Diagnostic annulé", "Un diagnostic est annulé", _diagnostics, cancelled),
    ("assigned", "Diagnostiqueur désigné", "Votre diagnostiqueur est désigné", _diagnostics, assigned),
    ("assigned_to_you", "Diagnostic confié", "Un diagnostic vous est confié", _diagnostics, assigned_to_you),
    ("handed_over", "Changement de référent", "Votre référent change", _diagnostics, handed_over),
    (
        "restitution_planned",
        "Restitution prévue",
        "La restitution de votre diagnostic est prévue",
        _diagnostics,
        restitution_planned,
    ),
    ("restituted", "Restitution tenue", "Votre diagnostic est restitué", _diagnostics, restituted),
    (
        "too_late",
        "Restitution après le comité",
        "Une restitution ne tombe plus avant le comité",
        _diagnostics,
        too_late,
    ),
    (
        "would_be_late",
        "Comité à avancer",
        "Une restitution tomberait après le comité",
        _diagnostics,
        would_be_late,
    ),
    ("note_shared", "Note remise", "Votre note de diagnostic est prête à lire", _notes, note_shared),
    ("note_returned", "Correction de la note demandée", "Une note est à reprendre", _notes, note_returned),
    ("note_validated", "Note validée", "Une note est validée", _notes, note_validated),
    ("note_transferred", "Note transmise", "Une note vous est transmise", _transfers, note_transferred),
    (
        "fil_rouge_stop_asked",
        "Arrêt du fil rouge demandé",
        "Une structure demande à arrêter son fil rouge",
        _fils_rouges,
        fil_rouge_stop_asked,
    ),
    ("fil_rouge_closed", "Fil rouge clos", "Votre fil rouge est clos", _fils_rouges, fil_rouge_closed),
    ("fil_rouge_ending", "Fin du fil rouge", "Un fil rouge se termine bientôt", _fils_rouges, fil_rouge_ending),
)

BINDING = frozenset(
    {
        "asked",
        "cancelled",
        "confirmed",
        "declined",
        "handed_over",
        "postponed",
        "restitution_planned",
        "too_late",
    }
)
"""Receipts, decisions, the day of a meeting, and what undoes it: they leave at once. Nobody travels for nothing."""


def _context(rows, build):
    """The context of a kind: the object through the recipient's eyes, then what the mail says of it."""

    def context(seat, mail):
        found = rows(seat).filter(pk=mail.about_id).first() if seat is not None else None
        said = build(seat, found) if found is not None else None
        if said is None:
            return None
        paragraphs, (action_url, action) = said
        return {"paragraphs": paragraphs, "action_url": action_url, "action": action}

    return context


def ending_soon(now):
    """A month before the agreed end, and on the day itself (A041, D9)."""
    rows = FilRouge.objects.system().open().filter(ends_on__lte=clock.months_after(now.date(), 1))
    for fil_rouge in rows.select_related("diagnostic__campaign", "diagnostic__diagnostician__person"):
        diagnostic = fil_rouge.diagnostic
        for occurrence, day in (
            (f"M-1 {fil_rouge.ends_on:%Y%m%d}", clock.months_after(fil_rouge.ends_on, -1)),
            (f"J {fil_rouge.ends_on:%Y%m%d}", fil_rouge.ends_on),
        ):
            yield reminders.Due(
                fil_rouge,
                to=[diagnostic.diagnostician.person],
                occurrence=occurrence,
                at=clock.start_of(day),
                campaign=diagnostic.campaign,
            )


def restitution_soon(now):
    """The structure, in the week before the restitution planned."""
    today = now.date()
    rows = Diagnostic.objects.system().filter(
        state__in=LIVE, held_on__isnull=True, planned_on__gte=today, planned_on__lte=today + datetime.timedelta(days=7)
    )
    for diagnostic in rows.select_related("campaign", "application__organisation"):
        yield reminders.Due(
            diagnostic,
            to=structure_people(diagnostic),
            occurrence=f"J-7 {diagnostic.planned_on:%Y%m%d}",
            at=clock.start_of(diagnostic.planned_on - datetime.timedelta(days=7)),
            campaign=diagnostic.campaign,
        )


def register():
    calendars.register_mail(CHANGED, DAYS)
    for name, label, subject, rows, build in KINDS:
        outbox.register(
            f"diagnostics.{name}",
            label=label,
            subject=subject,
            template=TEMPLATE,
            context=_context(rows, build),
            binding=name in BINDING,
        )
    outbox.register(
        "diagnostics.restitution_soon",
        label="Rappel de la restitution",
        subject="La restitution de votre diagnostic approche",
        template=TEMPLATE,
        context=_context(_diagnostics, restitution_planned),
        binding=True,  # the day of a meeting, said again: who is reminded of it the next morning may miss it
    )
    reminders.register("diagnostics.fil_rouge_ending", Side.DIAGNOSIS, ending_soon)
    reminders.register("diagnostics.restitution_soon", Side.DIAGNOSIS, restitution_soon)
