"""A deposited version laid out for reading, in pages and in the PDF alike."""

from dataclasses import dataclass

from candidates import contents
from candidates.contents.reading import Block, signature
from candidates.models import SectionKey


@dataclass(frozen=True)
class Reading:
    """What a version says. blocks: its sections; pieces: its files."""

    version: object
    structure: list
    blocks: list[Block]
    pieces: list

    @property
    def charter(self) -> str:
        """Who signed the charter, when, which version; empty when nobody did."""
        return signature(self.version)


def read(version, pieces) -> Reading:
    """The version with its parts, as a page reads it. No query."""
    return Reading(
        version,
        structure=[
            ("Structure", version.structure_name),
            ("Forme juridique", version.structure_form),
            ("Identifiant", version.structure_identifier),
            ("Adresse", version.structure_place),
        ],
        blocks=[block for block in contents.read(version) if block.key != SectionKey.CHARTER],
        pieces=list(pieces),
    )
