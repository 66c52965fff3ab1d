"""Why not, on the DLA's side. Each function gives None or the French reason."""

import math

from django.db.models import Sum

from candidates.models import Outcome
from candidates.rules import acts_for, represents
from candidates.states import SELECTED, ApplicationState
from ccr import clock
from ccr.programme.roles import Role
from ccr.ui import french
from diagnostics.transfer import live_transfer
from dla.models import Allocation, DevelopmentPlan, Enrolment, Module, NeedsSheet, RestsOn, Trigger
from dla.states import SESSION, SHEET, EnrolmentState, SessionState, SheetState

MANY_HALF_DAYS = 6
"""Above three days for one structure, the page asks whether it is meant (A081)."""
PREVENTION_AXIS = 2
"""Axis 2 is the accompagnement de sécurisation: a recommendation of it triggers the enrolment (A072)."""


def why_not_officer(seat) -> str | None:
    """Only the DLA officer composes sessions and gives days (A073)."""
    if seat is not None and seat.has_role(Role.DLA_OFFICER):
        return None
    return "Seule la personne chargée de mission DLA peut faire cela."


def why_not_structure(seat, application) -> str | None:
    """Only the structure's own people fill its sheet."""
    if acts_for(seat, application):
        return None
    return "Seules les personnes de la structure remplissent cette fiche."


def why_not_adopt(seat, application, sheet=None) -> str | None:
    """Lines of the note are taken by the representative, while the sheet is the structure's (A153)."""
    if not represents(seat, application):
        return "Seul le représentant de la structure reprend des lignes de la note : demandez-lui de se connecter."
    return why_not_sheet_edit(sheet)


def outcome_of(application) -> Outcome | None:
    """The published decision, None before."""
    return Outcome.objects.system().filter(application=application).first()


def why_not_resident(application) -> str | None:
    """Enrolment and days open at the publication of the decision, for those selected (C04, C33)."""
    outcome, name = outcome_of(application), application.organisation.name
    if application.state == ApplicationState.WITHDRAWN:
        return f"{name} a retiré sa candidature."
    if outcome is None:
        return (
            f"La décision du comité n’est pas publiée pour {name} : l’inscription et les jours individuels ouvrent "
            "à sa publication."
        )
    if outcome.value not in SELECTED:
        return f"{name} n’est pas retenue : les sessions et les jours individuels sont pour les futurs résidents."
    return None


def basis_of(application) -> RestsOn | None:
    """What the structure's enrolment can lean on: its transferred note first, else its validated sheet (C02)."""
    if live_transfer(application) is not None:
        return RestsOn.NOTE
    validated = NeedsSheet.objects.system().filter(application=application, state=SheetState.VALIDATED)
    return RestsOn.SHEET if validated.exists() else None


def why_not_based(application) -> str | None:
    """Without a note or a sheet, the sentence says which piece is missing and what to do (A069)."""
    if basis_of(application) is not None:
        return None
    name = application.organisation.name
    sheet = NeedsSheet.objects.system().filter(application=application).first()
    if sheet is not None and sheet.state == SheetState.SUBMITTED:
        return f"Il manque la validation de la fiche de besoins de {name} : lisez-la et validez-la, puis inscrivez."
    return (
        f"Il manque une pièce pour {name} : sa note de diagnostic, si elle choisit de la transmettre, ou sa fiche de "
        "besoins validée. Elle n’a encore ni l’une ni l’autre."
    )


def why_not_enrolled_yet(application) -> str | None:
    """A structure attends one session at most (A064)."""
    held = Enrolment.objects.system().live().filter(application=application).select_related("session").first()
    if held is None:
        return None
    where = "en attente de" if held.state == EnrolmentState.WAITING else "inscrite à"
    return f"{application.organisation.name} est déjà {where} la session {held.session.number}."


def why_not_open(session) -> str | None:
    """Nobody enters a session that is over."""
    return "Cette session est terminée." if session.state == SessionState.CLOSED else None


def why_not_edit(seat, session) -> str | None:
    """The officer composes and changes a session until it is over."""
    return why_not_officer(seat) or why_not_open(session)


def why_not_seat(session) -> str | None:
    """Somebody enters when there is a seat left."""
    return None if session.seats_left > 0 else "La session est complète : une place doit se libérer d’abord."


def days_begun(session) -> list:
    """The days that are no longer to be changed: today's and those before, once the session was confirmed."""
    if session.state == SessionState.PROJECT:
        return []
    return [day for day in session.days.all() if day.day <= clock.today()]


def why_not_days(session, planned) -> str | None:
    """What took place stays as it was; another day is put ahead (A062). planned: the days as the officer wants them."""
    if not (begun := days_begun(session)):
        return None
    known = {(day.day, day.module, day.place) for day in begun}
    wanted = {(day.day, day.module, day.place.strip()) for day in planned}
    if missing := known - wanted:
        first = french.long_date(min(missing)[0])
        return f"Le jour du {first} a commencé : sa date, son module et son lieu ne changent plus."
    if any(day <= clock.today() for day, *_ in wanted - known):
        return "La session a commencé : un jour ne se déplace qu’à une date à venir."
    return None


def next_in_line(session, waiting) -> Enrolment | None:
    """Whom a free seat is proposed to: the first whose coming leaves the session balanced, else an association (D7).

    waiting: those who wait for this session, in their order. None when the session is full, or only companies wait and
    one more would break its balance.
    """
    if session.seats_left <= 0:
        return None
    taken, associations = session.seats_taken + 1, session.associations_taken
    for enrolment in waiting:
        if enrolment.is_association or associations * 100 >= session.association_percent * taken:
            return enrolment
    return None


def waiting_of(session):
    """Those who wait for a session, in their order."""
    rows = Enrolment.objects.system().filter(session=session, state=EnrolmentState.WAITING)
    return rows.select_related("application__organisation").order_by("position")


def why_not_before_others(session) -> str | None:
    """A free seat goes to those who wait before it goes to anybody else."""
    first = next_in_line(session, waiting_of(session))
    if first is None:
        return None
    return (
        f"{first.application.organisation.name} attend cette place : faites-la entrer, ou retirez-la de la liste "
        "d’attente, avant d’inscrire une autre structure."
    )


def why_not_enrol(session, application) -> str | None:
    """None when the structure may enter the session or wait for it, else the reason."""
    return (
        why_not_open(session)
        or why_not_resident(application)
        or why_not_enrolled_yet(application)
        or why_not_based(application)
        or why_not_before_others(session)
    )


def trigger_of(application) -> Trigger:
    """Whether the committee recommended it, or the structure asks (C04)."""
    outcome = outcome_of(application)
    recommended = outcome is not None and outcome.axes.filter(axis__number=PREVENTION_AXIS).exists()
    return Trigger.RECOMMENDATION if recommended else Trigger.REQUEST


def what_is_missing(session) -> str | None:
    """What keeps the session from being confirmed, in a sentence; None when nothing does (A063, A065)."""
    missing = []
    if session.structures_missing:
        structures = french.counted(session.structures_missing, "structure")
        missing.append(f"il manque {structures} : {session.seats_taken} sur {session.seats_min} au moins")
    if not session.is_balanced:
        associations = french.counted(session.associations_missing, "association")
        share = french.percent(session.association_share)
        wanted = f"{session.association_percent}{french.NBSP}%"
        swap = f"{session.associations_to_swap} à la place d’une société"
        fits = session.seats_taken + session.associations_missing <= session.seats_max
        ways = f"il manque {associations}, ou {swap}" if fits else f"il faut {swap}"
        missing.append(
            f"{ways} : {session.associations_taken} sur {session.seats_taken}, soit {share} pour {wanted} au moins"
        )
    return f"{' ; '.join(missing).capitalize()}." if missing else None


def overall_share(sessions, percent) -> dict | None:
    """The associations among the enrolled of all the call's sessions; None while nobody is enrolled (C11).

    percent: what the programme asks of each session. What binds is asked session by session; this is shown.
    """
    seats = sum(session.seats_taken for session in sessions)
    if not seats:
        return None
    associations = sum(session.associations_taken for session in sessions)
    share = french.percent(associations / seats)
    return {
        "associations": associations,
        "seats": seats,
        "wanted": math.ceil(percent * seats / 100),
        "sentence": f"{share} d’associations, pour {percent}{french.NBSP}% au moins",
    }


def advice(session) -> list[str]:
    """What deserves a second look without stopping anything (A060, A061)."""
    days = list(session.days.all())
    covered = {day.module for day in days}
    sentences = [
        f"Aucun jour n’est consacré au module « {module.label} »." for module in Module if module not in covered
    ]
    if days and len({(day.day.year, day.day.month) for day in days}) == 1:
        sentences.append("Tous les jours tombent dans le même mois : une session s’étale sur plusieurs mois.")
    return sentences


def why_not_confirm(session) -> str | None:
    """A session is confirmed once, when it has its structures and its associations."""
    if session.state not in (SessionState.PROJECT, SessionState.UNBALANCED):
        return f"Cette session est déjà {SESSION.label(session.state)}."
    return what_is_missing(session)


def many_days(application) -> str | None:
    """A warning when a structure now holds more days than most (A081)."""
    held = Allocation.objects.system().held().filter(application=application).aggregate(total=Sum("half_days"))["total"]
    return many_sentence(application, held) if (held or 0) > MANY_HALF_DAYS else None


def many_sentence(application, half_days) -> str:
    """« Jardin des Docks a 4 jours : … »."""
    return (
        f"{application.organisation.name} a {french.days_from_half_days(half_days)} : c’est plus de "
        f"{french.days_from_half_days(MANY_HALF_DAYS)}, vérifiez que c’est voulu."
    )


def why_not_close(session) -> str | None:
    """A session ends after its last day."""
    if session.state == SessionState.PROJECT:
        return "Une session qui n’a pas été confirmée ne se termine pas."
    last = max((day.day for day in session.days.all()), default=None)
    if last is None or clock.today() <= last:
        return f"La session se termine après son dernier jour, le {french.long_date(last)}."
    return None


def why_not_sheet_edit(sheet) -> str | None:
    """A sheet that was sent is no longer the structure's to change."""
    if sheet is None or sheet.state == SheetState.DRAFT:
        return None
    return (
        f"La fiche est {SHEET.label(sheet.state)} : elle ne se modifie plus. La personne chargée du DLA peut vous la "
        "renvoyer."
    )


def why_not_plan_yet(application) -> str | None:
    """A plan opens with a place in a session, or with the needs sheet once it is sent (A025, A071)."""
    if Enrolment.objects.system().live().filter(application=application).exists():
        return None
    sent = NeedsSheet.objects.system().filter(application=application).exclude(state=SheetState.DRAFT)
    begun = DevelopmentPlan.objects.system().filter(application=application)
    if sent.exists() or begun.exists():
        return None
    return "Votre plan s’ouvre quand votre fiche de besoins est envoyée, ou quand vous avez une place en session."


def why_not_plan(seat, application) -> str | None:
    """None when the seat may write the structure's strategic development plan."""
    if not acts_for(seat, application):
        return "Seules les personnes de la structure écrivent son plan."
    if application.state == ApplicationState.WITHDRAWN:
        return "La candidature est retirée : son plan ne se modifie plus."
    return why_not_plan_yet(application)
