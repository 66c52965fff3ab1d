"""Numbers of organisations (B7)."""

import pytest
from django.core.exceptions import ValidationError

from ccr.directory import identifiers


@pytest.mark.parametrize(
    ("check", "typed", "kept"),
    [
        (identifiers.clean_siren, "732 829 320", "732829320"),
        (identifiers.clean_siren, "732.829.320", "732829320"),
        (identifiers.clean_siret, "732 829 320 00074", "73282932000074"),
        (identifiers.clean_siret, "35600000000048", "35600000000048"),  # La Poste, head office: an ordinary key
        (identifiers.clean_siret, "356 000 000 49837", "35600000049837"),  # La Poste: sum 45, wrong key, accepted
        (identifiers.clean_rna, "w133012345", "W133012345"),
        (identifiers.clean_rna, "W9R1234567", "W9R1234567"),
    ],
)
def test_a_right_number_is_taken_as_one_types_it(check, typed, kept):
    assert check(typed) == kept


@pytest.mark.parametrize(
    ("check", "typed", "sentence"),
    [
        (identifiers.clean_siren, "732829321", "clé de contrôle est fausse"),
        (identifiers.clean_siren, "73282932", "neuf chiffres"),
        (identifiers.clean_siret, "73282932000079", "clé de contrôle est fausse"),
        (identifiers.clean_siret, "35600000000005", "clé de contrôle est fausse"),  # La Poste: sum 19
        (identifiers.clean_rna, "133012345", "W suivi de neuf"),
    ],
)
def test_a_wrong_number_says_what_is_wrong(check, typed, sentence):
    with pytest.raises(ValidationError, match=sentence):
        check(typed)
