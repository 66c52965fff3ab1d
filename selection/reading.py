"""A deposited version laid out for reading, in pages and in the PDF alike."""

from dataclasses import dataclass

from candidates import contents
from ccr.ui import french

LONG = ("activity", "project", "reasons")


@dataclass(frozen=True)
class Reading:
    """What a version says. facts: short answers; texts: long ones; sites and pieces: its parts."""

    version: object
    structure: list
    facts: list
    texts: list
    sites: list
    pieces: list

    @property
    def charter(self) -> str:
        """Who signed the charter, when, which version; empty when nobody did."""
        version = self.version
        if version.charter_signed_at is None:
            return ""
        return (
            f"Version {version.charter_version}, signée par {version.charter_signed_by} "
            f"le {french.moment(version.charter_signed_at)}"
        )


def read(version, sites, pieces) -> Reading:
    """The version with its parts, as a page reads it. No query."""
    labels = contents.LABELS

    def shown(name):
        return labels[name][:1].upper() + labels[name][1:], contents.shown(version, name)

    return Reading(
        version,
        structure=[
            ("Structure", version.structure_name),
            ("Forme juridique", version.structure_form),
            ("Identifiant", version.structure_identifier),
            ("Adresse", version.structure_place),
        ],
        facts=[shown(name) for name in version.TYPED_FIELDS if name not in LONG],
        texts=[(TITLES[name], getattr(version, name)) for name in LONG],
        sites=list(sites),
        pieces=list(pieces),
    )


TITLES = {"activity": "L’activité", "project": "Le projet à la Cité", "reasons": "Les raisons de rejoindre la Cité"}
