"""What a draft still lacks, section by section."""

from collections.abc import Callable
from dataclasses import dataclass, field

from candidates import charter
from candidates.models import Answer, SectionKey
from ccr.ui import french

from .questions import LABELS, asked, capital, contact_field, site_field, year_field
from .reading import pieces_asked


@dataclass(frozen=True)
class Missing:
    """Something a deposit needs. field: the ``id`` of what to fill on the section's page; label: its name; text: what
    to do; section: where.
    """

    field: str
    label: str
    text: str
    section: str = ""


@dataclass(frozen=True)
class Section:
    """A part of the application, with what it still lacks."""

    key: str
    title: str
    missing: list[Missing] = field(default_factory=list)

    @property
    def is_complete(self) -> bool:
        return not self.missing


ASKS = {
    "summary": "Dites en une phrase ce qu’est votre structure.",
    "created_year": "Indiquez l’année de création.",
    "activity": "Décrivez votre activité.",
    "branches": "Cochez au moins une filière.",
    "other_branch": "Dites laquelle, ou décochez « autre ».",
    "project": "Décrivez votre projet à la Cité.",
    "reasons": "Dites pourquoi vous souhaitez rejoindre la Cité.",
    "space_kind": "Choisissez un type d’espace.",
    "space_m2": "Indiquez la surface souhaitée, même approximative.",
    "pole": "Choisissez le pôle le plus proche de votre activité.",
    "headcount": "Indiquez le nombre de salariés, 0 si vous n’en avez pas.",
    "employees": "Indiquez vos emplois en équivalents temps plein.",
    "permanent_jobs": "Indiquez combien sont en CDI, 0 s’il n’y en a pas.",
    "aided_contracts": "Indiquez combien sont aidés, 0 s’il n’y en a pas.",
    "volunteers": "Indiquez le nombre de bénévoles, 0 s’il n’y en a pas.",
    "cooperates": "Répondez par oui ou par non.",
    "cooperation_with": "Dites avec qui, ou répondez non.",
    "cooperation_shared": "Dites ce que vous partageriez, ou répondez non.",
    "ess_answer": "Répondez par oui ou par non.",
}
"""What to do where an answer is missing; the questions that are not here are optional."""


def _lacks(draft, *names) -> list[Missing]:
    return [
        Missing(f"id_{name}", capital(LABELS[name]), ASKS[name])
        for name in names
        if asked(draft, name) and getattr(draft, name) in (None, "", [])
    ]


def _employment(draft):
    found = _lacks(draft, "headcount", "employees", "permanent_jobs", "aided_contracts", "volunteers")
    for name in ("permanent_jobs", "aided_contracts"):
        part = getattr(draft, name)
        if asked(draft, name) and part is not None and draft.headcount is not None and part > draft.headcount:
            text = f"Ce nombre dépasse celui des salariés ({french.number(draft.headcount)}) : corrigez l’un des deux."
            found.append(Missing(f"id_{name}", capital(LABELS[name]), text))
    return found


def _sites(draft):
    chosen = draft.chosen_sites()
    if not chosen:
        return [Missing("sites", "Sites", "Choisissez au moins un site.")]
    return [
        Missing(
            f"id_{site_field(site.campaign_site_id, 'answer')}",
            f"Enjeu du site {site.campaign_site.site.name}",
            "Répondez à l’enjeu de ce site, ou ne le choisissez plus.",
        )
        for site in chosen
        if not site.answer.strip()
    ]


REQUIRED_FIGURES = ("income", "sales", "subsidies", "expenses")


def _figures(draft):
    known = {row.year: row for row in draft.years.all()}
    found = []
    for year in draft.asked_years():
        if draft.created_year is not None and year < draft.created_year:
            continue
        row = known.get(year)
        for name in REQUIRED_FIGURES:
            if row is None or getattr(row, name) is None:
                label = f"{_figure_label(name)} {year}"
                found.append(
                    Missing(f"id_{year_field(year, name)}", label, "Indiquez ce montant, 0 s’il n’y en a pas.")
                )
        found += _too_much(row, year)
    return found


def _figure_label(name: str) -> str:
    from candidates.models import DraftYear

    return capital(DraftYear._meta.get_field(name).verbose_name)


def _too_much(row, year) -> list[Missing]:
    """The parts of the income do not exceed it."""
    if row is None or None in (row.income, row.sales, row.subsidies) or row.sales + row.subsidies <= row.income:
        return []
    text = "Les ventes et les subventions dépassent les produits dont elles font partie : corrigez l’un des montants."
    return [Missing(f"id_{year_field(year, 'income')}", f"Produits {year}", text)]


def _cooperation(draft):
    return _lacks(draft, "cooperates", "cooperation_with", "cooperation_shared")


def _ess(draft):
    found = _lacks(draft, "ess_answer")
    if not found and not draft.structure_ess and draft.ess_answer == Answer.YES:
        found = [
            Missing(
                f"id_{name}",
                capital(LABELS[name]),
                "La loi demande les trois critères : cochez celui-ci, ou répondez non.",
            )
            for name in ("ess_purpose", "ess_governance", "ess_profits")
            if not getattr(draft, name)
        ]
    return found


def _charter(draft):
    if draft.charter_version == charter.CURRENT.version:
        return []
    text = (
        "La charte a changé : le représentant la signe de nouveau."
        if draft.charter_version
        else "Le représentant de la structure signe la charte."
    )
    return [Missing("charte", "Charte", text)]


def _pieces(draft):
    there = {piece.kind for piece in draft.live_pieces()}
    return [
        Missing(f"piece-{piece.slug}", piece.label, "Joignez cette pièce.")
        for piece in pieces_asked(draft)
        if piece.is_required and piece.slug not in there
    ]


def _contacts(draft):
    people = draft.live_contacts()
    if not people:
        return [Missing(f"id_{contact_field(1, 'name')}", "Contacts", "Nommez au moins une personne à joindre.")]
    found = []
    for contact in people:
        who = contact.name or f"Personne {contact.rank}"
        for part, label, text in (
            ("name", "nom", "Indiquez son nom."),
            ("kind", "qualité", "Dites si elle est élue, bénévole ou salariée."),
        ):
            if not getattr(contact, part):
                found.append(Missing(f"id_{contact_field(contact.rank, part)}", f"{who} ({label})", text))
        if contact.is_first and not (contact.email or contact.phone):
            text = "Indiquez son téléphone ou son e-mail : c’est la personne à joindre en premier."
            found.append(Missing(f"id_{contact_field(contact.rank, 'phone')}", f"{who} (téléphone ou e-mail)", text))
    return found


CHECKS: dict[SectionKey, Callable] = {
    SectionKey.STRUCTURE: lambda draft: _lacks(draft, "summary", "created_year"),
    SectionKey.ACTIVITY: lambda draft: _lacks(draft, "activity", "branches", "other_branch"),
    SectionKey.PROJECT: lambda draft: _lacks(draft, "project", "reasons"),
    SectionKey.SITES: _sites,
    SectionKey.SPACE: lambda draft: _lacks(draft, "space_kind", "space_m2", "pole"),
    SectionKey.EMPLOYMENT: _employment,
    SectionKey.FIGURES: _figures,
    SectionKey.COOPERATION: _cooperation,
    SectionKey.ESS: _ess,
    SectionKey.CHARTER: _charter,
    SectionKey.PIECES: _pieces,
    SectionKey.CONTACTS: _contacts,
}


def sections(draft) -> list[Section]:
    """The twelve parts of an application, with what each lacks. draft: with its parts."""
    return [
        Section(
            key.value,
            key.label,
            [Missing(lack.field, lack.label, lack.text, key.value) for lack in CHECKS[key](draft)],
        )
        for key in SectionKey
    ]


def missing(draft) -> list[Missing]:
    """Everything a deposit needs and the draft has not."""
    return [lack for section in sections(draft) for lack in section.missing]


def progress_sentence(parts: list[Section]) -> str:
    """« 5 rubriques sur 12 complètes, il reste : la charte, les pièces. »."""
    todo = [part.title for part in parts if not part.is_complete]
    done = len(parts) - len(todo)
    if not todo:
        return "Toutes les rubriques sont complètes."
    names = ", ".join(title[0].lower() + title[1:] for title in todo)
    complete = "complètes" if done >= 2 else "complète"
    return f"{french.counted(done, 'rubrique')} sur {len(parts)} {complete}, il reste : {names}."
