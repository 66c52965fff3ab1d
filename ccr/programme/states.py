"""The lifecycle of a call."""

from ccr.programme.models import CampaignState
from ccr.workflow import Lifecycle

CAMPAIGN = Lifecycle(
    states=CampaignState,
    moves={
        CampaignState.DRAFT: {CampaignState.PUBLISHED},
        CampaignState.PUBLISHED: {CampaignState.CLOSED},
    },
    tones={CampaignState.DRAFT: "none", CampaignState.PUBLISHED: "ok", CampaignState.CLOSED: "none"},
)
