"""Pages of the programme: seats, campaign, the public list, the pilot's figures."""

from .agenda import agenda, agenda_end, agenda_feed, agenda_link
from .campaigns import (
    axis_switch,
    calendar_edit,
    campaign_close,
    campaign_detail,
    campaign_edit,
    diagnosing_list,
    meeting_add,
    meeting_drop_change,
    meeting_edit,
    site_add,
    site_edit,
)
from .figures import figures, figures_export
from .means import means_add, means_edit
from .opening import campaign_create, campaign_opening, campaign_prepare, campaign_publish
from .pieces import (
    piece_add,
    piece_edit,
    piece_example,
    piece_example_edit,
    piece_example_retire,
    piece_list,
    piece_move,
    piece_switch,
)
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
    "agenda",
    "agenda_end",
    "agenda_feed",
    "agenda_link",
    "axis_switch",
    "calendar_edit",
    "campaign_close",
    "campaign_create",
    "campaign_detail",
    "campaign_edit",
    "campaign_opening",
    "campaign_prepare",
    "campaign_publish",
    "diagnosing_list",
    "end_engagement",
    "engage",
    "figures",
    "figures_export",
    "give_mandate",
    "means_add",
    "means_edit",
    "meeting_add",
    "meeting_drop_change",
    "meeting_edit",
    "piece_add",
    "piece_edit",
    "piece_example",
    "piece_example_edit",
    "piece_example_retire",
    "piece_list",
    "piece_move",
    "piece_switch",
    "renew_invitation",
    "revoke_invitation",
    "seat_list",
    "site_add",
    "site_edit",
    "withdraw_mandate",
]
