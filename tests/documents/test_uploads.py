"""What people send is what it says it is, opens, and is neither a bomb nor one of our own notes."""

import hashlib
import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook
from PIL import Image
from pypdf import PdfWriter

from ccr import registry
from ccr.documents.uploads import PICTURES, check_upload
from ccr.wall.errors import DomainError
from ccr.wall.sides import Side


def sent(name, content):
    return SimpleUploadedFile(name, content)


def pdf(password=None, owner_password=None):
    writer, out = PdfWriter(), io.BytesIO()
    writer.add_blank_page(200, 200)
    if password is not None:
        writer.encrypt(password, owner_password, algorithm="AES-256")
    writer.write(out)
    return out.getvalue()


def picture(kind="PNG", size=(10, 10)):
    out = io.BytesIO()
    Image.new("1", size).convert("L").save(out, kind)
    return out.getvalue()


def archive(members, **options):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, **options) as made:
        for name, content in members.items():
            made.writestr(name, content)
    return out.getvalue()


def docx(**more):
    return archive({"[Content_Types].xml": "<Types/>", "word/document.xml": "<w/>", **more})


def odt(**more):
    mime = "application/vnd.oasis.opendocument.text"
    return archive({"mimetype": mime, "content.xml": "<o/>", "META-INF/manifest.xml": "<m/>", **more})


def xlsx():
    out = io.BytesIO()
    Workbook().save(out)
    return out.getvalue()


def ods():
    return archive({"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": "<o/>"})


GOOD = {
    "budget.pdf": (pdf, "pdf"),
    "plan.png": (picture, "png"),
    "photo.JPG": (lambda: picture("JPEG"), "jpeg"),
    "projet.docx": (docx, "docx"),
    "budget.xlsx": (xlsx, "xlsx"),
    "projet.odt": (odt, "odt"),
    "budget.ods": (ods, "ods"),
}


@pytest.mark.parametrize("name", GOOD)
def test_what_is_accepted(name):
    make, kind = GOOD[name]
    content = make()
    file = sent(name, content)

    found = check_upload(file)

    assert (found.kind, found.size, found.sha256) == (kind, len(content), hashlib.sha256(content).hexdigest())
    assert file.read() == content  # rewound, ready to be stored


BAD = {
    "empty": ("vide.pdf", b"", "vide"),
    "unknown signature": ("page.pdf", b"<html></html>", "n’est pas accepté"),
    "program": ("photo.jpg", b"MZ" + b"\0" * 200, "n’est pas accepté"),
    "plain zip": ("projet.docx", archive({"a.txt": "a"}), "n’est pas accepté"),
    "name of another kind": ("photo.png", pdf(), "ne correspond pas"),
    "no ending": ("budget", pdf(), "ne correspond pas"),
    "macro document by its name": ("projet.docm", docx(), "ne correspond pas"),
    "broken pdf": ("budget.pdf", b"%PDF-1.7\nnothing else", "abîmé"),
    "pdf with a password": ("budget.pdf", pdf("secret"), "mot de passe"),
    "broken picture": ("plan.png", picture()[:40], "abîmé"),
    "truncated archive": ("projet.docx", docx()[:60], "abîmé"),
    "huge picture": ("plan.png", picture(size=(9000, 9000)), "trop grande"),
    "old or protected office": ("projet.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "ancien format"),
    "zip bomb": ("projet.docx", docx(**{"word/media/x": b"\0" * 30_000_000}), "beaucoup trop de données"),
    "too many members": ("projet.docx", docx(**{f"word/{n}": "" for n in range(5001)}), "beaucoup trop de données"),
    "macros": ("projet.docx", docx(**{"word/vbaProject.bin": "x"}), "macros"),
    "macros elsewhere": ("projet.docx", docx(**{"custom/VBAPROJECT.BIN": "x"}), "macros"),
    "macros by content type": (
        "projet.docx",
        docx(**{"[Content_Types].xml": "application/vnd.ms-word.document.macroEnabled.main+xml"}),
        "macros",
    ),
    "macros of OpenDocument": ("projet.odt", odt(**{"Basic/Standard/Module1.xml": "x"}), "macros"),
    "protected OpenDocument": ("projet.odt", odt(**{"META-INF/manifest.xml": "<encryption-data/>"}), "mot de passe"),
    "OpenDocument without content": (
        "projet.odt",
        archive({"mimetype": "application/vnd.oasis.opendocument.text"}),
        "abîmé",
    ),
}


@pytest.mark.parametrize("case", BAD)
def test_what_is_refused_and_why(case):
    name, content, reason = BAD[case]

    with pytest.raises(DomainError, match=reason):
        check_upload(sent(name, content))


def test_a_pdf_that_opens_without_password_is_accepted_even_if_locked_against_changes():
    assert check_upload(sent("budget.pdf", pdf("", "owner"))).kind == "pdf"


def test_twenty_megabytes_are_accepted_and_not_one_byte_more():
    """A picture whose file ends with zeros, which every program leaves aside."""
    limit = 20 * 1024 * 1024

    assert check_upload(sent("plan.png", picture().ljust(limit, b"\0"))).size == limit
    with pytest.raises(DomainError, match="dépasse 20\u00a0Mo"):
        check_upload(sent("plan.png", picture().ljust(limit + 1, b"\0")))


def test_a_damaged_member_is_found():
    content = bytearray(docx(**{"word/media/a": bytes(range(256)) * 40}))
    content[content.index(b"word/media/a") + 40] ^= 0xFF

    with pytest.raises(DomainError, match="abîmé"):
        check_upload(sent("projet.docx", bytes(content)))


def test_a_page_may_ask_for_pictures_only():
    assert check_upload(sent("plan.png", picture()), allowed=PICTURES).kind == "png"
    with pytest.raises(DomainError, match="PNG ou JPEG"):
        check_upload(sent("budget.pdf", pdf()), allowed=PICTURES)


def test_one_of_our_own_notes_is_refused(monkeypatch):
    class Seat:
        sides = frozenset({Side.CANDIDATE})

    note = pdf()
    monkeypatch.setattr(registry, "_providers", type(registry._providers)(list))
    registry.register("refused_uploads", Side.CANDIDATE, lambda seat: [hashlib.sha256(note).hexdigest()])

    with pytest.raises(DomainError, match="votre note de diagnostic"):
        check_upload(sent("annexe.pdf", note), seat=Seat())
    assert check_upload(sent("annexe.pdf", note)).kind == "pdf"
