"""Organisations, their legal forms, and who belongs to them."""

from .bookkeeping import DirectoryJournalQuerySet, Journal, Mail
from .contacts import SAID, Contact, ContactQuerySet
from .imports import (
    Import,
    ImportLine,
    ImportLineQuerySet,
    ImportQuerySet,
    ImportState,
    LineOutcome,
    LineResult,
    Merge,
    MergeQuerySet,
)
from .legal_forms import ASSOCIATION_FORMS, ESS_FORMS, RNA_ALONE_MONTHS, HeadcountBand, LegalForm
from .memberships import JoinRequest, JoinState, MemberKind, Membership, MembershipQuerySet
from .organisations import Organisation, OrganisationQuerySet

__all__ = [
    "ASSOCIATION_FORMS",
    "ESS_FORMS",
    "RNA_ALONE_MONTHS",
    "SAID",
    "Contact",
    "ContactQuerySet",
    "DirectoryJournalQuerySet",
    "HeadcountBand",
    "Import",
    "ImportLine",
    "ImportLineQuerySet",
    "ImportQuerySet",
    "ImportState",
    "JoinRequest",
    "JoinState",
    "Journal",
    "LegalForm",
    "LineOutcome",
    "LineResult",
    "Mail",
    "MemberKind",
    "Membership",
    "MembershipQuerySet",
    "Merge",
    "MergeQuerySet",
    "Organisation",
    "OrganisationQuerySet",
]
