"""The questions: which section asks them, under which condition, and what counts as their answer."""

from dataclasses import dataclass

from candidates.models import Draft, SectionKey

LABELS = {name: Draft._meta.get_field(name).verbose_name for name in Draft.TYPED_FIELDS}

SECTION_FIELDS: dict[SectionKey, tuple[str, ...]] = {
    SectionKey.STRUCTURE: ("summary", "created_year", "website"),
    SectionKey.ACTIVITY: ("activity", "branches", "other_branch"),
    SectionKey.PROJECT: ("project", "reasons"),
    SectionKey.SITES: (),
    SectionKey.SPACE: ("space_kind", "space_m2", "pole"),
    SectionKey.EMPLOYMENT: ("headcount", "employees", "permanent_jobs", "aided_contracts", "volunteers"),
    SectionKey.FIGURES: (),
    SectionKey.COOPERATION: ("cooperates", "cooperation_with", "cooperation_shared"),
    SectionKey.ESS: ("ess_answer", "ess_purpose", "ess_governance", "ess_profits"),
    SectionKey.CHARTER: (),
    SectionKey.PIECES: (),
    SectionKey.CONTACTS: (),
}
"""The typed fields of each section, in the order of its page."""

SECTION_OF = {name: key for key, names in SECTION_FIELDS.items() for name in names}


@dataclass(frozen=True)
class Condition:
    """A question asked when another one has, or has not (``unless``), one of these answers."""

    field: str
    values: frozenset[str]
    unless: bool = False

    def holds(self, value) -> bool:
        given = value if isinstance(value, list) else [] if value in (None, "") else [value]
        met = bool(self.values & {str(one) for one in given})
        return met != self.unless


def _when(field, *values):
    return Condition(field, frozenset(values))


def _unless(field, *values):
    return Condition(field, frozenset(values), unless=True)


CONDITIONS: dict[str, Condition] = {
    "other_branch": _when("branches", "other"),
    # A permanence takes no surface of its own.
    "space_m2": _unless("space_kind", "permanence"),
    "employees": _unless("headcount", "0"),
    "permanent_jobs": _unless("headcount", "0"),
    "aided_contracts": _unless("headcount", "0"),
    "cooperation_with": _when("cooperates", "yes"),
    "cooperation_shared": _when("cooperates", "yes"),
    "ess_purpose": _when("ess_answer", "yes"),
    "ess_governance": _when("ess_answer", "yes"),
    "ess_profits": _when("ess_answer", "yes"),
}
"""What hides a question: hidden, it is never required, and what was typed in it stays in the draft only."""


def asked(content, name: str) -> bool:
    """Whether the question is asked of this application."""
    if SECTION_OF[name] == SectionKey.ESS and content.structure_ess:
        return False
    condition = CONDITIONS.get(name)
    return condition is None or condition.holds(getattr(content, condition.field))


def answer(content, name: str):
    """The answer that counts: blank where the question is not asked."""
    return getattr(content, name) if asked(content, name) else blank(name)


def blank(name: str):
    """No answer, as the table writes it."""
    field = Draft._meta.get_field(name)
    return field.get_default() if field.has_default() or not field.null else None


def site_field(campaign_site_id, part: str) -> str:
    """The form's name of a site's box (``chosen``) or answer (``answer``)."""
    return f"{part}-{campaign_site_id.hex}"


def year_field(year: int, part: str) -> str:
    """The form's name of a figure of a year."""
    return f"{part}-{year}"


def contact_field(rank: int, part: str) -> str:
    """The form's name of a contact's part."""
    return f"contact-{rank}-{part}"


def capital(text: str) -> str:
    """« Votre activité », of « votre activité »."""
    return text[:1].upper() + text[1:]
