"""PDFs of instruction: the file as deposited (A13: no support item), the committee's agenda, its minutes."""

import hashlib

from candidates.models import Outcome, Version
from ccr import clock, documents
from ccr.library import readings
from selection import reading
from selection.models import AgendaItem, Attendance, CommitteeSession, File, LinkDeclaration, Minutes
from selection.services.deciding import agenda_files
from selection.states import FileState

FILE_PDF = "selection.file"
AGENDA_PDF = "selection.agenda"
MINUTES_PDF = "selection.minutes"


def file_pdf(seat, document):
    """The current version, whole; nothing of what the committee thinks, so that everybody may have the same."""
    file = File.objects.visible_to(seat).with_list_data().filter(pk=document.about_id).first()
    if file is None:
        return None
    version = (
        Version.objects.visible_to(seat)
        .with_parts()
        .filter(application=file.application_id, number=document.source_version)
        .first()
    )
    if version is None:
        return None
    return {"file": file, "reading": reading.read(version, version.live_pieces())}


def agenda_pdf(seat, document):
    """The agenda: meeting, what to read before it, files, sites; no opinion and no mark."""
    session = CommitteeSession.objects.visible_to(seat).select_related("meeting").filter(pk=document.about_id).first()
    if session is None:
        return None
    files = list(
        agenda_files(session).with_list_data().prefetch_related("application__site_choices__campaign_site__site")
    )
    for file in files:
        choices = file.application.site_choices.all()
        file.sites = ", ".join(sorted(choice.campaign_site.site.name for choice in choices if choice.is_current))
    return {
        "session": session,
        "meeting": session.meeting,
        "readings": readings.in_mail(session.meeting),
        "files": files,
    }


def request_file(file, version, seat):
    """The PDF of a file in a version; the same for everybody of instruction."""
    return documents.request(FILE_PDF, about=file, owner=seat, source_version=str(version.number))


def agenda_version(session, to_read=None) -> str:
    """Which agenda this is: another when it, the meeting, what to read first, or a deposit changes. Two queries.

    to_read: the documents to read before the meeting, for a page that has them.
    """
    deposited = Version.objects.system().filter(application__in=agenda_files(session).values("application"))
    versions = deposited.filter(is_current=True).order_by("pk").values_list("pk", flat=True)
    to_read = readings.before(session.meeting) if to_read is None else to_read
    content = "".join([*(pk.hex for pk in versions), *(f"{one.pk.hex} {one.title}" for one in to_read)])
    when = clock.in_paris(session.meeting.starts_at)
    return f"{session.agenda_version}-{when:%Y%m%d%H%M}-{hashlib.sha256(content.encode()).hexdigest()[:16]}"


def request_agenda(session, seat):
    """The PDF of the agenda as it stands; the same while nothing on it changes."""
    return documents.request(AGENDA_PDF, about=session, owner=seat, source_version=agenda_version(session))


def minutes_pdf(seat, document):
    """The minutes as they were closed: who was there, the agenda, who withdrew, what was decided, what was said.

    Motives, conditions and ranks are not in it, nor any mark: a member who withdrew from a file may read it all.
    """
    rows = Minutes.objects.visible_to(seat).filter(pk=document.about_id, closed_at__isnull=False)
    minutes = rows.select_related("session__meeting", "closed_by__person").first()
    if minutes is None:
        return None
    session = minutes.session
    lines = Attendance.objects.visible_to(seat).filter(session=session)
    lines = list(
        lines.select_related("seat__person", "observer_organisation").order_by("seat__person__last_name", "pk")
    )
    on_agenda = AgendaItem.objects.visible_to(seat).filter(session=session, removed_at__isnull=True)
    files = File.objects.visible_to(seat).filter(pk__in=on_agenda.values("file"), state=FileState.DECIDED)
    files = list(files.select_related("application__organisation").by_name())
    outcomes = Outcome.objects.visible_to(seat).filter(application__in=[file.application_id for file in files])
    decided = {outcome.application_id: outcome.get_value_display() for outcome in outcomes}
    withdrawn = {}
    declared = LinkDeclaration.objects.visible_to(seat).filter(file__in=files).withdrawals()
    sat = [line.seat for line in lines if line.seat_id]
    for file_id, seat_id in declared.values_list("file", "seat"):
        withdrawn.setdefault(file_id, set()).add(seat_id)
    for file in files:
        file.decision = decided.get(file.application_id, "")
        file.withdrawn = ", ".join(one.person.full_name for one in sat if one.pk in withdrawn.get(file.pk, ()))
    return {
        "minutes": minutes,
        "meeting": session.meeting,
        "present": [line for line in lines if line.seat_id and line.is_present],
        "absent": [line for line in lines if line.seat_id and not line.is_present],
        "observers": [line for line in lines if line.seat_id is None and line.is_present],
        "quorum_percent": session.quorum_percent,
        "files": files,
    }


def request_minutes(minutes, seat):
    """The PDF of closed minutes, made once."""
    return documents.request(MINUTES_PDF, about=minutes, owner=seat, source_version="closed")


def register():
    documents.register(
        FILE_PDF,
        title="Dossier d’instruction",
        template="selection/pdf/file.html",
        context=file_pdf,
        filename="dossier-d-instruction.pdf",
    )
    documents.register(
        AGENDA_PDF,
        title="Ordre du jour du comité de sélection",
        template="selection/pdf/agenda.html",
        context=agenda_pdf,
        filename="ordre-du-jour-du-comite.pdf",
    )
    documents.register(
        MINUTES_PDF,
        title="Compte rendu du comité de sélection",
        template="selection/pdf/minutes.html",
        context=minutes_pdf,
        filename="compte-rendu-du-comite.pdf",
    )
