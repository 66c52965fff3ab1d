"""The structures of the world: what they type, deposit, ask and say, every text a canary word."""

import datetime

from ccr.programme import seats
from ccr.programme.roles import Role
from ccr.wall.sides import Side
from tests.factories import candidates
from tests.wall import comers
from tests.wall.canaries import word

TWO = ("mine", "other's")
UNPUBLISHED = word("ccr_directory.Contact.position")
"""What the contact of mine does there, who did not agree to be shown."""


STRUCTURES = {
    "mine": ("candidate", "Épicerie Alpha"),
    "other's": ("other_candidate", "Brasserie Bêta"),
    "begun": ("begun_candidate", "Cordonnerie Gamma"),
    "waiting": ("waiting_candidate", "Librairie Delta"),
}


def texts(prefix, whose, names):
    """The canary words of some fields of a model, for one structure."""
    return {name: word(f"{prefix}.{name}", whose) for name in names}


CONTENT = (
    "summary",
    "activity",
    "other_branch",
    "project",
    "reasons",
    "cooperation_with",
    "cooperation_shared",
)


FACTS = {
    "created_year": 2005,
    "branches": ["food", "other"],
    "headcount": 4,
    "employees": "3.50",
    "permanent_jobs": 3,
    "aided_contracts": 0,
    "volunteers": 12,
    "space_kind": "corner",
    "space_m2": "42.0",
    "pole": "food",
    "cooperates": "yes",
}


FIGURES = {"income": "120000", "sales": "90000", "subsidies": "25000", "expenses": "118000"}


def apply(world):
    """12 September 2011: four structures begin their application; a colleague asks to join the first one."""
    for hour, (whose, (name, title)) in enumerate(STRUCTURES.items(), start=9):
        world.at(f"2011-09-12 {hour:02}:00")
        organisation = world.keep("organisation", whose, world.organisation(title))
        person = world.sit(name, None, None)
        membership = seats.join_organisation(person, organisation, is_representative=True)
        world.keep("membership", whose, membership)
        with world.acting(Side.NEWCOMER):
            from candidates import services

            referral = {"came": "sent", "prescriber": word("candidates.Referral.prescriber", whose)}
            application = services.begin_application(world.campaign, organisation, person, referral=referral)
        world.keep("application", whose, application)
        world.seats[name] = seats.seat_of(person, world.campaign)
    world.at("2011-09-12 15:00")
    wish_for_mails(world)
    write_drafts(world, "begun")
    ask_to_join(world)
    name_contacts(world)
    invite(world)
    change_hands(world)
    comers.register(world)


def wish_for_mails(world):
    """One structure wishes for a digest, another for nothing but what binds."""
    from ccr.accounts import services

    for name, pace in (("candidate", "daily"), ("begun_candidate", "binding")):
        with world.acting(Side.THRESHOLD):
            world.people[name].mail_pace = services.choose_pace(world.people[name], pace).mail_pace


def change_hands(world):
    """Each of two structures invites a colleague and asks a member to represent it; a third withdraws by mistake."""
    from candidates import services

    for whose in TWO:
        application, name = world.thing("application", whose), STRUCTURES[whose][0]
        member = world.sit(f"member_of_{'mine' if whose == 'mine' else 'other'}", None, None)
        seats.join_organisation(member, world.thing("organisation", whose))
        email = f"{word('ccr_accounts.Invitation.email', whose)}@colleague.exemple.test"
        with world.acting(name) as seat:
            world.keep("colleague", whose, services.invite_colleague(application, email, by=seat))
            world.keep("hand_over", whose, services.ask_hand_over(application, member, by=seat))
        world.keep("mandate", whose, world.seats[name].active_mandates[0])
    world.at("2011-09-12 15:30")
    with world.acting(STRUCTURES["begun"][0]) as seat:
        said = word("candidates.Withdrawal.words", "begun")
        services.withdraw(world.thing("application", "begun"), reason="other", words=said, by=seat)
        services.resume(world.thing("application", "begun"), by=seat)


def ask_to_join(world):
    """Two people knock: at mine, answered by its members; at the other's, in time by the coordination."""
    from ccr.directory import services

    for whose in TWO:
        person = world.sit(f"knocking_{'mine' if whose == 'mine' else 'other'}", None, None)
        with world.acting(Side.NEWCOMER):
            asked = services.ask_to_join(person, world.thing("organisation", whose), world.campaign)
        world.keep("join_request", whose, asked)


def name_contacts(world):
    """The coordination names somebody to ask for at both structures: the other's agreed to be shown, mine did not."""
    from ccr.directory import contacts

    for whose, position in (("mine", UNPUBLISHED), ("other's", "présidente")):
        said = {"name": "Ange Contact", "position": position, "email": f"ange.{whose[0]}@exemple.test", "phone": ""}
        with world.acting("coordinator") as seat:
            organisation = world.thing("organisation", whose)
            named = contacts.add_contact(organisation, said, consents=whose == "other's", by=seat)
        world.keep("contact", whose, named)
    world.keep("another_s_contact", "mine", named)
    world.keep("contact_token", "-", contacts.token_of(world.thing("contact")))


def invite(world):
    """The coordinator invites somebody whose address nobody else has to know."""
    from ccr.accounts import services

    email = f"{word('ccr_accounts.Invitation.email')}@exemple.test"
    with world.acting("coordinator") as seat:
        invited = services.invite(
            world.campaign, email, Role.PILOT, world.seats["pilot"].active_mandates[0].organisation, by=seat
        )
    world.keep("invitation", "-", invited)
    world.keep("token", "-", "no-such-token")


def write_drafts(world, *whoses, of="candidates.Draft", part="candidates.DraftSite", who="candidates.DraftContact"):
    """Type the words of a draft; the second person's telephone and e-mail are never deposited."""
    from candidates import services

    for whose in whoses:
        application = world.thing("application", whose)
        sites = {
            site: {"is_chosen": True, "answer": word(f"{part}.answer", whose)}
            for site in application.campaign.sites.order_by("site__name")
        }
        fields = {**texts(of, whose, CONTENT), **FACTS, "website": f"https://{word(f'{of}.website', whose)}.test/"}
        years = dict.fromkeys((2008, 2009, 2010), FIGURES)
        contacts = {1: person(who, whose), 2: person("candidates.DraftContact", whose) | {"name": "", "function": ""}}
        if who == "candidates.VersionContact":
            contacts[2] |= {"name": "Deux", "kind": "staff"}
        with world.acting(STRUCTURES[whose][0]) as seat:
            services.write_draft(application, fields, sites=sites, years=years, contacts=contacts, by=seat)


def person(of, whose) -> dict:
    """A contact, every part a word."""
    said = texts(of, whose, ("name", "function", "phone"))
    return {**said, "kind": "elected", "email": f"{word(f'{of}.email', whose)}@exemple.test"}


def join_pieces(world, whose, prefix):
    """Two files, whose names are words."""
    from candidates import services

    for kind in ("statutes", "accounts"):
        file = candidates.upload(f"{word(f'{prefix}.name', whose)}-{kind}.pdf", f"{prefix} {kind} {whose}")
        with world.acting(STRUCTURES[whose][0]) as seat:
            services.add_piece(world.thing("application", whose), kind, file, by=seat)


def deposit(world):
    """14 December 2011: three structures deposit; two then type something else, which stays in their draft."""
    from candidates import services
    from candidates.models import Draft, Version

    world.at("2011-12-13 15:00")
    for whose in TWO:
        reason = word("candidates.Extension.reason", whose)
        with world.acting("coordinator") as seat:
            until = datetime.date(2011, 12, 20)
            services.extend(world.thing("application", whose), until=until, reason=reason, by=seat)
    deposited = ("mine", "other's", "waiting")
    for hour, whose in enumerate(deposited, start=9):
        world.at(f"2011-12-14 {hour:02}:00")
        write_drafts(
            world, whose, of="candidates.Version", part="candidates.VersionSite", who="candidates.VersionContact"
        )
        with world.acting(STRUCTURES[whose][0]) as seat:
            services.sign_charter(world.thing("application", whose), by=seat)
        join_pieces(world, whose, "candidates.VersionPiece")
        with world.acting(STRUCTURES[whose][0]) as seat:
            services.deposit(world.thing("application", whose), by=seat)
        world.thing("application", whose).refresh_from_db()
        version = Version.objects.system().get(application=world.thing("application", whose))
        world.keep("version", whose, version)
        world.keep("number", whose, version.number)
        world.keep("receipt", whose, document("candidates", "candidates.receipt", version))
        world.keep("version_piece", whose, version.pieces.get(kind="statutes"))
    world.at("2011-12-14 16:00")
    write_drafts(world, *TWO)
    for whose in TWO:
        join_pieces(world, whose, "candidates.DraftPiece")
        draft = Draft.objects.system().with_parts().get(application=world.thing("application", whose))
        world.keep("draft_piece", whose, draft.live_pieces()[0])
    ask_for_previews(world)
    world.keep("kind", "-", "statutes")
    for name in ("structure", "projet", "sites", "chiffres", "ess", "charte", "pieces", "contacts"):
        world.keep(f"section_{name}", "-", name)


def ask_for_previews(world):
    """Two structures have the PDF of their draft made."""
    from candidates import services

    for whose in TWO:
        application = world.thing("application", whose)
        with world.acting(STRUCTURES[whose][0]) as seat:
            services.request_preview(application, by=seat)
        world.keep("preview", whose, document("candidates", "candidates.draft", application))


def talk(world):
    """14 December 2011: three structures write to the coordination, which answers; each leaves a draft behind."""
    from candidates import services

    world.at("2011-12-14 17:00")
    for whose in (*TWO, "begun"):
        application, text = world.thing("application", whose), word("candidates.Message.text", whose)
        for number, name in enumerate((STRUCTURES[whose][0], "coordinator", STRUCTURES[whose][0])):
            file = candidates.upload(f"{word('candidates.MessageFile.name', whose)}-{number}.pdf", f"{whose} {number}")
            with world.acting(name) as seat:
                joined = services.join_file(application, file, by=seat)
                if number == 2:
                    services.write_message(application, text, by=seat)
                    world.keep("draft_file", whose, joined)
                    continue
                services.read_thread(application, by=seat)
                sent = services.send_message(application, text, by=seat)
            if number == 0:
                world.keep("message", whose, sent)
                world.keep("message_file", whose, joined)


def document(app_label, kind, about, **fields):
    """The document of a kind about something."""
    from django.apps import apps

    return apps.get_model(app_label, "Document").objects.system().get(kind=kind, about_id=about.pk, **fields)
