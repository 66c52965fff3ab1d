"""What the door plates say, read as the design's own sentences (DESIGN 2.3, 2.4)."""

import pytest
from django.apps import apps

from ccr.programme import events
from ccr.programme.models import Event
from ccr.wall.doors import plate_of
from ccr.wall.models import SealedModel
from ccr.wall.sides import SUPPORT, Side

SUPPORT_ROOMS = ("diagnostics", "dla", "financing")
STATUS = {"selection.File"}
"""What coordination reads of instruction: a state and dates."""
BOOKS = {"selection.Mail"}
"""Kind, recipient and state of a mail: followed by coordination, without a body."""


def sealed_of(*rooms):
    return [
        model for room in rooms for model in apps.get_app_config(room).get_models() if issubclass(model, SealedModel)
    ]


@pytest.mark.parametrize("model", sealed_of(*SUPPORT_ROOMS), ids=lambda model: model._meta.label)
def test_instruction_has_no_door_to_a_table_of_support(model):
    plate = plate_of(model)
    assert Side.INSTRUCTION not in plate.readers | plate.writers


@pytest.mark.parametrize("model", sealed_of("selection"), ids=lambda model: model._meta.label)
def test_nobody_else_has_a_door_to_a_table_of_instruction(model):
    plate = plate_of(model)
    others = (plate.readers | plate.writers) & (SUPPORT | {Side.CANDIDATE, Side.PILOT, Side.NEWCOMER, Side.ADMIN})
    assert others == set()
    if model._meta.label not in STATUS | BOOKS:
        assert Side.COORDINATION not in plate.readers | plate.writers


@pytest.mark.parametrize("model", sealed_of("candidates"), ids=lambda model: model._meta.label)
def test_support_reads_who_applies_where_and_what_was_decided_and_nothing_else_of_an_application(model):
    plate = plate_of(model)
    open_to_support = {"Application", "SiteChoice", "Outcome", "OutcomeAxis"}
    assert bool(plate.readers & SUPPORT) == (model.__name__ in open_to_support)
    assert not plate.writers & SUPPORT


def test_support_emits_no_fact():
    assert not plate_of(Event).writers & SUPPORT


def test_no_fact_is_handled_on_a_side_that_its_receipt_is_not_about():
    """Each room hears on its own side, and keeps its own receipt."""
    receipts = {handler.receipt for handler in events._handlers}
    assert {receipt._meta.app_label for receipt in receipts} >= {"candidates", "diagnostics", "dla", "selection"}
    for handler in events._handlers:
        if handler.receipt._meta.app_label in SUPPORT_ROOMS:
            assert handler.side != Side.INSTRUCTION
        if handler.receipt._meta.app_label == "selection":
            assert handler.side == Side.INSTRUCTION


def test_figures_are_closed_to_instruction():
    figure = apps.get_model("ccr_programme", "Figure")
    assert Side.INSTRUCTION not in plate_of(figure).readers
