"""A call opened before calls had a list of pieces asks for the two that all of them asked for (migration 0007)."""

import datetime

import pytest

from tests.former import tables_before

pytestmark = [pytest.mark.postgres, pytest.mark.usefixtures("postgres", "db")]


def test_each_call_keeps_the_pieces_it_asked_for():
    apps, give_lists = tables_before("ccr_programme", "0007_usual_pieces", "Campaign", "CampaignPiece")
    campaign = apps.get_model("ccr_programme", "Campaign")
    for year in (2025, 2026):
        dates = {
            field.name: datetime.datetime(year, 1, 1, tzinfo=datetime.UTC)
            for field in campaign._meta.local_fields
            if not field.null and not field.has_default() and field.get_internal_type().startswith("Date")
        }
        campaign._base_manager.create(slug=str(year), **dates)
    give_lists()
    pieces = apps.get_model("ccr_programme", "CampaignPiece")._base_manager
    for year in ("2025", "2026"):
        assert list(pieces.filter(campaign__slug=year).order_by("order").values_list("slug", "order", "label")) == [
            ("statutes", 1, "Statuts à jour, signés"),
            ("accounts", 2, "Comptes du dernier exercice (bilan et compte de résultat)"),
        ]
