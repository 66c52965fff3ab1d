"""Checks of what people send: by signature and by opening, never by the name or the browser's word (DESIGN 3)."""

import hashlib
import warnings
import zipfile
from dataclasses import dataclass
from pathlib import PurePath

from django.conf import settings
from PIL import Image
from pypdf import PdfReader

from ccr import registry
from ccr.documents.marks import marks_in
from ccr.wall.errors import DomainError

MAX_PIXELS = 60_000_000
MAX_MEMBERS = 5_000
MAX_UNPACKED = 300 * 1024 * 1024
MAX_RATIO = 200
"""An office file unpacks to some tens of times its size; a bomb to thousands."""

_OFFICE = "application/vnd.openxmlformats-officedocument."
_OPEN = "application/vnd.oasis.opendocument."


@dataclass(frozen=True)
class FileType:
    """A kind of file that may be sent. required: what an office file must have inside."""

    label: str
    mime: str
    extensions: tuple[str, ...]
    required: str = ""


TYPES = {
    "pdf": FileType("PDF", "application/pdf", (".pdf",)),
    "png": FileType("PNG", "image/png", (".png",)),
    "jpeg": FileType("JPEG", "image/jpeg", (".jpg", ".jpeg")),
    "docx": FileType("Word (.docx)", f"{_OFFICE}wordprocessingml.document", (".docx",), "word/document.xml"),
    "xlsx": FileType("Excel (.xlsx)", f"{_OFFICE}spreadsheetml.sheet", (".xlsx",), "xl/workbook.xml"),
    "odt": FileType("texte OpenDocument (.odt)", f"{_OPEN}text", (".odt",), "content.xml"),
    "ods": FileType("tableur OpenDocument (.ods)", f"{_OPEN}spreadsheet", (".ods",), "content.xml"),
}
EVERYTHING = frozenset(TYPES)
ACCEPTED = ",".join(sorted({end for one in TYPES.values() for end in (one.mime, *one.extensions)}))
"""What a file input tells the browser: no check, which ``check_upload`` does."""
PICTURES = frozenset({"png", "jpeg"})


@dataclass(frozen=True)
class CheckedUpload:
    """What a file is, once opened. ``mime`` is ours, not the browser's; size in bytes."""

    kind: str
    mime: str
    size: int
    sha256: str


def check_upload(file, *, allowed=EVERYTHING, seat=None) -> CheckedUpload:
    """Open a file that somebody sent and say what it is; it is left rewound.

    file: an UploadedFile. allowed: keys of TYPES. seat: the candidate's, to refuse what is one of our own notes
    (registry point ``refused_uploads``: SHA-256 and marks of the notes the seat may read).
    Raises DomainError with what is wrong and what to do.
    """
    if file.size == 0:
        raise DomainError("Ce fichier est vide. Choisissez-en un autre.")
    if file.size > settings.CCR_UPLOAD_MAX_BYTES:
        limit = settings.CCR_UPLOAD_MAX_BYTES // (1024 * 1024)
        raise DomainError(
            f"Ce fichier dépasse {limit}\u00a0Mo. Réduisez-le, par exemple en baissant la qualité des images."
        )
    kind = _kind_of(file)
    if kind is None or kind not in allowed:
        raise DomainError(f"Ce type de fichier n’est pas accepté. Envoyez un fichier {_names(allowed)}.")
    _check_name(file.name, kind)
    file.seek(0)
    {"pdf": _check_pdf, "png": _check_picture, "jpeg": _check_picture}.get(kind, _check_office)(file, kind)
    file.seek(0)
    digest = hashlib.file_digest(file, "sha256").hexdigest()
    file.seek(0)
    if seat is not None and not {digest, *_marks(file, kind)}.isdisjoint(registry.ask("refused_uploads", seat)):
        raise DomainError(
            "Ce fichier est votre note de diagnostic. Elle reste entre vous et l’appui\u00a0: elle ne peut pas être "
            "jointe à la candidature. Décrivez votre projet avec vos propres mots."
        )
    return CheckedUpload(kind, TYPES[kind].mime, file.size, digest)


def check_public_upload(file) -> CheckedUpload:
    """``check_upload`` of what everybody will read: notes, letters and minutes that we made are not public (C21)."""
    checked = check_upload(file)
    if checked.kind == "pdf" and marks_in(file):
        raise DomainError(
            "Ce fichier a été produit par la plateforme (note, lettre, attestation, ordre du jour…)\u00a0: il a ses "
            "lecteurs, et n’est pas public. Préparez un document fait pour être lu par tout le monde."
        )
    file.seek(0)
    return checked


def _marks(file, kind) -> set[str]:
    """What the file says it is; it is left rewound."""
    found = marks_in(file) if kind == "pdf" else set()
    file.seek(0)
    return found


def _names(allowed) -> str:
    *first, last = [TYPES[kind].label for kind in TYPES if kind in allowed]
    return f"{', '.join(first)} ou {last}" if first else last


def _unreadable(kind) -> DomainError:
    return DomainError(
        f"Ce fichier {TYPES[kind].label} est abîmé\u00a0: il ne s’ouvre pas. "
        "Enregistrez-le de nouveau, puis renvoyez-le."
    )


def _locked() -> DomainError:
    return DomainError(
        "Ce fichier est protégé par un mot de passe. Enregistrez-le sans mot de passe, puis renvoyez-le."
    )


def _kind_of(file) -> str | None:
    """The kind its first bytes announce, None when it is none of ours.

    Raises DomainError for old or protected office files, which have a signature of their own.
    """
    file.seek(0)
    head = file.read(1024)
    if head.startswith(b"%PDF-"):
        return "pdf"
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    if head.startswith(b"\xff\xd8\xff"):
        return "jpeg"
    if head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        raise DomainError(
            "Ce fichier est protégé par un mot de passe, ou d’un ancien format (.doc, .xls). Enregistrez-le en .docx "
            "ou .xlsx, sans mot de passe, puis renvoyez-le."
        )
    if head.startswith(b"PK\x03\x04"):
        return _kind_of_archive(file)
    return None


def _kind_of_archive(file) -> str | None:
    file.seek(0)
    try:
        with zipfile.ZipFile(file) as archive:
            names = set(archive.namelist())
            if "mimetype" in names:
                announced = archive.open("mimetype").read(200).strip()
                return next((kind for kind in ("odt", "ods") if announced == TYPES[kind].mime.encode()), None)
            return next((k for k in ("docx", "xlsx") if {"[Content_Types].xml", TYPES[k].required} <= names), None)
    except Exception as error:
        raise DomainError("Ce fichier est abîmé. Enregistrez-le de nouveau, puis renvoyez-le.") from error


def _check_name(name, kind):
    """The name must say what the file is, or the person who downloads it could not open it."""
    ending = PurePath(name or "").suffix.lower()
    if ending not in TYPES[kind].extensions:
        raise DomainError(
            f"Le nom de ce fichier ne correspond pas à son contenu, qui est un {TYPES[kind].label}. "
            f"Renommez-le en {TYPES[kind].extensions[0]} ou choisissez-en un autre."
        )


def _check_pdf(file, kind):
    try:
        reader = PdfReader(file)
        readable = not reader.is_encrypted or bool(reader.decrypt(""))
        pages = len(reader.pages) if readable else 0
    except Exception as error:
        raise _unreadable(kind) from error
    if not readable:
        raise _locked()
    if not pages:
        raise _unreadable(kind)


def _check_picture(file, kind):
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            picture = Image.open(file, formats=[kind.upper()])
        width, height = picture.size
        if width * height <= MAX_PIXELS:
            picture.verify()
            return
    except Exception as error:
        raise _unreadable(kind) from error
    raise DomainError("Cette image est trop grande. Réduisez ses dimensions, puis renvoyez-la.")


def _check_office(file, kind):
    """A zip with the right members, of an honest size, without macros and without password."""
    try:
        with zipfile.ZipFile(file) as archive:
            members = archive.infolist()
            if _is_bomb(members, file.size):
                raise DomainError("Ce fichier contient beaucoup trop de données une fois ouvert. Allégez-le.")
            if any(member.flag_bits & 0x1 for member in members) or _is_locked(archive, kind):
                raise _locked()
            if _has_macros(archive, members, kind):
                raise DomainError("Ce fichier contient des macros. Enregistrez-le sans macros, puis renvoyez-le.")
            if archive.testzip() is not None or TYPES[kind].required not in archive.namelist():
                raise _unreadable(kind)
    except DomainError:
        raise
    except Exception as error:
        raise _unreadable(kind) from error


def _is_bomb(members, size) -> bool:
    unpacked = sum(member.file_size for member in members)
    swollen = unpacked > 1024 * 1024 and unpacked > size * MAX_RATIO
    return len(members) > MAX_MEMBERS or unpacked > MAX_UNPACKED or swollen


def _is_locked(archive, kind) -> bool:
    """OpenDocument encrypts its members one by one, and says so in its manifest."""
    if kind not in ("odt", "ods") or "META-INF/manifest.xml" not in archive.namelist():
        return False
    return b"encryption-data" in archive.read("META-INF/manifest.xml")


def _has_macros(archive, members, kind) -> bool:
    names = [member.filename.lower() for member in members]
    if any(name.endswith(("vbaproject.bin", "vbadata.xml")) for name in names):
        return True
    if kind in ("odt", "ods"):
        return any(name.startswith(("basic/", "scripts/")) and not name.endswith("/") for name in names)
    return b"macroenabled" in archive.read("[Content_Types].xml").lower()
