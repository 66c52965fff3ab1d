"""PDFs of instruction: the file as it was deposited (A13: without any support item), and the committee's agenda."""

import hashlib

from candidates.models import Version
from ccr import clock, documents
from ccr.library import readings
from selection import reading
from selection.models import CommitteeSession, File
from selection.services.deciding import agenda_files

FILE_PDF = "selection.file"
AGENDA_PDF = "selection.agenda"


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
