"""How an application is shown: the same blocks in previews, versions and PDFs."""

from dataclasses import dataclass, field
from decimal import Decimal

from candidates.models import Branch, Content, Draft, SectionKey, Version, YearFigures
from ccr.programme.models import SiteStatus
from ccr.ui import french

from .questions import LABELS, SECTION_FIELDS, asked, capital

LONG = frozenset(name for name in Draft.TYPED_FIELDS if Draft._meta.get_field(name).get_internal_type() == "TextField")
FIRST_FORMAT = ("activity", "employees", "project", "reasons", "space_kind", "space_m2")
"""What the one-page application asked; the rest of such a version was never asked, and is not shown as a hole."""


@dataclass(frozen=True)
class Text:
    """A long answer. hint: what was asked, where the label does not say it."""

    label: str
    text: str
    hint: str = ""


@dataclass(frozen=True)
class Table:
    """Records of cells, the first one the title of its line. are_numbers: the other cells are figures."""

    caption: str
    columns: list[str]
    records: list[list[str]]
    are_numbers: bool = False

    @property
    def lines(self) -> list[tuple[str, list[tuple[str, str]]]]:
        """Each record as its title and its (column, cell) pairs."""
        return [(row[0], list(zip(self.columns[1:], row[1:], strict=True))) for row in self.records]


@dataclass(frozen=True)
class Block:
    """A section as it is read: short answers, long ones, a table."""

    key: str
    title: str
    facts: list[tuple[str, str]] = field(default_factory=list)
    texts: list[Text] = field(default_factory=list)
    table: Table | None = None


def structure_of(organisation) -> dict:
    """What a version keeps of the structure, as it is on the day of the deposit."""
    place = ", ".join(filter(None, [organisation.address, f"{organisation.postcode} {organisation.city}".strip()]))
    return {
        "structure_name": organisation.name,
        "structure_identifier": organisation.identifier,
        "structure_form": organisation.form_label,
        "structure_place": place,
    }


def pieces_asked(draft) -> list:
    """The pieces that the call asks of this structure, in order."""
    organisation = draft.application.organisation
    pieces = sorted(draft.application.campaign.pieces.all(), key=lambda piece: (piece.order, piece.slug))
    return [piece for piece in pieces if piece.is_asked_of(organisation)]


def is_first_format(content) -> bool:
    """Whether it is a version of the one-page application."""
    return isinstance(content, Version) and content.content_format == 1


def shown(content: Content, name: str) -> str:
    """A field as a page or a PDF writes it, empty when there is nothing."""
    value = getattr(content, name)
    if value in (None, "", []):
        return ""
    if name == "branches":
        return ", ".join(Branch(code).label for code in value if code in Branch)
    if name == "created_year":
        return str(value)
    if isinstance(value, bool):
        return "oui" if value else "non"
    if content._meta.get_field(name).choices:
        return getattr(content, f"get_{name}_display")()
    if name == "space_m2":
        return f"{french.number(value)}{french.NBSP}m²"
    if isinstance(value, int | Decimal):
        return french.number(value)
    return str(value)


def names_of(content) -> list[str]:
    """The questions that this application answers, in order."""
    if is_first_format(content):
        return list(FIRST_FORMAT)
    return [name for names in SECTION_FIELDS.values() for name in names if asked(content, name)]


def read(content) -> list[Block]:
    """The sections of a draft or a version, but for its pieces, which are files. With its parts: no query."""
    kept = set(names_of(content))
    blocks = []
    for key, names in SECTION_FIELDS.items():
        names = [name for name in names if name in kept]
        facts = [(capital(LABELS[name]), shown(content, name)) for name in names if name not in LONG]
        texts = [Text(capital(LABELS[name]), getattr(content, name)) for name in names if name in LONG]
        block = Block(key.value, key.label, facts, texts, _table(content, key))
        _complete(content, key, block)
        if block.facts or block.texts or block.table:
            blocks.append(block)
    return blocks


def _table(content, key) -> Table | None:
    if key == SectionKey.FIGURES and (years := content.live_years()):
        labels = [capital(YearFigures._meta.get_field(name).verbose_name) for name in YearFigures.FIGURES]
        columns = ["Exercice", *labels[:4], "Résultat", *labels[4:]]
        return Table("Les chiffres, en euros", columns, [_year_cells(row) for row in years], are_numbers=True)
    if key == SectionKey.CONTACTS and (people := content.live_contacts()):
        columns = ["Nom", "Fonction", "Qualité", "Téléphone", "E-mail"]
        return Table("Les personnes de la structure", columns, [_contact_cells(one) for one in people])
    return None


def _year_cells(row) -> list[str]:
    amounts = [row.income, row.sales, row.subsidies, row.expenses, row.result, row.equity, row.cash]
    return [str(row.year), *("" if amount is None else french.number(amount) for amount in amounts)]


def _contact_cells(contact) -> list[str]:
    first = contact.is_first
    name = contact.name or "Sans nom"
    name = f"{name} (à joindre en premier)" if first else name
    reach = [contact.phone, contact.email] if first else ["", ""]
    return [name, contact.function, contact.get_kind_display(), *reach]


def _complete(content, key, block):
    """What is not typed in a field of its own."""
    if key == SectionKey.SITES:
        block.texts.extend(
            Text(f"Site souhaité : {site.campaign_site.site.name}", site.answer, _stake(site.campaign_site))
            for site in content.chosen_sites()
        )
    elif key == SectionKey.EMPLOYMENT and content.stage is not None:
        block.facts.append(("Stade", content.stage.label))
    elif key == SectionKey.ESS and content.structure_ess and not is_first_format(content):
        block.facts.append(("Entreprise de l’ESS", "de droit, par sa forme juridique"))
    elif key == SectionKey.CHARTER:
        block.facts.append(("Charte", signature(content)))
    elif key == SectionKey.CONTACTS and is_first_format(content):
        block.facts.append(("Personne à joindre", content.contact_name))
        block.facts.append(("Téléphone", content.contact_phone))


def _stake(site) -> str:
    stake = f"Enjeu : {site.stake}"
    return f"Site abandonné depuis par la coordination. {stake}" if site.status == SiteStatus.ABANDONED else stake


def signature(content) -> str:
    """Who signed the charter, when, which version; empty when nobody did."""
    if not content.charter_signed_at:
        return ""
    return (
        f"Version {content.charter_version}, signée par {content.charter_signed_by} "
        f"le {french.moment(content.charter_signed_at)}"
    )


def pairs(content) -> list[tuple[str, str]]:
    """Everything but the pieces, flat: (label, value), for a receipt."""
    found = []
    for block in read(content):
        found += block.facts
        found += [(text.label, text.text) for text in block.texts]
        if block.table:
            for title, cells in block.table.lines:
                found.append((title, ", ".join(f"{column.lower()} {cell}" for column, cell in cells if cell)))
    return found
