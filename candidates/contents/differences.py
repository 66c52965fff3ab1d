"""What a deposit of the draft would change, field by field."""

from dataclasses import dataclass

from candidates.models import SectionKey, Version, YearFigures
from ccr.ui import french

from .questions import LABELS, SECTION_FIELDS, asked, capital
from .reading import shown, signature, structure_of
from .seal import fingerprint, plain_answer


@dataclass(frozen=True)
class Difference:
    """A part that differs between what is deposited and what is being typed. section: where it is typed."""

    label: str
    before: str
    after: str
    section: str = ""


def differs(draft, version) -> bool:
    """Whether a deposit of the draft would change what is deposited. draft: with its content.

    The seals say it, but for a site abandoned since, which left the draft by itself: it counts as the version has it.
    """
    lost = [site.campaign_site_id for site in draft.lost_sites()]
    lost = version.sites.filter(campaign_site__in=lost) if lost else ()
    return fingerprint(draft, lost) != version.sha256


def differences(draft, version) -> list[Difference]:
    """Part by part. Both with their parts."""
    found = _structure(draft, version)
    for key, names in SECTION_FIELDS.items():
        found += [
            Difference(capital(LABELS[name]), _shown(version, name), _shown(draft, name), key.value)
            for name in names
            if plain_answer(draft, name) != plain_answer(version, name)
        ]
        if more := _PARTS.get(key):
            found += [Difference(label, before, after, key.value) for label, before, after in more(draft, version)]
    return found


def _shown(content, name) -> str:
    return shown(content, name) if asked(content, name) else ""


def _structure(draft, version):
    before = ", ".join(filter(None, (getattr(version, name) for name in Version.STRUCTURE_FIELDS)))
    after = ", ".join(filter(None, structure_of(draft.application.organisation).values()))
    return [Difference("Structure", before, after, SectionKey.STRUCTURE.value)] if before != after else []


def _by(rows, key) -> dict:
    return {key(row): row for row in rows}


def _sites(draft, version):
    """What the structure changed: a site that it still wishes and that the coordination abandoned is no change."""
    old, new = (_by(one.chosen_sites(), lambda site: site.campaign_site_id) for one in (version, draft))
    for site in draft.lost_sites():
        old.pop(site.campaign_site_id, None)
    for key in {**old, **new}:
        name = (new.get(key) or old.get(key)).campaign_site.site.name
        before, after = (group[key].answer if key in group else "" for group in (old, new))
        if before != after or (key in old) != (key in new):
            yield f"Site {name}", before, after


def _figures(draft, version):
    old, new = (_by(one.live_years(), lambda row: row.year) for one in (version, draft))
    for year in sorted({**old, **new}):
        for name in YearFigures.FIGURES:
            before, after = (getattr(group.get(year), name, None) for group in (old, new))
            if before != after:
                label = f"{capital(YearFigures._meta.get_field(name).verbose_name)} {year}"
                yield label, *("" if amount is None else french.euros(amount) for amount in (before, after))


def _contacts(draft, version):
    old, new = (_by(one.live_contacts(), lambda contact: contact.rank) for one in (version, draft))
    for rank in sorted({**old, **new}):
        before, after = (_person(group.get(rank)) for group in (old, new))
        if before != after:
            yield f"Contact {rank}", before, after


def _person(contact) -> str:
    if contact is None:
        return ""
    said = [contact.name, contact.function, contact.get_kind_display()]
    if contact.is_first:
        said += [contact.phone, contact.email, "à joindre en premier"]
    return ", ".join(filter(None, said))


def _charter(draft, version):
    before, after = signature(version), signature(draft)
    if before != after:
        yield "Charte", before, after


def _pieces(draft, version):
    old, new = (_by(one.live_pieces(), lambda piece: piece.kind) for one in (version, draft))
    for kind in {**old, **new}:
        seals = [(group[kind].sha256, group[kind].name) if kind in group else () for group in (old, new)]
        if seals[0] != seals[1]:
            yield (new.get(kind) or old.get(kind)).label, *(seal[1] if seal else "" for seal in seals)


_PARTS = {
    SectionKey.SITES: _sites,
    SectionKey.FIGURES: _figures,
    SectionKey.CONTACTS: _contacts,
    SectionKey.CHARTER: _charter,
    SectionKey.PIECES: _pieces,
}
