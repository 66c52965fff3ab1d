"""The papers of a candidate: draft, receipt of a deposit, letter of the decision; the list of an information day."""

from candidates import contents
from candidates.models import (
    Application,
    Draft,
    Extension,
    InformationDay,
    Letter,
    Outcome,
    OutcomeAxis,
    PaperFile,
    Registration,
    Version,
)
from candidates.outcomes import LETTER
from candidates.services.drafts import PREVIEWS
from candidates.services.paper import RECEIPT as PAPER_RECEIPT
from candidates.states import OutcomeValue, RegistrationState
from ccr import documents

RECEIPT = "candidates.receipt"
DRAFT, PAPER_DRAFT = PREVIEWS
SHEET = "candidates.attendance_sheet"


def receipt(seat, document):
    """What was deposited, when, by whom, and its seal."""
    version = Version.objects.visible_to(seat).with_parts().filter(pk=document.about_id).first()
    if version is None:
        return None
    late = version.deposited_at >= version.application.campaign.closes_at
    given = Extension.objects.visible_to(seat).filter(application=version.application_id) if late else None
    return {
        "version": version,
        "application": version.application,
        "extension": given.last() if late else None,
        "pairs": contents.pairs(version),
        "pieces": version.live_pieces(),
    }


def paper_receipt(seat, document):
    """The same, as a letter to whom sent a paper."""
    said = receipt(seat, document)
    paper = said and PaperFile.objects.visible_to(seat).filter(application=said["application"]).first()
    return paper and {**said, "paper": paper}


def draft(seat, document):
    """The whole draft, marked so: what is being typed, and what it lacks."""
    found = Draft.objects.visible_to(seat).with_parts().filter(application=document.about_id).first()
    if found is None:
        return None
    return {
        "application": found.application,
        "structure": contents.structure_of(found.application.organisation),
        "blocks": contents.read(found),
        "pieces": found.live_pieces(),
        "lacks": contents.missing(found),
    }


OPENINGS = {
    OutcomeValue.RETAINED: "Le comité de sélection a retenu votre candidature.",
    OutcomeValue.CONDITIONAL: "Le comité de sélection a retenu votre candidature, sous la condition écrite ci-dessous.",
    OutcomeValue.WAITING: "Le comité de sélection a placé votre candidature sur la liste d’attente.",
    OutcomeValue.REFUSED: "Le comité de sélection n’a pas retenu votre candidature.",
}


def letter(seat, document):
    """The decision as it is written to the structure. It says nothing of support but the axes recommended."""
    rows = Application.objects.visible_to(seat).select_related("campaign", "organisation")
    application = rows.filter(pk=document.about_id).first()
    outcome = Outcome.objects.visible_to(seat).filter(application=application).first()
    written = Letter.objects.visible_to(seat).filter(application=application).first()
    if application is None or outcome is None or written is None:
        return None
    axes = OutcomeAxis.objects.visible_to(seat).filter(outcome=outcome).select_related("axis").order_by("axis__number")
    version = Version.objects.visible_to(seat).filter(application=application, is_current=True).first()
    return {
        "application": application,
        "outcome": outcome,
        "letter": written,
        "version": version,
        "opening": OPENINGS[OutcomeValue(outcome.value)],
        "axes": [line.axis for line in axes],
    }


def attendance_sheet(seat, document):
    """Who has a place at the information day, by name, with room to sign."""
    day = InformationDay.objects.filter(pk=document.about_id).select_related("meeting__campaign").first()
    if day is None:
        return None
    rows = Registration.objects.visible_to(seat).filter(day=day, state=RegistrationState.REGISTERED)
    return {"day": day, "meeting": day.meeting, "lines": rows.order_by("name", "pk")}


def receipt_name(document) -> str:
    """One name per version, for whoever keeps them all."""
    return f"attestation-de-depot-version-{document.source_version}.pdf"


def register():
    """Declare the kinds."""
    documents.register(
        RECEIPT,
        title="Attestation de dépôt",
        template="candidates/pdf/receipt.html",
        context=receipt,
        filename=receipt_name,
    )
    documents.register(
        PAPER_RECEIPT,
        title="Attestation de dépôt",
        template="candidates/pdf/paper_receipt.html",
        context=paper_receipt,
        filename=receipt_name,
        table="PaperReceipt",
    )
    documents.register(
        DRAFT,
        title="Brouillon de candidature",
        template="candidates/pdf/draft.html",
        context=draft,
        filename="candidature-brouillon.pdf",
    )
    documents.register(
        PAPER_DRAFT,
        title="Brouillon de candidature, d’après un dossier papier",
        template="candidates/pdf/draft.html",
        context=draft,
        filename="candidature-brouillon.pdf",
        table="PaperReceipt",
    )
    documents.register(
        LETTER,
        title="Lettre de décision",
        template="candidates/pdf/letter.html",
        context=letter,
        filename="lettre-de-decision.pdf",
    )
    documents.register(
        SHEET,
        title="Liste d’émargement",
        template="candidates/information/pdf/sheet.html",
        context=attendance_sheet,
        filename="liste-d-emargement.pdf",
        table="AttendanceSheet",
    )
