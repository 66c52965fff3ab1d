"""The lifecycle of a request to join an organisation."""

from ccr.directory.models import JoinState
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
