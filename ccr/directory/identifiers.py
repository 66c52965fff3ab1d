"""Identifiers of French organisations: SIREN, SIRET and RNA (B7).

python-stdnum checks the keys, and knows the exception of La Poste, whose SIRET need only a digit sum multiple of 5.
"""

import re

from django.core.exceptions import ValidationError
from stdnum.exceptions import InvalidChecksum
from stdnum.exceptions import ValidationError as StdnumError
from stdnum.fr import siren as stdnum_siren
from stdnum.fr import siret as stdnum_siret

NAF_PATTERN = re.compile(r"([0-9]{2})\.?([0-9]{2})([A-Z])")
RNA_PATTERN = re.compile(r"W[0-9][0-9A-Z][0-9]{7}")


def compact(value: str) -> str:
    """Without the spaces, dots and dashes people type, in capitals."""
    return re.sub(r"[\s.\-\u00a0\u202f]", "", value or "").upper()


def clean_siren(value: str) -> str:
    """Nine digits with a right key.

    Raises ValidationError, in French.
    """
    value = compact(value)
    try:
        return stdnum_siren.validate(value)
    except InvalidChecksum as error:
        raise ValidationError(
            "Ce numéro SIREN n’existe pas : sa clé de contrôle est fausse. Vérifiez les neuf chiffres."
        ) from error
    except StdnumError as error:
        raise ValidationError("Un numéro SIREN compte neuf chiffres, par exemple 732 829 320.") from error


def clean_siret(value: str) -> str:
    """Fourteen digits with a right key, La Poste's own rule included.

    Raises ValidationError, in French.
    """
    value = compact(value)
    try:
        return stdnum_siret.validate(value)
    except InvalidChecksum as error:
        raise ValidationError(
            "Ce numéro SIRET n’existe pas : sa clé de contrôle est fausse. Vérifiez les quatorze chiffres."
        ) from error
    except StdnumError as error:
        raise ValidationError("Un numéro SIRET compte quatorze chiffres, par exemple 732 829 320 00074.") from error


def clean_rna(value: str) -> str:
    """W and nine characters, the second of which may be a letter.

    Raises ValidationError, in French.
    """
    value = compact(value)
    if not RNA_PATTERN.fullmatch(value):
        raise ValidationError("Un numéro RNA s’écrit W suivi de neuf chiffres, par exemple W133012345.")
    return value


def clean_naf(value: str) -> str:
    """« 56.10A »: four digits and a letter, with Insee's dot.

    Raises ValidationError, in French.
    """
    found = NAF_PATTERN.fullmatch(compact(value))
    if not found:
        raise ValidationError("Un code NAF compte quatre chiffres et une lettre, par exemple 56.10A.")
    return "{}.{}{}".format(*found.groups())


def format_siren(value: str) -> str:
    """« 732 829 320 », with no-break spaces."""
    return "\u00a0".join((value[:3], value[3:6], value[6:])) if value else ""


def format_siret(value: str) -> str:
    """« 732 829 320 00074 », with no-break spaces."""
    return f"{format_siren(value[:9])}\u00a0{value[9:]}" if value else ""
