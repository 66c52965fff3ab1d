"""Why something may not be done about an information day. Each function gives None or the French reason."""

from candidates.models import InformationDocument, Registration
from candidates.states import Attendance, RegistrationState
from ccr import clock
from ccr.programme.models import CampaignState
from ccr.ui import french


def why_not_held(meeting) -> str | None:
    """None unless the day was cancelled: whoever asks is told why."""
    if meeting.is_cancelled:
        return f"Cette journée d’information est annulée : {meeting.cancelled_reason.rstrip('.')}."
    return None


def why_not_register(day) -> str | None:
    """None while anybody may register by herself. day: with its meeting and campaign."""
    campaign = day.meeting.campaign
    if refusal := why_not_held(day.meeting):
        return refusal
    if clock.now() >= day.meeting.starts_at:
        return f"Cette journée d’information a eu lieu le {french.long_date(day.meeting.starts_at)}."
    if campaign.state != CampaignState.PUBLISHED:
        return "Les inscriptions à cette journée d’information ne sont pas ouvertes."
    if clock.now() >= clock.end_of(day.registration_until):
        return (
            f"Les inscriptions sont closes depuis le {french.long_date(day.registration_until)}. "
            "Téléphonez à la coordination : elle peut encore vous inscrire."
        )
    return None


def why_not_change_registration(registration) -> str | None:
    """None while a registration may be changed or cancelled: until the day begins."""
    if registration.is_cancelled:
        return "Cette inscription est annulée. Inscrivez-vous de nouveau si vous souhaitez venir."
    if refusal := why_not_held(registration.day.meeting):
        return refusal
    if clock.now() >= registration.day.meeting.starts_at:
        return "La journée a commencé : l’inscription ne change plus."
    return None


def why_not_people(registration, day, people: int, *, somebody_waits: bool) -> str | None:
    """None when the registration may be for so many: the places that are left go first to who waits. day: locked."""
    more = people - registration.people
    if not registration.is_registered or more <= 0:
        return None
    if somebody_waits or more > day.seats_left:
        left = 0 if somebody_waits else day.seats_left
        left = f"que {french.counted(left, 'place')}" if left else "aucune place"
        return f"Il n’y a {left} de plus : venir à {people} n’est pas possible. L’inscription reste la même."
    return None


def why_not_seats(day, seats_max: int) -> str | None:
    """None when the day may have so many places."""
    if seats_max < day.seats_taken:
        return (
            f"{french.counted(day.seats_taken, 'place est déjà prise', 'places sont déjà prises')} : "
            "annulez d’abord des inscriptions, ou gardez au moins ce nombre."
        )
    return None


def why_not_day(meeting, registration_until) -> str | None:
    """None when one may register until that day for this meeting."""
    if refusal := why_not_held(meeting):
        return refusal
    if registration_until > clock.in_paris(meeting.starts_at).date():
        return "Les inscriptions ne peuvent pas finir après la journée elle-même."
    return None


def why_not_attend(day) -> str | None:
    """None from the morning of the day on."""
    if refusal := why_not_held(day.meeting):
        return refusal
    if not day.has_begun:
        return f"Les présences se notent à partir du {french.long_date(day.meeting.starts_at)}, le matin de la journée."
    return None


def why_not_give_place(registration, day) -> str | None:
    """None when somebody who waits may be given a place out of turn: at the door only. day: locked."""
    if refusal := why_not_held(day.meeting):
        return refusal
    if not day.has_begun:
        return "Avant la journée, les places libres vont dans l’ordre de la liste d’attente."
    if not registration.is_waiting:
        return "Cette personne n’est pas en attente. Rechargez la page pour voir la situation à jour."
    if registration.people > day.seats_left:
        return f"Il reste {french.counted(day.seats_left, 'place')} : donnez d’abord plus de places à la journée."
    return None


def why_not_send_documents(day) -> str | None:
    """None when what was handed out may be sent to each: the day is over, there is something, everybody is noted."""
    if refusal := why_not_held(day.meeting):
        return refusal
    if clock.now() < day.meeting.starts_at:
        return "Les documents de la journée s’envoient après elle."
    if not InformationDocument.objects.system().filter(day=day, is_before=False).live().exists():
        return "Ajoutez d’abord un document de la journée."
    unknown = Registration.objects.system().filter(
        day=day, state=RegistrationState.REGISTERED, attendance=Attendance.UNKNOWN
    )
    if count := unknown.count():
        return (
            f"Notez d’abord les présences : il en manque {count}. Chacun reçoit la phrase qui lui convient, "
            "selon qu’il était présent, excusé ou absent."
        )
    return None
