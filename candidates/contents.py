"""What an application says, read alike from the draft and from a version: what is missing, what differs, its seal."""

import hashlib
import json
from dataclasses import dataclass, field
from decimal import Decimal

from candidates import charter
from candidates.models import Draft, PieceKind, SpaceKind, Version
from ccr.ui import french

LABELS = {name: Draft._meta.get_field(name).verbose_name for name in Draft.TYPED_FIELDS}
NO_SURFACE = frozenset({SpaceKind.PERMANENCE})
"""Kinds of space that take no surface of their own."""


@dataclass(frozen=True)
class Missing:
    """Something a deposit needs. field: the ``id`` of what to fill on the page; label: its name; text: what to do."""

    field: str
    label: str
    text: str


@dataclass(frozen=True)
class Section:
    """A part of the page, with what it still lacks."""

    key: str
    title: str
    missing: list[Missing] = field(default_factory=list)

    @property
    def is_complete(self) -> bool:
        return not self.missing


def site_field(campaign_site_id, part: str) -> str:
    """The form's name of a site's box (``chosen``) or answer (``answer``)."""
    return f"{part}-{campaign_site_id.hex}"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _lacks(draft, name, text) -> list[Missing]:
    value = getattr(draft, name)
    return [Missing(f"id_{name}", _capital(LABELS[name]), text)] if value in (None, "") else []


def _lacks_sites(draft) -> list[Missing]:
    chosen = draft.chosen_sites()
    if not chosen:
        return [Missing("sites", "Sites", "Choisissez au moins un site.")]
    return [
        Missing(
            f"id_{site_field(site.campaign_site_id, 'answer')}",
            site.campaign_site.site.name,
            "Répondez à l’enjeu de ce site, ou ne le choisissez plus.",
        )
        for site in chosen
        if not site.answer.strip()
    ]


def _lacks_space(draft) -> list[Missing]:
    found = _lacks(draft, "space_kind", "Choisissez un type d’espace.")
    if draft.space_kind not in NO_SURFACE:
        found += _lacks(draft, "space_m2", "Indiquez la surface souhaitée, même approximative.")
    return found


def _lacks_charter(draft) -> list[Missing]:
    if draft.charter_version == charter.CURRENT.version:
        return []
    text = (
        "La charte a changé : le représentant la signe de nouveau."
        if draft.charter_version
        else ("Le représentant de la structure signe la charte.")
    )
    return [Missing("charte", "Charte", text)]


def _lacks_pieces(draft) -> list[Missing]:
    there = {piece.kind for piece in draft.live_pieces()}
    return [
        Missing(f"piece-{kind.value}", kind.label, "Joignez cette pièce.") for kind in PieceKind if kind not in there
    ]


def sections(draft) -> list[Section]:
    """The eight parts of an application, with what each lacks. draft: with its parts."""
    return [
        Section(
            "activite",
            "Votre activité",
            _lacks(draft, "activity", "Décrivez votre activité.")
            + _lacks(draft, "employees", "Indiquez vos emplois, 0 si vous n’en avez pas."),
        ),
        Section("projet", "Votre projet", _lacks(draft, "project", "Décrivez votre projet à la Cité.")),
        Section("raisons", "Vos raisons", _lacks(draft, "reasons", "Dites pourquoi vous souhaitez rejoindre la Cité.")),
        Section("sites", "Les sites", _lacks_sites(draft)),
        Section("espace", "L’espace", _lacks_space(draft)),
        Section(
            "contact",
            "La personne à joindre",
            _lacks(draft, "contact_name", "Indiquez qui joindre à propos de la candidature."),
        ),
        Section("charte", "La charte", _lacks_charter(draft)),
        Section("pieces", "Les pièces", _lacks_pieces(draft)),
    ]


def missing(draft) -> list[Missing]:
    """Everything a deposit needs and the draft has not."""
    return [lack for section in sections(draft) for lack in section.missing]


def progress_sentence(parts: list[Section]) -> str:
    """« 5 rubriques sur 8 complètes, il manque : la charte, les pièces »."""
    todo = [part.title for part in parts if not part.is_complete]
    done = len(parts) - len(todo)
    if not todo:
        return "Toutes les rubriques sont complètes."
    names = ", ".join(title[0].lower() + title[1:] for title in todo)
    complete = "complètes" if done >= 2 else "complète"
    return f"{french.counted(done, 'rubrique')} sur {len(parts)} {complete}, il reste : {names}."


def structure_of(organisation) -> dict:
    """What a version keeps of the structure, as it is on the day of the deposit."""
    place = ", ".join(filter(None, [organisation.address, f"{organisation.postcode} {organisation.city}".strip()]))
    return {
        "structure_name": organisation.name,
        "structure_identifier": organisation.identifier,
        "structure_form": organisation.form_label,
        "structure_place": place,
    }


def _plain(content, name):
    value = getattr(content, name)
    if isinstance(value, Decimal):
        places = content._meta.get_field(name).decimal_places
        return str(value.quantize(Decimal(1).scaleb(-places)))
    return value.isoformat() if hasattr(value, "isoformat") else value


def canonical(content) -> dict:
    """What a draft or a version says, written in one way only: equal contents give equal dicts."""
    structure = (
        {name: getattr(content, name) for name in Version.STRUCTURE_FIELDS}
        if isinstance(content, Version)
        else structure_of(content.application.organisation)
    )
    fields = {name: _plain(content, name) for name in content.TYPED_FIELDS}
    signature = {
        "charter_version": content.charter_version,
        "charter_signed_by": content.charter_signed_by,
        "charter_signed_at": content.charter_signed_at and int(content.charter_signed_at.timestamp()),
    }
    sites = {str(site.campaign_site_id): site.answer for site in content.chosen_sites()}
    pieces = {piece.kind: {"sha256": piece.sha256, "name": piece.name} for piece in content.live_pieces()}
    return {**structure, **fields, **signature, "sites": sites, "pieces": pieces}


def fingerprint(content) -> str:
    """SHA-256 of what a draft or a version says: printed on the receipt, checked by whoever doubts it."""
    text = json.dumps(canonical(content), sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


@dataclass(frozen=True)
class Difference:
    """A part that differs between what is deposited and what is being typed."""

    label: str
    before: str
    after: str


def shown(content, name) -> str:
    """A field as a page or a PDF writes it, empty when there is nothing."""
    value = getattr(content, name)
    if value in (None, ""):
        return ""
    if name == "space_kind":
        return content.get_space_kind_display()
    if name == "space_m2":
        return f"{french.number(value)}{french.NBSP}m²"
    if isinstance(value, Decimal):
        return french.number(value)
    return str(value)


def differences(draft, version) -> list[Difference]:
    """What a deposit of the draft would change, part by part. Both with their parts."""
    found = []
    before = ", ".join(filter(None, (getattr(version, name) for name in Version.STRUCTURE_FIELDS)))
    after = ", ".join(filter(None, structure_of(draft.application.organisation).values()))
    found.append(Difference("Structure", before, after))
    for name in Draft.TYPED_FIELDS:
        if _plain(draft, name) != _plain(version, name):
            found.append(Difference(_capital(LABELS[name]), shown(version, name), shown(draft, name)))
    old = {site.campaign_site_id: site for site in version.chosen_sites()}
    new = {site.campaign_site_id: site for site in draft.chosen_sites()}
    for key in {**old, **new}:
        name = (new.get(key) or old.get(key)).campaign_site.site.name
        answers = [group[key].answer if key in group else "" for group in (old, new)]
        found.append(Difference(f"Site {name}", *answers))
    found.append(Difference("Charte", _signature(version), _signature(draft)))
    old = {piece.kind: piece for piece in version.live_pieces()}
    new = {piece.kind: piece for piece in draft.live_pieces()}
    for kind in PieceKind:
        seals = [(group[kind].sha256, group[kind].name) if kind in group else () for group in (old, new)]
        if seals[0] != seals[1]:
            found.append(Difference(kind.label, *(seal[1] if seal else "" for seal in seals)))
    return [item for item in found if item.before != item.after or item.label in PieceKind.labels]


def _signature(content) -> str:
    if not content.charter_signed_at:
        return ""
    return (
        f"version {content.charter_version}, signée par {content.charter_signed_by} "
        f"le {french.moment(content.charter_signed_at)}"
    )


def pairs(content) -> list[tuple[str, str]]:
    """The typed fields as (label, value), for previews, versions and PDFs."""
    return [(_capital(LABELS[name]), shown(content, name)) for name in content.TYPED_FIELDS]
