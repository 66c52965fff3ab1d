"""What Regain does on the applications of the world: mails to several structures, receptions noted, a paper typed."""

import datetime

from tests.factories import candidates
from tests.wall.canaries import ON_PAPER, RECEIVED, word

TWO = ("mine", "other's")


def write_to_several(world):
    """17 October 2011: one mail to each of two structures, in words that only its own people and she may read."""
    from candidates import services

    world.at("2011-10-17 10:00")
    for whose in TWO:
        said = {name: word(f"candidates.BulkMail.{name}", whose) for name in ("title", "text")}
        with world.acting("coordinator") as seat:
            sent = services.send_bulk(
                world.campaign, [world.thing("application", whose)], to="everybody", by=seat, **said
            )
        world.keep("bulk_mail", whose, sent)


def receive(world):
    """Somebody rings, sent by one and sent on to another."""
    from candidates import services

    typed = {name: word(f"candidates.Reception.{name}") for name in RECEIVED}
    typed |= {"on": "2011-10-17", "channel": "telephone", "outcome": "oriented", "came": "sent"}
    with world.acting("coordinator") as seat:
        world.keep("reception", "mine", services.receive(world.campaign, typed, by=seat))


def type_a_paper(world):
    """18 October 2011: a structure without an e-mail address sent its application by post; it is deposited."""
    from candidates import services
    from candidates.models import Document, PaperReceipt, Version

    world.at("2011-10-18 10:00")
    organisation = world.keep("organisation", "paper", world.organisation("Mercerie Epsilon"))
    typed = {name: word(f"candidates.PaperFile.{name}") for name in ON_PAPER}
    typed |= {"received_on": datetime.date(2011, 10, 14), "email": f"{typed['email']}@exemple.test"}
    with world.acting("coordinator") as seat:
        paper = services.begin_on_paper(world.campaign, organisation, typed, by=seat)
        application = world.keep("application", "paper", paper.application)
        candidates.fill(application, by=seat)
        services.deposit(application, by=seat)
    application.refresh_from_db()
    version = Version.objects.system().get(application=application)
    world.keep("paper_receipt", "paper", PaperReceipt.objects.system().get(about_id=version.pk))
    world.keep("draft_piece", "paper", application.draft.pieces.get(kind="statutes"))
    assert not Document.objects.system().filter(about_id=version.pk).exists()


def put_right(world):
    """19 October 2011: the legal form of each of two structures is corrected, for a reason of its own."""
    from candidates import services

    world.at("2011-10-19 10:00")
    for whose in TWO:
        reason = word("candidates.Repair.reason", whose)
        with world.acting("coordinator") as seat:
            services.correct_form(world.thing("application", whose), "9221", reason=reason, by=seat)
        world.thing("organisation", whose).refresh_from_db()
