"""The lifecycles of a request to join an organisation, and of a file for the directory."""

from ccr.directory.models import ImportState, JoinState
from ccr.workflow import Lifecycle

JOIN_REQUEST = Lifecycle(
    states=JoinState,
    moves={
        JoinState.WAITING: {JoinState.ESCALATED, JoinState.ACCEPTED, JoinState.REFUSED},
        JoinState.ESCALATED: {JoinState.ACCEPTED, JoinState.REFUSED},
    },
    tones={
        JoinState.WAITING: "warn",
        JoinState.ESCALATED: "warn",
        JoinState.ACCEPTED: "ok",
        JoinState.REFUSED: "bad",
    },
)

IMPORT = Lifecycle(
    states=ImportState,
    moves={ImportState.PLANNED: {ImportState.DONE}},
    tones={ImportState.PLANNED: "warn", ImportState.DONE: "ok"},
)
