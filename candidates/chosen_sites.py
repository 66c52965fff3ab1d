"""The sites a structure chose, with the stake of each, for those who help it: diagnosis and DLA (A023)."""

from typing import NamedTuple

from candidates.models import SiteChoice
from ccr.programme.models import SiteStatus


class ChosenSites(NamedTuple):
    """Sites of the call, by name: those the structure chose or, until it deposits, those it may choose from."""

    lines: list
    are_chosen: bool


def chosen_sites(seat, application) -> ChosenSites:
    """The sites of the structure's last deposit. One query, two when there is none.

    Not what it types meanwhile, nor what it answers to a stake: support reads neither draft nor version (DESIGN 2.3).
    application: the row or its key.
    """
    choices = SiteChoice.objects.visible_to(seat).filter(application=application, is_current=True)
    choices = choices.select_related("campaign_site__site").order_by("campaign_site__site__name")
    if lines := [choice.campaign_site for choice in choices]:
        return ChosenSites(lines, are_chosen=True)
    proposed = seat.campaign.sites.exclude(status=SiteStatus.ABANDONED).select_related("site")
    return ChosenSites(list(proposed), are_chosen=False)
