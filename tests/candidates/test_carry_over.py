"""What was typed in the one-page form stays in the form of twelve sections (migration 0008)."""

import datetime
import uuid

import pytest

from tests.former import tables_before

pytestmark = [pytest.mark.postgres, pytest.mark.usefixtures("postgres", "db")]


def test_files_get_the_name_of_their_piece_and_contacts_their_line():
    apps, carry_over = tables_before(
        "candidates", "0008_carry_over", "Draft", "DraftPiece", "VersionPiece", "DraftContact"
    )
    drafts, contacts = (apps.get_model("candidates", name)._base_manager for name in ("Draft", "DraftContact"))
    named, phoned, _nobody = (
        drafts.create(application_id=uuid.uuid4(), contact_name=name, contact_phone=phone)
        for name, phone in (("Inès Roche", "06 00 00 00 01"), ("", "06 00 00 00 02"), ("", ""))
    )
    pieces = [
        (apps.get_model("candidates", model)._base_manager, {link: uuid.uuid4()})
        for model, link in (("DraftPiece", "draft_id"), ("VersionPiece", "version_id"))
    ]
    for rows, link in pieces:
        for kind in ("accounts", "statutes", "other"):
            rows.create(kind=kind, label="", size=1, added_at=datetime.datetime.now(datetime.UTC), **link)
    carry_over()
    assert set(contacts.values_list("draft_id", "rank", "name", "phone")) == {
        (named.pk, 1, "Inès Roche", "06 00 00 00 01"),
        (phoned.pk, 1, "", "06 00 00 00 02"),
    }
    for rows, _ in pieces:
        assert list(rows.order_by("rank").values_list("kind", "rank", "label")) == [
            ("other", 0, ""),
            ("statutes", 1, "Statuts à jour, signés"),
            ("accounts", 2, "Comptes du dernier exercice (bilan et compte de résultat)"),
        ]
