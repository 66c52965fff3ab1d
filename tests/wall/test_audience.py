"""The sentence beside a text box is made from the plates: it cannot promise what the doors do not keep (DESIGN 2.3)."""

import re

import pytest
from django.apps import apps
from django.conf import settings

from ccr.wall.audience import audience
from ccr.wall.sides import SEATED, Side


class Table:
    """A model as the sentence knows it: its plate."""

    def __init__(self, readers, **more):
        self.readers = frozenset(readers)
        vars(self).update(more)


OWN = {Side.CANDIDATE, Side.COORDINATION}


@pytest.mark.parametrize(
    ("model", "options", "sentence"),
    [
        (
            Table(OWN),
            {"to": Side.CANDIDATE},
            "Lu par votre structure et la coordination Regain. Jamais par l’appui (diagnostic, DLA, financeurs), "
            "l’instruction ni le comité.",
        ),
        (
            Table(SEATED, draft_readers=OWN),
            {"to": Side.CANDIDATE, "once": "Une fois déposé"},
            "Lu par votre structure et la coordination Regain. Une fois déposé, lu aussi par l’appui (diagnostic, DLA, "
            "financeurs), l’instruction et le comité.",
        ),
        (
            Table({Side.CANDIDATE, Side.DLA, Side.CONSULTANT}, draft_readers={Side.CANDIDATE}),
            {
                "to": Side.CANDIDATE,
                "feminine": True,
                "once": "Une fois envoyée",
                "status": Table({Side.CANDIDATE, Side.COORDINATION}),
                "names": {Side.CONSULTANT: "le consultant de votre session"},
            },
            "Lue par votre structure. Une fois envoyée, lue aussi par la personne chargée du DLA et le consultant de "
            "votre session. La coordination Regain n’en voit que l’état et les dates. Jamais par les diagnostiqueurs, "
            "les financeurs solidaires, l’instruction ni le comité.",
        ),
        (
            Table(
                {Side.CANDIDATE, Side.DLA, Side.FINANCE, Side.COORDINATION}, sums_only={Side.FINANCE, Side.COORDINATION}
            ),
            {"to": Side.DLA, "subject": "Le montant"},
            "Le montant est lu par vous et la structure. Les financeurs solidaires et la coordination Regain n’en "
            "voient que les totaux. Jamais par les diagnostiqueurs, les consultants DLA, "
            "l’instruction ni le comité.",
        ),
        (
            Table({Side.INSTRUCTION}),
            {"to": Side.INSTRUCTION},
            "Lu par l’instruction et le comité. Jamais par la structure, l’appui ni la coordination Regain.",
        ),
    ],
)
def test_the_sentence_says_what_the_plate_says(model, options, sentence):
    assert audience(model, **options) == sentence


def test_what_is_added_to_a_plate_keeps_to_it():
    for model in apps.get_models():
        for name in ("draft_readers", "sums_only"):
            assert getattr(model, name, frozenset()) <= getattr(model, "readers", frozenset()), (model, name)


def test_no_page_types_the_sentence_by_hand():
    typed = [
        str(path)
        for path in (settings.BASE_DIR / "templates").rglob("*.html")
        if re.search(r"{% audience \"", path.read_text())
    ]
    assert not typed
