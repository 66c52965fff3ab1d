"""Why the *porte-documents* says no."""

from ccr import clock
from ccr.library.models import EntryFile, MeetingReading, plain
from ccr.library.states import DocumentKind, EntryState
from ccr.programme.models import MeetingKind


def why_not_change(entry) -> str | None:
    """None when the entry may be changed, or its files."""
    if entry.state == EntryState.RETIRED:
        return "Ce document est retiré\u00a0: publiez-le de nouveau avant de le modifier."
    return None


def why_not_publish(entry) -> str | None:
    """None when everybody may be given the document to read."""
    if entry.state == EntryState.PUBLISHED:
        return "Ce document est déjà publié."
    if not EntryFile.objects.system().filter(entry=entry).live().exists():
        return "Ajoutez d’abord au moins un fichier\u00a0: c’est lui que l’on vient lire."
    if entry.campaign_id and not entry.campaign.is_public:
        return "Ce document dit se rapporter à un appel encore en préparation\u00a0: publiez d’abord cet appel."
    return None


def why_not_minutes(entry) -> str | None:
    """None when the document may be the minutes of the meeting it says, or says none (A171, C21)."""
    meeting = entry.meeting
    if meeting is None:
        return None
    if entry.kind != DocumentKind.MINUTES:
        return "Seul un compte rendu est celui d’une réunion\u00a0: choisissez cette nature, ou enlevez la réunion."
    if meeting.kind == MeetingKind.COMMITTEE:
        return "Ce qui se dit en comité de sélection reste au comité\u00a0: son compte rendu ne se publie pas."
    if not meeting.campaign.is_public:
        return "L’appel de cette réunion n’est pas encore publié."
    if meeting.is_cancelled:
        return "Cette réunion a été annulée\u00a0: elle n’a pas de compte rendu."
    if meeting.starts_at > clock.now():
        return "Cette réunion n’a pas encore eu lieu."
    if entry.campaign_id and entry.campaign_id != meeting.campaign_id:
        return "Cette réunion est celle d’un autre appel\u00a0: corrigez l’appel, ou la réunion."
    return None


def why_not_retire(entry) -> str | None:
    """None when the document may be taken back."""
    return "Ce document est déjà retiré." if entry.state == EntryState.RETIRED else None


def why_not_retire_file(entry) -> str | None:
    """None when one of the entry's files may be taken back: what is published keeps one."""
    if reason := why_not_change(entry):
        return reason
    live = EntryFile.objects.system().filter(entry=entry).live().count()
    if entry.state == EntryState.PUBLISHED and live < 2:
        return "Un document publié garde au moins un fichier\u00a0: ajoutez le nouveau d’abord, ou retirez le document."
    return None


def why_not_name(name: str, others) -> str | None:
    """None when a shelf may bear the name, accents and capitals aside. others: the other themes."""
    if plain(name) in {plain(theme.name) for theme in others}:
        return "Un thème porte déjà ce nom. Choisissez-en un autre."
    return None


def why_not_read_before(entry, meeting) -> str | None:
    """None when the document may be given to read before the meeting (A027)."""
    if entry.state != EntryState.PUBLISHED:
        return "Publiez d’abord ce document\u00a0: une lecture préalable est ouverte à tout le monde."
    if not meeting.campaign.is_public:
        return "L’appel de cette réunion n’est pas encore publié."
    if meeting.starts_at <= clock.now():
        return "Cette réunion a déjà eu lieu."
    if MeetingReading.objects.live().filter(meeting=meeting, document_id=entry.pk).exists():
        return "Ce document est déjà une lecture préalable de cette réunion."
    return None


def why_not_raise(place: int) -> str | None:
    """None when a shelf may go one place higher. place: how many are above it."""
    return None if place else "Ce thème est déjà le premier : rechargez la page pour voir l’ordre à jour."
