"""The sites a structure chose, with the stake of each, for those who help it: diagnosis and DLA (A023)."""

from candidates.models import SiteChoice


def chosen_sites(seat, application) -> list:
    """The sites of its last deposit, by name: ``CampaignSite`` with its site. One query.

    Not what the structure answered to a stake, which is the application's own: support does not read it (DESIGN 2.3).
    application: the row or its key.
    """
    choices = SiteChoice.objects.visible_to(seat).filter(application=application, is_current=True)
    choices = choices.select_related("campaign_site__site").order_by("campaign_site__site__name")
    return [choice.campaign_site for choice in choices]
