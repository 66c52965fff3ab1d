"""Kinds of mail of the tests, on the tables of the candidates."""

import os

from candidates.models import Application
from ccr.notifications import outbox
from tests.notifications.servers import die

NAMES = ("tests.seated", "tests.newcomer", "tests.public", "tests.broken", "tests.deadly")


def application(seat, mail):
    """What a candidate may see of her application; nothing more, nothing else."""
    found = Application.objects.visible_to(seat).filter(pk=mail.about_id).first()
    return {"application": found} if found else None


def broken(seat, mail):
    raise LookupError("a bug of a template or of its context")


def deadly(seat, mail):
    if os.environ.get("CCR_TEST_SEAM") == "claimed":
        die()
    return application(seat, mail)


def register():
    """Declare them; again changes nothing."""
    shared = {"subject": "Votre candidature", "template": "notifications/base", "binding": False}
    outbox.register("tests.seated", label="Essai", context=application, **shared)
    outbox.register("tests.broken", label="Essai fautif", context=broken, **shared)
    outbox.register("tests.deadly", label="Essai mortel", context=deadly, **shared)
    outbox.register("tests.newcomer", label="Essai sans siège", context=_nothing, newcomer=True, **shared)
    outbox.register("tests.public", label="Essai public", context=_nothing, public=True, **shared)


def _nothing(seat, mail):
    return {"action_url": "http://testserver/2011/?a=1&b=2", "action": "Voir l’appel"}
