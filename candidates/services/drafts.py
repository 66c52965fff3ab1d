"""Writing in a draft: field by field, without losing what somebody else has just written."""

from typing import NamedTuple

from django.db import transaction

from candidates import contents, rules
from candidates.contents.questions import SECTION_OF
from candidates.models import (
    Application,
    Branch,
    Draft,
    DraftContact,
    DraftSection,
    DraftSite,
    DraftYear,
    SectionKey,
)
from ccr import clock, documents
from ccr.seen import merged, same
from ccr.wall.errors import refuse
from ccr.wall.sides import Side

PREVIEWS = "candidates.draft", "candidates.paper_draft"
"""The PDF of a draft, for the structure and for the coordination that types its paper."""


class Slot(NamedTuple):
    """Where an answer is: (``"fields"``, None, "project"), (``"contacts"``, 1, "name")…"""

    group: str
    key: object
    part: str


class Overtaken(NamedTuple):
    """An answer that somebody else changed since the page was made: it was not written. by: who wrote last there."""

    slot: Slot
    current: object
    by: str

    @property
    def sentence(self) -> str:
        """Who wrote, and that nothing of hers was replaced."""
        who = self.by or "Une autre personne"
        return f"{who} a écrit ici depuis l’ouverture de votre page\u00a0: votre réponse n’est pas enregistrée."


def fresh(application) -> Application:
    """The application as it is now, not as the page read it."""
    return Application.objects.system().select_related("campaign", "organisation", "paper").get(pk=application.pk)


def locked_draft(application) -> Draft:
    """The draft's row, locked, then its parts. Autosave locks this row only: it never touches the application's."""
    draft = Draft.objects.system().select_for_update(of=("self",)).get(application=application)
    return Draft.objects.system().with_parts().get(pk=draft.pk)


@transaction.atomic
def write_draft(
    application, fields=None, *, sites=None, years=None, contacts=None, seen=None, boxes=None, by
) -> list[Overtaken]:
    """Save what was typed, answer by answer: what is not named stays as somebody else just left it.

    fields: {name of ``Draft.TYPED_FIELDS``, or ``first_contact``: value}. sites: {campaign site: {"is_chosen": bool,
    "answer": str}}; years: {year: {name of ``YearFigures.FIGURES``: amount}}; contacts: {rank: {name of
    ``Contact.PARTS``: text}}; each part optional. seen: {Slot: the values the page knows of} (``ShownForm.seen``): an
    answer that has changed since is not overwritten, and is given back; the others are. boxes: {Slot: those that
    were ticked when the page was made}: what is ticked on two pages adds up.
    Raises DomainError when the draft may not be changed any more.
    """
    draft = Draft.objects.system().select_for_update(of=("self",)).get(application=application)
    refuse(rules.why_not_write(by, fresh(application)))
    writing = _Writing(seen or {}, boxes or {})
    columns = writing.put(draft, fields or {}, "fields", None)
    if unknown := columns - {*Draft.TYPED_FIELDS, "first_contact"}:
        raise ValueError(f"{sorted(unknown)} are not typed")
    writing.put_rows(DraftSite, draft, "sites", {site.pk: parts for site, parts in (sites or {}).items()})
    writing.put_rows(DraftYear, draft, "years", years or {})
    writing.put_rows(DraftContact, draft, "contacts", contacts or {})
    draft.saved_at, draft.saved_by_id = clock.now(), by.person_id
    draft.save(update_fields=[*columns, "saved_at", "saved_by"])
    mark(draft, writing.touched, at=draft.saved_at, by=by)
    return _told(draft, writing.overtaken)


KEYS = {"sites": "campaign_site_id", "years": "year", "contacts": "rank"}
SECTIONS = {"sites": SectionKey.SITES, "years": SectionKey.FIGURES, "contacts": SectionKey.CONTACTS}


class _Writing:
    """What one save changes. ``touched``: the sections; ``overtaken``: what was left as it is."""

    def __init__(self, seen, boxes):
        self.seen, self.boxes = seen, boxes
        self.touched, self.overtaken = set(), []

    def put(self, row, values, group, key) -> set:
        """Set what may be set on a row; the names that were."""
        written = set()
        for part, value in values.items():
            current, slot = getattr(row, part), Slot(group, key, part)
            if slot in self.boxes:
                value = _in_order(merged(current, self.boxes[slot], value))
            elif self._is_overtaken(slot, current, value):
                self.overtaken.append((slot, current))
                continue
            setattr(row, part, value)
            written.add(part)
            self.touched.add(_section_of(slot))
        return written

    def _is_overtaken(self, slot, current, value) -> bool:
        if slot not in self.seen or same(current, value):
            return False
        return not any(same(current, shown) for shown in self.seen[slot])

    def put_rows(self, model, draft, group, values):
        """The rows of a draft's part, by key: one question, one statement for the new ones."""
        if not values:
            return
        key_name = KEYS[group]
        known = {getattr(row, key_name): row for row in model.objects.system().filter(draft=draft)}
        new = []
        for key, parts in values.items():
            row = known.get(key)
            if row is None:
                row = model(draft=draft, **{key_name: key})
                if group == "sites":
                    row.is_chosen = False
                self.put(row, parts, group, key)
                new.append(row)
            elif written := self.put(row, parts, group, key):
                row.save(update_fields=sorted(written))
        model.objects.system().bulk_create(new)


def mark(draft, touched, *, at, by):
    """Who wrote last in each of these sections, in one statement. at: when."""
    if touched:
        DraftSection.objects.system().bulk_create(
            [DraftSection(draft=draft, key=key, saved_at=at, saved_by_id=by.person_id) for key in sorted(touched)],
            update_conflicts=True,
            unique_fields=["draft", "key"],
            update_fields=["saved_at", "saved_by"],
        )


def _told(draft, overtaken) -> list[Overtaken]:
    """Who wrote what was not overwritten: the last one in that section."""
    if not overtaken:
        return []
    marks = DraftSection.objects.system().filter(draft=draft).select_related("saved_by")
    people = {mark.key: mark.saved_by.full_name for mark in marks}
    return [Overtaken(slot, current, people.get(_section_of(slot), "")) for slot, current in overtaken]


def _section_of(slot) -> str:
    return SECTIONS.get(slot.group) or SECTION_OF.get(slot.part, SectionKey.CONTACTS)


def _in_order(codes) -> list[str]:
    return [code for code in Branch.values if code in codes]


def request_preview(application, *, by):
    """The PDF of the draft as it stands; the same one while nothing changes. Each side's is in its own table."""
    draft = Draft.objects.system().with_parts().get(application=application)
    kind = PREVIEWS[Side.COORDINATION in by.sides]
    return documents.request(kind, about=application, owner=by, source_version=contents.preview_version(draft))
