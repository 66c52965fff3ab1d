"""What an application says, read alike from the draft and from a version.

``questions`` (which fields make a section, what is asked of whom), ``progress`` (what is missing), ``reading`` (how
pages and PDFs show it), ``seal`` (its fingerprint, by format), ``differences`` (what a deposit would change).
"""

from .differences import Difference, differences, differs
from .progress import Missing, Section, missing, progress_sentence, sections
from .questions import LABELS, SECTION_FIELDS, answer, asked, contact_field, site_field, year_field
from .reading import Block, Table, Text, pairs, pieces_asked, read, shown, structure_of
from .seal import canonical, fingerprint, preview_version

__all__ = [
    "LABELS",
    "SECTION_FIELDS",
    "Block",
    "Difference",
    "Missing",
    "Section",
    "Table",
    "Text",
    "answer",
    "asked",
    "canonical",
    "contact_field",
    "differences",
    "differs",
    "fingerprint",
    "missing",
    "pairs",
    "pieces_asked",
    "preview_version",
    "progress_sentence",
    "read",
    "sections",
    "shown",
    "site_field",
    "structure_of",
    "year_field",
]
