"""What the coordination puts right: a wrong deposit, a wrong legal form. Each with its reason, told to its people."""

import copy

from django.db import transaction

from candidates import rules
from candidates.models import Application, Repair, RepairKind, Version
from candidates.states import APPLICATION, ApplicationState
from ccr import clock, journal, registry
from ccr.directory import services as directory
from ccr.directory.models import ASSOCIATION_FORMS, LegalForm
from ccr.notifications import outbox
from ccr.wall.errors import refuse

from .application import choose_sites, people_of

KIND = "candidates.repaired"


def _locked(application) -> Application:
    rows = Application.objects.system().select_for_update(of=("self",)).select_related("campaign", "organisation")
    return rows.get(pk=application.pk)


def _tell(application, kind, before, after, reason, *, by, rna="") -> Repair:
    repair = Repair.objects.system().create(
        application=application,
        kind=kind,
        before=before,
        after=after,
        rna=rna,
        reason=reason.strip(),
        by=by.person,
        at=clock.now(),
    )
    outbox.queue(KIND, about=repair, to=people_of(application), campaign=application.campaign)
    return repair


def _current(application) -> Version:
    return Version.objects.system().get(application=application, is_current=True)


@transaction.atomic
def put_back(application, *, reason: str, by) -> Repair:
    """Take back a deposit made by mistake: the structure goes on with its draft, and deposits again before the close.

    The committee does not read it meanwhile; what was deposited is kept. Raises DomainError.
    """
    application = _locked(application)
    refuse(rules.why_not_put_back(application))
    APPLICATION.move(application, ApplicationState.BEGUN)
    number = _current(application).number
    journal.record(by, "put_back", application, version=number)
    return _tell(application, RepairKind.PUT_BACK, str(number), "", reason, by=by)


@transaction.atomic
def make_current(version, *, reason: str, by) -> Repair:
    """Put an earlier version in force again, in the place of one deposited by mistake, which is kept too.

    Raises DomainError.
    """
    application = _locked(version.application)
    version = Version.objects.system().with_parts().get(pk=version.pk)
    refuse(rules.why_not_former_version(application, version))
    current = _current(application)
    versions = Version.objects.system().filter(application=application)
    versions.filter(is_current=True).update(is_current=False)
    versions.filter(pk=version.pk).update(is_current=True)
    application.deposited_at = version.deposited_at
    application.save(update_fields=["deposited_at"])
    choose_sites(application, version)
    journal.record(by, "former_version", application, before=current.number, after=version.number)
    numbers = str(current.number), str(version.number)
    return _tell(application, RepairKind.FORMER_VERSION, *numbers, reason, by=by)


def _form_values(organisation, legal_form) -> dict:
    """What its record says with that form: an association's RNA, and a SCOP where the form says so.

    The number lost with a form given by mistake comes back with the right one, unless another record bears it now.
    """
    values = {"legal_form": LegalForm(legal_form).value}
    if organisation.rna and legal_form not in ASSOCIATION_FORMS:
        values["rna"] = None
    elif not organisation.rna and legal_form in ASSOCIATION_FORMS and (lost := _lost_rna(organisation)):
        values["rna"] = lost
    if directory.SCOP_FORMS & {legal_form, organisation.legal_form}:
        values["is_scop"] = legal_form in directory.SCOP_FORMS
    return values


def _lost_rna(organisation) -> str | None:
    repairs = Repair.objects.system().filter(application__organisation__in=organisation.family).exclude(rna="")
    lost = repairs.order_by("-at", "pk").values_list("rna", flat=True).first()
    return lost if lost and directory.known(None, lost) is None else None


def form_changes(application, legal_form: str, *, by) -> list[str]:
    """What another legal form would change, in sentences: shown before, on every side, to the coordination only."""
    before = application.organisation.kept
    after = copy.copy(before)
    for name, value in _form_values(before, legal_form).items():
        setattr(after, name, value)
    said = []
    if before.is_association != after.is_association:
        word = "compte désormais" if after.is_association else "ne compte plus"
        said.append(f"Elle {word} comme association, pour la part d’associations des sessions.")
    if before.is_ess_by_form != after.is_ess_by_form:
        said.append(
            "Sa forme dit qu’elle est de l’économie sociale et solidaire : la question ne lui est plus posée."
            if after.is_ess_by_form
            else "Sa forme ne dit plus qu’elle est de l’économie sociale et solidaire : la question lui est posée."
        )
    said += _piece_sentences(application.campaign, before, after)
    if before.rna and not after.rna:
        said.append(f"Son numéro RNA ({before.rna}) est retiré de sa fiche : seule une association en a un.")
        said.append("Ce numéro est gardé avec la correction : il revient si elle redevient une association.")
    if after.rna and not before.rna:
        said.append(f"Son numéro RNA ({after.rna}), retiré par une correction précédente, revient sur sa fiche.")
    if before.is_scic:
        said.append("La mention SCIC de sa fiche reste : si elle n’en est pas une, retirez-la dans l’annuaire.")
    if application.receipt_number:
        said.append("La version déposée garde la forme écrite le jour du dépôt ; un nouveau dépôt portera la nouvelle.")
    if before.is_association != after.is_association:
        for consequence in _elsewhere(by, before, after.is_association):
            said.append(" ".join(filter(None, [consequence.title, consequence.detail])))
    return said


def _piece_sentences(campaign, before, after) -> list[str]:
    pieces = list(campaign.pieces.order_by("order", "slug"))
    said = []
    for piece in pieces:
        was, will_be = piece.is_asked_of(before), piece.is_asked_of(after)
        if was != will_be:
            said.append(f"Pièce {'demandée en plus' if will_be else 'qui n’est plus demandée'} : {piece.label}.")
    return said


def _elsewhere(by, organisation, is_association) -> list:
    return [
        consequence
        for provider in registry.providers("form_consequences", by.sides)
        for consequence in provider(organisation, is_association)
    ]


@transaction.atomic
def correct_form(application, legal_form: str, *, reason: str, by) -> Repair:
    """Correct the legal form of a structure; whether it counts as an association is recomputed wherever it counts.

    Raises DomainError, also when its numbers do not suffice for that form.
    """
    application = _locked(application)
    organisation = application.organisation.kept
    refuse(rules.why_not_form(organisation, legal_form))
    before, rna, values = organisation.legal_form, organisation.rna, _form_values(organisation, legal_form)
    directory.change_organisation(organisation, values, by=by)
    lost = rna if rna and "rna" in values else ""
    journal.record(by, "form_corrected", application, before=before, after=values["legal_form"])
    return _tell(application, RepairKind.LEGAL_FORM, before, values["legal_form"], reason, by=by, rna=lost)
