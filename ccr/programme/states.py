"""The lifecycles of a call, of its sites and seats, and of what the Région may bring to it."""

from ccr.programme.models import CampaignState, MeansState, SeatState, SiteStatus
from ccr.workflow import Lifecycle

CAMPAIGN = Lifecycle(
    states=CampaignState,
    moves={
        CampaignState.DRAFT: {CampaignState.PUBLISHED},
        CampaignState.PUBLISHED: {CampaignState.CLOSED},
    },
    tones={CampaignState.DRAFT: "none", CampaignState.PUBLISHED: "ok", CampaignState.CLOSED: "none"},
)

SITE = Lifecycle(
    states=SiteStatus,
    moves={
        SiteStatus.ENVISAGED: {SiteStatus.VALIDATED, SiteStatus.ABANDONED},
        SiteStatus.VALIDATED: {SiteStatus.ENVISAGED, SiteStatus.ABANDONED},
        # It may come back, and those who had chosen it are told why; validated, it is so by a second decision.
        SiteStatus.ABANDONED: {SiteStatus.ENVISAGED},
    },
)

SEAT = Lifecycle(
    states=SeatState,
    # Nothing undoes a suspension: what the person saw does not change (D4c).
    moves={SeatState.ACTIVE: {SeatState.SUSPENDED}},
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
