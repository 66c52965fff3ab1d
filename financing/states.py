"""The life of a need: stated, then withdrawn when it no longer is one. Nothing is deleted."""

from django.db import models

from ccr.workflow import Lifecycle


class NeedState(models.TextChoices):
    """A withdrawn need counts nowhere; the structure may still see that it was stated."""

    STATED = "stated", "exprimé"
    WITHDRAWN = "withdrawn", "retiré"


NEED = Lifecycle(
    states=NeedState,
    moves={NeedState.STATED: {NeedState.WITHDRAWN}},
    tones={NeedState.STATED: "support", NeedState.WITHDRAWN: "none"},
)
