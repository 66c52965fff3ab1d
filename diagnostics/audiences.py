"""Who reads what a diagnostic's pages are for: to whom each sentence speaks, and whom the note narrows."""

from functools import partial

from ccr.wall.audience import audience
from ccr.wall.sides import Side
from diagnostics.models import Answer, ContactEntry, Diagnostic, Note, Remark, Restitution

YOUR_DIAGNOSTICIAN = "l’organisation qui vous diagnostique"
YOURS = {Side.DIAGNOSIS: YOUR_DIAGNOSTICIAN, Side.CONSULTANT: "les consultants à qui vous la transmettez"}
THEIRS = {Side.CONSULTANT: "les consultants à qui elle la transmet"}

request_of_structure = partial(
    audience,
    Note,
    to=Side.CANDIDATE,
    subject="La note de diagnostic",
    feminine=True,
    status=Diagnostic,
    seen="l’avancement et les dates",
    names=YOURS,
)
note_of_structure = partial(audience, Note, to=Side.CANDIDATE, feminine=True, names=YOURS)
remark = partial(
    audience,
    Remark,
    to=Side.CANDIDATE,
    subject="Votre remarque",
    feminine=True,
    names={Side.DIAGNOSIS: YOUR_DIAGNOSTICIAN},
)
note_draft = partial(audience, Note, to=Side.DIAGNOSIS, feminine=True, once="Une fois remise", names=THEIRS)
note = partial(audience, Note, to=Side.DIAGNOSIS, feminine=True, names=THEIRS)
note_of_others = partial(
    audience,
    Note,
    to=None,
    subject="La note",
    feminine=True,
    names={**THEIRS, Side.DIAGNOSIS: "l’organisation qui mène le diagnostic"},
)
answers = partial(audience, Answer, to=Side.DIAGNOSIS, once="Une fois la note remise", names=THEIRS)
restitution = partial(audience, Restitution, to=Side.DIAGNOSIS, status=Diagnostic)
contact = partial(audience, ContactEntry, to=Side.DIAGNOSIS, once="Si vous le partagez")
note_of_consultant = partial(
    audience, Note, to=Side.CONSULTANT, feminine=True, names={Side.DIAGNOSIS: "l’organisation qui l’a écrite"}
)
