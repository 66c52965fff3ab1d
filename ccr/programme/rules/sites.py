"""The sites a call proposes (A023, A024)."""

from ccr.programme.models import SiteStatus
from ccr.programme.states import SITE


def why_not_sites(campaign) -> list[str]:
    """A candidate chooses a site, and answers to its stake (A023)."""
    proposed = list(campaign.sites.exclude(status=SiteStatus.ABANDONED).select_related("site"))
    if not proposed:
        return ["Proposez au moins un site, avec son enjeu."]
    return [
        f"Écrivez l’enjeu du site {row.site.name} : chaque candidat y répond."
        for row in proposed
        if not row.stake.strip()
    ]


def why_not_site(campaign_site, status, reason: str, replaced_by) -> str | None:
    """None when a site may take that status: told why once the call is public, replaced by another one (A024)."""
    if status != campaign_site.status and not SITE.allows(campaign_site.status, status):
        return "Un site abandonné redevient d’abord envisagé ; il est validé ensuite."
    if replaced_by is not None and (
        status != SiteStatus.ABANDONED
        or replaced_by.pk == campaign_site.pk
        or replaced_by.campaign_id != campaign_site.campaign_id
        or replaced_by.status == SiteStatus.ABANDONED
    ):
        return "Un site abandonné est remplacé par un autre site de l’appel, qui ne l’est pas."
    if campaign_site.campaign.is_public and status != campaign_site.status and not reason.strip():
        return "Dites pourquoi l’état du site change : le motif est écrit aux structures qui l’ont choisi."
    return None
