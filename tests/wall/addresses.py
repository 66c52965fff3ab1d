"""What else the addresses of the access table name."""

from ccr.wall.guard import passing
from ccr.wall.sides import Side
from tests.wall.calls import play_elsewhere
from tests.wall.instruction import papers


def gather(world):
    """6 February 2012: papers of instruction, another campaign's things, and words that addresses are made of."""
    from django.contrib.contenttypes.models import ContentType

    from candidates.models import Application, Mail, VersionPiece
    from ccr.notifications.tasks import relay
    from ccr.programme import figures
    from selection.models import File

    world.at("2012-02-06 10:00")
    with world.acting(Side.MACHINE):
        relay()
    with world.acting("instructor") as seat:
        papers(world, seat)
    play_elsewhere(world)
    lose_a_factor(world)
    take_away_data(world)
    mail = Mail.objects.system().filter(about_id=world.thing("version").pk).order_by("pk").first()
    words = {
        "nowhere": "nulle-part",
        "accounts_label": "ccr_accounts",
        "mail_label": "candidates.mail",
        "lane_candidate": "candidate",
        "overview_table": "surfaces",
        "lane_support": "support",
        "lane_instruction": "instruction",
        "r1": world.thing("organisation", "r1"),
        "esia": world.thing("organisation", "esia"),
        "content_type": ContentType.objects.get_for_model(Application),
    }
    for name, word_ in words.items():
        world.keep(name, "-", word_)
    follow_agendas(world)
    world.keep("mail", "mine", mail)
    world.keep("mail", "foreign", Mail.objects.system().filter(campaign=world.thing("elsewhere", "-")).first())
    world.keep("person", "mine", world.people["candidate"])
    foreign = world.thing("application", "foreign")
    world.keep("file", "foreign", File.objects.system().get(application=foreign))
    world.keep("version_piece", "foreign", VersionPiece.objects.system().filter(version__application=foreign).first())
    world.keep("number", "foreign", 1)
    with passing({Side.MACHINE}):
        figures.count_all()


def follow_agendas(world):
    """Each seat has the secret link of its calendar; the pilot has replaced hers."""
    from ccr.programme import agenda

    for name in (*world.seats, "pilot"):
        with world.acting(name) as seat:
            token = agenda.address_of(agenda.make_link(by=seat), seat).rpartition("/")[2].removesuffix(".ics")
        if name == "pilot" and ("agenda_pilot", "-") in world.things:
            world.keep("agenda_ended", "-", world.thing("agenda_pilot", "-"))
        world.keep(f"agenda_{name}", "-", token)


def take_away_data(world):
    """The president has what the platform holds on her in the call made as a PDF."""
    from ccr.accounts import services

    seat = world.seats["committee_president"]
    with world.acting(Side.THRESHOLD):
        world.keep("export", "mine", services.ask_data(seat.person, seat))


def lose_a_factor(world):
    """The pilot lost her second factor; the administrator asks for its reset, the coordinator may confirm it."""
    from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
    from allauth.mfa.totp.internal.auth import TOTP

    from ccr.accounts import services

    TOTP.activate(world.people["pilot"], "JBSWY3DPEHPK3PXP")
    RecoveryCodes.activate(world.people["pilot"])
    world.keep("passkey", "-", 1)  # a number, of no key: they are nobody else's business
    world.keep("reset", "-", services.ask_reset(world.people["pilot"], by=world.people["admin"]))
