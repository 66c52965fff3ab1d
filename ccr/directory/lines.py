"""A line of a file for the directory, read and cleaned: what each column may hold, and what is wrong with it (B7)."""

import datetime
import re
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator

from ccr import clock
from ccr.directory import identifiers, sheets
from ccr.directory.models import (
    HeadcountBand,
    LegalForm,
)

LABELS = {
    "name": "Nom",
    "siren": "SIREN",
    "siret": "SIRET",
    "rna": "RNA",
    "legal_form": "Forme juridique",
    "declared_on": "Date de création",
    "address": "Adresse",
    "postcode": "Code postal",
    "city": "Commune",
    "website": "Site internet",
    "naf_code": "Code NAF",
    "headcount_band": "Tranche d’effectif",
    "is_scop": "SCOP",
    "is_scic": "SCIC",
    "is_cae": "CAE",
    "is_esus": "ESUS",
    "is_siae": "SIAE",
    "is_ess": "ESS",
}
"""The columns of the model, and how the page names a field."""

FORMS = {sheets.bare(form.label): form.value for form in LegalForm} | {
    "association": LegalForm.ASSOCIATION,
    "associationloi1901": LegalForm.ASSOCIATION,
    "asso": LegalForm.ASSOCIATION,
    "associationrup": LegalForm.ASSOCIATION_PUBLIC_UTILITY,
    "eurl": LegalForm.SARL_SINGLE,
    "scopsarl": LegalForm.SARL_COOPERATIVE_SCOP,
    "sasu": LegalForm.SASU,
    "gie": LegalForm.GIE,
    "ei": LegalForm.SOLE_TRADER,
    "microentreprise": LegalForm.SOLE_TRADER,
    "autoentrepreneur": LegalForm.SOLE_TRADER,
    "commune": LegalForm.PUBLIC_LOCAL,
}
"""What people write for a legal form, capitals, accents and punctuation aside."""
BANDS = {sheets.bare(band.label): band.value for band in HeadcountBand}
FROM = ((10_000, "53"), (5000, "52"), (2000, "51"), (1000, "42"), (500, "41"), (250, "32"), (200, "31"), (100, "22"))
FROM += ((50, "21"), (20, "12"), (10, "11"), (6, "03"), (3, "02"), (1, "01"), (0, "NN"))
"""The band of a number of employees: (at least, Insee's code)."""
YES, NO = {"oui", "o", "x", "1", "vrai", "yes"}, {"non", "n", "0", "faux", "no"}
LENGTHS = {"name": 200, "address": 200, "city": 100, "website": 200}
DAY = re.compile(r"([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]([0-9]{4})")
ISO_DAY = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
FIRST_DAY = datetime.date(1800, 1, 1)

_check_url = URLValidator(schemes=["http", "https"])


@dataclass
class Line:
    """A line being judged: what it says, and why it is refused."""

    number: int
    values: dict = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)

    def take(self, name, clean, text):
        try:
            value = clean(text)
        except ValidationError as error:
            self.faults.append(f"{_label(name)} : {' '.join(error.messages)}")
        else:
            self.values[name] = value


def _label(name) -> str:
    return {"number": "Numéro", "headcount": "Effectif"}.get(name) or LABELS[name]


def read_line(number: int, cells: dict) -> Line:
    line = Line(number)
    cells = {name: text for name, text in cells.items() if text}
    for name, text in cells.items():
        if sheets.FORMULA.match(text):
            label = _label(name)
            line.faults.append(
                f"{label} : une cellule qui commence par « {text[0]} » est une formule pour un tableur. Collez sa "
                "valeur, sans ce signe."
            )
    if line.faults:
        return line
    _take_numbers(line, cells)
    for name, clean in CLEANERS.items():
        if name in cells:
            line.take({"headcount": "headcount_band"}.get(name, name), clean, cells[name])
    if not line.values.get("name") and "name" not in cells:
        line.faults.append("Nom : il manque.")
    return line


def _take_numbers(line, cells):
    """SIREN, SIRET and RNA, the first two from one column or from two."""
    for name in ("number", "siren", "siret"):
        if name not in cells:
            continue
        digits = identifiers.compact(cells[name])
        if "E+" in digits:
            line.faults.append(
                f"Numéro : le tableur a abîmé « {cells[name]} ». Mettez la colonne au format Texte et recopiez-le."
            )
            continue
        whole = name == "siret" or (name == "number" and len(digits) > 9)
        before = line.values.get("siren")
        line.take("siret" if whole else "siren", identifiers.clean_siret if whole else identifiers.clean_siren, digits)
        if whole and "siret" in line.values:
            line.values["siren"] = line.values["siret"][:9]
        if before and line.values.get("siren") != before:
            line.faults.append("Numéro : le SIRET ne commence pas par le SIREN de la même ligne.")
    if "rna" in cells:
        line.take("rna", identifiers.clean_rna, cells["rna"])


def _text(name):
    def clean(text):
        if len(text) > LENGTHS[name]:
            raise ValidationError(f"{len(text)} caractères, pour {LENGTHS[name]} au plus.")
        return text

    return clean


def _form(text):
    code = text if text in LegalForm.values else FORMS.get(sheets.bare(text))
    if code is None:
        raise ValidationError(
            f"« {text[:60]} » n’est pas dans notre liste. Donnez le code de l’Insee (9220 pour une association "
            "déclarée) ou le libellé de la liste."
        )
    return str(code)


def _day(text):
    french, iso = DAY.fullmatch(text), ISO_DAY.fullmatch(text)
    try:
        day = datetime.date(*map(int, french.group(3, 2, 1) if french else iso.groups()))
    except (AttributeError, ValueError) as error:
        raise ValidationError(f"« {text[:20]} » ne se lit pas. Écrivez par exemple 12/09/2011.") from error
    if not FIRST_DAY <= day <= clock.today():
        raise ValidationError(f"« {text[:20]} » : vérifiez l’année.")
    return day.isoformat()


def _postcode(text):
    code = identifiers.compact(text)
    code = code.zfill(5) if len(code) == 4 else code  # a spreadsheet drops the zero of 01000
    if not (len(code) == 5 and code.isdigit() and code.isascii()):
        raise ValidationError("un code postal compte cinq chiffres, par exemple 13001.")
    return code


def _website(text):
    address = text if "://" in text else f"https://{text}"
    try:
        _check_url(_text("website")(address))
    except ValidationError as error:
        raise ValidationError(f"« {text[:60]} » n’est pas une adresse de site.") from error
    return address


def _band(text):
    code = text if text in HeadcountBand.values else BANDS.get(sheets.bare(text))
    if code is None:
        raise ValidationError(f"« {text[:40]} » n’est pas une tranche de l’Insee.")
    return code


def _headcount(text):
    digits = identifiers.compact(text).replace(",", ".")
    try:
        number = float(digits)
    except ValueError:
        return _band(text)
    if not 0 <= number < 10_000_000:
        raise ValidationError(f"« {text[:40]} » n’est pas un nombre de salariés.")
    return next(code for least, code in FROM if number >= least or least == 0)


def _yes_or_no(text):
    said = sheets.bare(text)
    if said not in YES | NO:
        raise ValidationError(f"« {text[:20]} » : écrivez oui ou non.")
    return said in YES


CLEANERS = {
    **{name: _text(name) for name in ("name", "address", "city")},
    "legal_form": _form,
    "declared_on": _day,
    "postcode": _postcode,
    "website": _website,
    "naf_code": identifiers.clean_naf,
    "headcount": _headcount,
    "headcount_band": _band,
    **dict.fromkeys(("is_scop", "is_scic", "is_cae", "is_esus", "is_siae", "is_ess"), _yes_or_no),
}
