"""The lifecycles of a call, and of what the Région may bring to it."""

from ccr.programme.models import CampaignState, MeansState
from ccr.workflow import Lifecycle

CAMPAIGN = Lifecycle(
    states=CampaignState,
    moves={
        CampaignState.DRAFT: {CampaignState.PUBLISHED},
        CampaignState.PUBLISHED: {CampaignState.CLOSED},
    },
    tones={CampaignState.DRAFT: "none", CampaignState.PUBLISHED: "ok", CampaignState.CLOSED: "none"},
)

MEANS = Lifecycle(
    states=MeansState,
    moves={
        MeansState.ENVISAGED: {MeansState.REQUESTED, MeansState.GRANTED, MeansState.REFUSED},
        # What was clicked too soon is put right; what was granted or refused is asked for again first.
        MeansState.REQUESTED: {MeansState.ENVISAGED, MeansState.GRANTED, MeansState.REFUSED},
        MeansState.GRANTED: {MeansState.REQUESTED, MeansState.REFUSED},
        MeansState.REFUSED: {MeansState.ENVISAGED, MeansState.REQUESTED},
    },
    tones={
        MeansState.ENVISAGED: "none",
        MeansState.REQUESTED: "warn",
        MeansState.GRANTED: "ok",
        MeansState.REFUSED: "bad",
    },
)
