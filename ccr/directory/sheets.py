"""A CSV file as spreadsheet programs write it, read into rows of known columns (A160, B7).

French ones write ``;`` and Windows-1252, LibreOffice UTF-8 with or without its mark and ``,``, ``;`` or tabs. Columns
are known by their headings, in any order. No formula is run, nor kept: a cell that a spreadsheet would compute is
refused.
"""

import codecs
import csv
import io
import re
import unicodedata
from dataclasses import dataclass, field

from ccr.ui.forms import visible
from ccr.wall.errors import DomainError

MAX_BYTES = 5 * 1024 * 1024
MAX_LINES = 10_000
SEPARATORS = (";", ",", "\t")
MARKS = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
FORMULA = re.compile(r"'?[=+\-@＝＋－＠]")
QUOTED = re.compile(r'="([^"]*)"')
"""« ="0612" »: how people keep the zeros of a number in a spreadsheet."""

HEADINGS = {
    "name": "nom raisonsociale denomination structure organisation association nomdelastructure nomdelorganisation "
    "nomdelassociation intitule nomcomplet",
    "number": "sirenousiret siretousiren sirensiret siretsiren numero",
    "siren": "siren numerosiren nsiren nosiren",
    "siret": "siret numerosiret nsiret nosiret siretdusiege siretsiege",
    "rna": "rna numerorna nrna norna identifiantrna waldec numerowaldec",
    "legal_form": "formejuridique forme statutjuridique naturejuridique categoriejuridique",
    "declared_on": "datedecreation datededeclaration datedecreationoudedeclaration creation creeele declareele",
    "address": "adresse rue voie adressepostale",
    "postcode": "codepostal cp",
    "city": "commune ville localite",
    "website": "siteinternet siteweb site url adresseinternet",
    "naf_code": "codenaf naf ape codeape nafape activiteprincipale",
    "headcount": "effectif effectifs effectifsalarie nombredesalaries salaries etp",
    "headcount_band": "trancheeffectif trancheeffectifsalarie tranchedeffectif tranchedeffectifsalarie",
    "is_scop": "scop",
    "is_scic": "scic",
    "is_cae": "cae",
    "is_esus": "esus agrementesus",
    "is_siae": "siae",
    "is_ess": "ess entreprisedeless",
}
"""What headings say, capitals, accents and punctuation aside."""
KNOWN = {heading: name for name, headings in HEADINGS.items() for heading in headings.split()}
NUMBERS = frozenset({"number", "siren", "siret", "rna"})


@dataclass
class Sheet:
    """What was read. lines: (number of the line in the file, {known column: text}); unknown: headings left aside."""

    lines: list[tuple[int, dict[str, str]]]
    columns: list[str]
    unknown: list[str] = field(default_factory=list)


def bare(text: str) -> str:
    """A heading or a choice without capitals, accents, spaces and punctuation."""
    plain = unicodedata.normalize("NFKD", text.casefold().replace("œ", "oe"))
    return re.sub(r"[^a-z0-9]", "", plain)


def read(content: bytes) -> Sheet:
    """Read a file.

    Raises DomainError, in French, when it cannot be read whole: the lines are judged one by one later.
    """
    text = _text(content)
    records = _records(text, _separator(text))
    number, headings = next(((n, cells) for n, cells in records if any(cells)), (0, []))
    columns = _columns(headings)
    lines = [(n, cells) for n, cells in records if n > number and any(cells)]
    if not lines:
        raise DomainError("Ce fichier n’a que ses titres de colonnes : il n’y a rien à importer.")
    if len(lines) > MAX_LINES:
        raise DomainError(
            "Ce fichier compte plus de 10 000 lignes : coupez-le en plusieurs, et importez-les l’un après l’autre."
        )
    rows = [(n, {name: cells[place] for place, name in columns.items() if place < len(cells)}) for n, cells in lines]
    unknown = [heading for place, heading in enumerate(headings) if heading and place not in columns]
    return Sheet(rows, list(columns.values()), unknown)


def _text(content: bytes) -> str:
    if len(content) > MAX_BYTES:
        raise DomainError("Ce fichier dépasse 5 Mo : coupez-le en plusieurs.")
    encoding = next((name for mark, name in MARKS.items() if content.startswith(mark)), None)
    for name in [encoding] if encoding else ["utf-8", "cp1252"]:
        try:
            text = content.decode(name)
        except UnicodeError:
            continue
        if not text.strip():  # its mark aside
            raise DomainError("Ce fichier est vide. Choisissez-en un autre.")
        if "\x00" not in text and not content.startswith((b"PK\x03\x04", b"%PDF", b"\xd0\xcf\x11\xe0")):
            return unicodedata.normalize("NFC", text)
    raise DomainError(
        "Ce fichier n’est pas un CSV. Dans votre tableur, choisissez « Enregistrer sous », puis le format CSV, et "
        "renvoyez-le."
    )


def _separator(text: str) -> str:
    """The one that finds the most known headings in the first line that says something."""
    first = next(line for line in text.splitlines() if line.strip())

    def found(separator):
        try:
            cells = next(csv.reader([first], delimiter=separator), [])
        except csv.Error:  # a cell without end, which reading the whole will say
            return -1, 0
        return sum(bare(cell) in KNOWN for cell in cells), len(cells)

    return max(SEPARATORS, key=found)


def _records(text: str, separator: str) -> list[tuple[int, list[str]]]:
    """Each record with the number of the line it begins at, its cells on one line each."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    found, begins = [], 1
    try:
        for cells in reader:
            found.append((begins, [_cell(cell) for cell in cells]))
            begins = reader.line_num + 1
    except csv.Error as error:
        raise DomainError(
            f"La ligne {begins} de ce fichier ne se lit pas : une cellule y est trop longue, ou un guillemet y "
            "est ouvert et jamais fermé. Corrigez-la, puis renvoyez le fichier."
        ) from error
    return found


def _cell(cell: str) -> str:
    """What a form would take of a cell: on one line, of signs that are seen."""
    text = " ".join(visible(re.sub(r"[\x00-\x1f\x7f]", " ", cell)).split())
    quoted = QUOTED.fullmatch(text)
    return quoted[1].strip() if quoted else text


def _columns(headings) -> dict[int, str]:
    """{place: known column}. Raises DomainError."""
    columns = {place: KNOWN[bare(heading)] for place, heading in enumerate(headings) if bare(heading) in KNOWN}
    said = list(columns.values())
    for name in said:
        if said.count(name) > 1:
            twice = " » et « ".join(headings[place] for place, known in columns.items() if known == name)
            raise DomainError(f"Les colonnes « {twice} » disent la même chose : gardez-en une.")
    if "name" not in said:
        raise DomainError(
            "Aucune colonne ne s’appelle « Nom ». Donnez des titres aux colonnes, sur la première ligne : le modèle "
            "montre lesquels."
        )
    if not NUMBERS & set(said):
        raise DomainError("Aucune colonne ne donne le SIREN, le SIRET ou le RNA : sans numéro, on ne sait qui est qui.")
    return columns
