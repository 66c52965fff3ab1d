"""Why a deposit or a legal form may not be put right. Each function gives None or the French reason."""

from candidates.rules.application import why_not_decided, why_not_open
from candidates.rules.extensions import last_committee_day


def _why_not_deposited(application) -> str | None:
    return None if application.is_deposited else "Cette candidature n’est pas déposée : il n’y a rien à réparer."


def why_not_put_back(application, *, decided: bool | None = None) -> str | None:
    """None when a deposit made by mistake may be taken back, so that the structure goes on with its draft.

    decided: whether the decision is published, when the caller knows.
    """
    if reason := _why_not_deposited(application) or why_not_decided(application, decided):
        return reason
    if why_not_open(application.campaign):
        return (
            "L’appel est clos : rendue au brouillon, cette candidature ne pourrait plus être déposée. Remettez plutôt "
            "en vigueur une version précédente, s’il y en a une."
        )
    return None


def why_not_former_version(
    application, version, *, decided: bool | None = None, committee_to_come: bool | None = None
) -> str | None:
    """None when an earlier version may be in force again. version: None when there is no other.

    decided, committee_to_come: whether the decision is published, whether a committee will read, when the caller knows.
    """
    if reason := _why_not_deposited(application) or why_not_decided(application, decided):
        return reason
    if version is None:
        return "Cette candidature n’a qu’une version déposée."
    if version.is_current:
        return f"La version {version.number} est déjà en vigueur."
    if committee_to_come is None:
        committee_to_come = last_committee_day(application.campaign) is not None
    if not committee_to_come:
        return "Aucun comité n’est à venir : il a lu la version en vigueur, qui ne change plus."
    return None


def why_not_form(organisation, legal_form: str) -> str | None:
    """None when the organisation may be given another legal form; its numbers are looked at by the directory."""
    if organisation.legal_form == legal_form:
        return "C’est déjà sa forme juridique : choisissez-en une autre."
    return None
