"""Pages of the programme: seats, campaign, the public list, the pilot's figures."""

from .campaigns import (
    axis_switch,
    calendar_edit,
    campaign_close,
    campaign_create,
    campaign_detail,
    campaign_edit,
    campaign_publish,
    diagnosing_list,
    meeting_add,
    meeting_drop_change,
    meeting_edit,
    site_add,
    site_edit,
)
from .figures import figures, figures_export
from .seats import (
    end_engagement,
    engage,
    give_mandate,
    renew_invitation,
    revoke_invitation,
    seat_list,
    withdraw_mandate,
)

__all__ = [
    "axis_switch",
    "calendar_edit",
    "campaign_close",
    "campaign_create",
    "campaign_detail",
    "campaign_edit",
    "campaign_publish",
    "diagnosing_list",
    "end_engagement",
    "engage",
    "figures",
    "figures_export",
    "give_mandate",
    "meeting_add",
    "meeting_drop_change",
    "meeting_edit",
    "renew_invitation",
    "revoke_invitation",
    "seat_list",
    "site_add",
    "site_edit",
    "withdraw_mandate",
]
