"""What happens in the world of the proofs, in the order of D1's dates, every text a canary word."""

import datetime

from ccr import clock
from ccr.programme import campaigns, meetings, pieces, seats
from ccr.programme.models import Axis, Meeting
from ccr.programme.roles import Function, Role
from ccr.wall.guard import passing
from ccr.wall.sides import Side
from tests.factories import candidates, core
from tests.wall import canaries, comers, records, regain, shelves, support
from tests.wall.canaries import word

TWO = ("mine", "other's")
STRUCTURES = {
    "mine": ("candidate", "Épicerie Alpha"),
    "other's": ("other_candidate", "Brasserie Bêta"),
    "begun": ("begun_candidate", "Cordonnerie Gamma"),
    "waiting": ("waiting_candidate", "Librairie Delta"),
}


def play(world, *, support_events: bool, deliberations: bool):
    """The whole programme, until the sessions and the needs in money."""
    prepare(world)
    apply(world)
    move_the_calendar(world)
    regain.write_to_several(world)
    regain.receive(world)
    regain.type_a_paper(world)
    regain.put_right(world)
    if support_events:
        diagnose(world)
    deposit(world)
    talk(world)
    examine(world, deliberations)
    publish(world, deliberations)
    if support_events:
        pass_notes_on(world)
        support.dla(world)
        support.financing(world)
        support.a_date_that_waits(world)
    gather(world)
    comers.hold(world)
    records.keep(world)
    prepare_the_next(world)
    canaries.plant()


# The call and its people


def prepare(world):
    """1 September 2011: the call, its sites, its committee, everybody seated but the candidates."""
    world.at("2011-09-01 09:00")
    regain = world.organisation("Regain")
    coordinator = world.sit("coordinator", None, None)
    seats.join_organisation(coordinator, regain)
    world.campaign = world.keep("campaign", "-", core.make_campaign(coordinator=coordinator, regain=regain))
    world.seats["coordinator"] = seats.seat_of(coordinator, world.campaign)
    another = world.sit("coordinator_elsewhere", None, None)
    world.keep("elsewhere", "-", open_another_call(another, regain))
    second = Meeting(
        campaign=world.campaign,
        kind="committee",
        starts_at=datetime.datetime(2012, 2, 20, 9, 30, tzinfo=clock.PARIS),
        place="Cité des Associations",
    )
    world.keep("meeting", "other's", meetings.add_meeting(second))
    world.keep("meeting", "mine", world.campaign.meetings.get(kind="committee", starts_at__month=1))
    for name, site in zip(TWO, world.campaign.sites.order_by("site__name"), strict=True):
        world.keep("site", name, site)
    world.keep("axis", "-", Axis.objects.get(number=3))
    seat_everybody(world, regain)
    comers.announce(world)
    shelves.fill(world)
    world.campaign = type(world.campaign).objects.get(pk=world.campaign.pk)


def move_the_calendar(world):
    """20 September 2011: the last session ends later, which everybody who counts on it is told, with the reason."""
    world.at("2011-09-20 10:00")
    reason = word("ccr_programme.CalendarChange.reason")
    with world.acting("coordinator") as seat:
        days = {"sessions_until": datetime.date(2013, 7, 5), "deadline_on": world.campaign.deadline_on}
        campaigns.change_campaign(world.campaign, days, reason=reason, by=seat)
    world.campaign = type(world.campaign).objects.get(pk=world.campaign.pk)


def open_another_call(coordinator, regain):
    """The next call: nobody of the first one sits in it, but her organisation coordinates it."""
    campaign = core.make_campaign(
        "2012",
        coordinator=coordinator,
        regain=regain,
        published=False,
        opens_on=datetime.date(2012, 2, 1),
        deadline_on=datetime.date(2012, 3, 31),
        diagnostics_from=datetime.date(2012, 2, 1),
        diagnostics_until=datetime.date(2012, 4, 15),
        sessions_from=datetime.date(2012, 6, 1),
    )
    campaign.meetings.update(starts_at=datetime.datetime(2012, 5, 2, 9, 30, tzinfo=clock.PARIS))
    return campaigns.publish_campaign(type(campaign).objects.get(pk=campaign.pk))


def seat_everybody(world, regain):
    """Each role once, and a second holder where a colleague's rows must stay hidden."""
    able = {name: world.organisation(name, able=True) for name in ("R1 Diagnostic", "R2 Audit", "RAMSESS")}
    esia = world.organisation("ESIA")
    firms = [world.organisation(f"Cabinet {letter}", company=True) for letter in "KL"]
    funds = [world.organisation(name) for name in ("ESIA Fonds", "URSCOP")]
    region = world.organisation("Région")
    for name, role, organisation in (
        ("diagnostician", Role.DIAGNOSTICIAN, able["R1 Diagnostic"]),
        ("other_diagnostician", Role.DIAGNOSTICIAN, able["R2 Audit"]),
        ("ramsess_coordinator", Role.RAMSESS_COORDINATOR, able["RAMSESS"]),
        ("dla_officer", Role.DLA_OFFICER, esia),
        ("consultant", Role.CONSULTANT, firms[0]),
        ("other_consultant", Role.CONSULTANT, firms[1]),
        ("fund_officer", Role.FUND_OFFICER, funds[0]),
        ("other_fund_officer", Role.FUND_OFFICER, funds[1]),
        ("instructor", Role.INSTRUCTOR, regain),
        ("committee_member", Role.COMMITTEE_MEMBER, region),
        ("committee_president", Role.COMMITTEE_PRESIDENT, region),
        ("pilot", Role.PILOT, region),
    ):
        world.sit(name, role, organisation)
    second = world.sit("second_pilot", None, None)
    with world.acting("coordinator") as seat:
        seats.appoint(world.campaign, second, Role.PILOT, region, by=seat)
    world.keep("organisation", "esia", esia)
    world.keep("organisation", "r1", able["R1 Diagnostic"])
    world.keep("organisation", "r2", able["R2 Audit"])
    world.sit("newcomer", None, None)
    world.sit("admin", None, None, is_admin=True)
    world.keep("mandate", "-", world.seats["pilot"].active_mandates[0])
    world.keep(
        "engagement", "-", world.campaign.engagements.get(organisation=able["R2 Audit"], function=Function.DIAGNOSIS)
    )


# The structures


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

            application = services.begin_application(world.campaign, organisation, person)
        world.keep("application", whose, application)
        world.seats[name] = seats.seat_of(person, world.campaign)
    world.at("2011-09-12 15:00")
    wish_for_mails(world)
    write_drafts(world, "begun")
    ask_to_join(world)
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


# Diagnosis


def diagnose(world):
    """12 September to 1 December 2011: a light diagnostic of each of the two structures, by two organisations."""
    world.at("2011-09-12 16:00")
    for whose, organisation, diagnostician in (
        ("mine", "r1", "diagnostician"),
        ("other's", "r2", "other_diagnostician"),
    ):
        ask_and_assign(world, whose, organisation, diagnostician)
    for whose, diagnostician in zip(TWO, ("diagnostician", "other_diagnostician"), strict=True):
        write_note(world, whose, diagnostician)


def ask_and_assign(world, whose, organisation, diagnostician):
    from diagnostics import services

    with world.acting(STRUCTURES[whose][0]) as seat:
        diagnostic = services.ask_diagnostic(world.thing("application", whose), before_selection=True, by=seat)
    with world.acting("ramsess_coordinator") as seat:
        services.set_capacity(world.campaign, world.thing("organisation", organisation), 3, by=seat)
        diagnostic = services.assign(
            diagnostic, world.thing("organisation", organisation), world.seats[diagnostician], by=seat
        )
    world.keep("diagnostic", whose, diagnostic)


def write_note(world, whose, diagnostician):
    """The template, the note, its correction, its validation, its restitution, the first contact."""
    from diagnostics import services
    from diagnostics.models import Diagnostic, Note, Question

    diagnostic, candidate = world.thing("diagnostic", whose), STRUCTURES[whose][0]
    world.at("2011-10-20 10:00")
    with world.acting(diagnostician) as seat:
        diagnostic = services.start(diagnostic, by=seat)
        for question in Question.objects.system().select_related("section").order_by("section__number", "position"):
            if not (question.belongs_to(diagnostic.level) and question.section.belongs_to(diagnostic.level)):
                continue
            said = "diagnostics.NoteLine.value" if question.in_note else "diagnostics.Answer.value"
            value = question.choices[0][0] if question.choices else word(said, whose)
            services.save_answer(diagnostic, question, value, by=seat)
        typed = texts("diagnostics.Note", whose, ("reasons", "conditions", "risks", "support_format"))
        typed |= {"opinion": "conditional", "axis_2": word("diagnostics.Recommendation.text", whose)}
        services.write_note(diagnostic, typed, by=seat)
        services.share_note(diagnostic, by=seat)
    world.at("2011-11-15 10:00")
    with world.acting(candidate) as seat:
        services.return_note(diagnostic, word("diagnostics.Remark.text", whose), by=seat)
    with world.acting(diagnostician) as seat:
        services.share_note(diagnostic, by=seat)
    with world.acting(candidate) as seat:
        services.validate_note(diagnostic, by=seat)
    where = texts("diagnostics.Restitution", whose, ("place", "roles", "remarks"))
    with world.acting(diagnostician) as seat:
        services.plan_restitution(diagnostic, datetime.date(2011, 12, 1), where["place"], by=seat)
    world.at("2011-12-01 18:00")
    with world.acting(diagnostician) as seat:
        fil_rouge = services.record_restitution(diagnostic, clock.today(), people=7, by=seat, **where)
        for shared in (True, False):
            services.add_contact(
                fil_rouge,
                on=clock.today(),
                kind="visit",
                text=word("diagnostics.ContactEntry.text", whose),
                shared=shared,
                by=seat,
            )
    world.keep("fil_rouge", whose, fil_rouge)
    world.keep("diagnostic", whose, Diagnostic.objects.system().get(pk=diagnostic.pk))
    note = world.keep("note", whose, Note.objects.system().get(diagnostic=diagnostic))
    papers = {"about": note, "source_version": note.source_version}
    world.keep("note_pdf", whose, document("diagnostics", "diagnostics.note", lane="support", **papers))
    world.keep("note_pdf_of_candidate", whose, document("diagnostics", "diagnostics.note", lane="candidate", **papers))


def pass_notes_on(world):
    """2 February 2012: each structure consents that one consultant reads its note; each note is read once."""
    from diagnostics import services

    world.at("2012-02-02 10:00")
    for whose, consultant in zip(TWO, ("consultant", "other_consultant"), strict=True):
        with world.acting(STRUCTURES[whose][0]) as seat:
            transfer = services.transfer_note(world.thing("note", whose), world.seats[consultant], by=seat)
        world.keep("transfer", whose, transfer)
        with world.acting(consultant) as seat:
            services.record_note_reading(world.thing("note", whose), by=seat)


# Instruction


def examine(world, deliberations):
    """20 December 2011: links declared, files opened and checked; opinions and marks when there are deliberations."""
    from selection import services
    from selection.models import Criterion, File
    from selection.states import Link

    world.at("2011-12-20 10:00")
    with world.acting("instructor") as seat:
        services.ensure_files(world.campaign)
        grid = services.ensure_grid(world.campaign)
        lines = [
            {
                "pk": criterion.pk,
                "label": f"{word('selection.Criterion.label')} {criterion.rank}",
                "charter_article": word("selection.Criterion.charter_article"),
                "weight": criterion.weight,
            }
            for criterion in Criterion.objects.system().filter(grid=grid).marked()
        ]
        services.edit_grid(world.campaign, scale=5, criteria=lines, by=seat)
    files = {}
    for whose in ("mine", "other's", "waiting"):
        file = File.objects.system().get(application=world.thing("application", whose))
        files[whose] = world.keep("file", whose, file)
    for name in ("instructor", "committee_member", "committee_president"):
        with world.acting(name) as seat:
            for file in files.values():
                services.declare_link(file, Link.NONE, by=seat)
                services.open_file(seen(file, seat), by=seat)
    world.at("2011-12-21 10:00")
    with world.acting("instructor") as seat:
        for file in files.values():
            services.check_completeness(file, complete=True, by=seat)
    if deliberations:
        deliberate(world, files)


def seen(file, seat):
    """The file as a page of this seat has it."""
    from selection.models import File

    return File.objects.visible_to(seat).with_my_work(seat).get(pk=file.pk)


def deliberate(world, files):
    """An opinion on each of the two, what lacks to the third, marks of two members."""
    from selection import services
    from selection.models import Criterion

    with world.acting("instructor") as seat:
        lacking = word("selection.Opinion.missing", "mine")
        services.check_completeness(files["waiting"], complete=False, missing=lacking, by=seat)
        axes = list(Axis.objects.filter(number=2))
        for whose in TWO:
            text = word("selection.Opinion.text", whose)
            services.give_opinion(files[whose], value="favourable", text=text, axes=axes, by=seat)
    for name in ("committee_member", "committee_president"):
        with world.acting(name) as seat:
            criteria = list(Criterion.objects.system().filter(grid__campaign=world.campaign).marked())
            for whose in TWO:
                marks = {c: {"value": 4, "comment": word("selection.Mark.comment", whose)} for c in criteria}
                comment = word("selection.MarkSheet.comment", whose)
                services.submit_marks(files[whose], marks=marks, comment=comment, by=seat)


def publish(world, deliberations):
    """31 January 2012: two decisions published in one act; the third file waits for the next session."""
    from selection import services
    from selection.models import AgendaItem, Attendance

    files = {whose: world.thing("file", whose) for whose in ("mine", "other's", "waiting")}
    world.at("2012-01-20 10:00")
    with world.acting("committee_president") as seat:
        session = services.prepare_session(world.thing("meeting", "mine"), by=seat)
        services.set_agenda(session, [files["mine"], files["other's"]], by=seat)
        second = services.prepare_session(world.thing("meeting", "other's"), by=seat)
    world.keep("session", "mine", session)
    world.keep("session", "other's", second)
    world.at("2012-01-31 11:00")
    axes = list(Axis.objects.filter(number=2))
    with world.acting("committee_president") as seat:
        services.add_observer(
            session,
            name=word("selection.Attendance.observer_name"),
            organisation=world.thing("organisation", "esia"),
            by=seat,
        )
        services.record_attendance(session, world.seats_of("committee_member", "committee_president"), by=seat)
        services.propose_decision(
            files["mine"], "retained", motive=word("candidates.Letter.motive", "mine"), axes=axes, by=seat
        )
        said = texts("candidates.Letter", "other's", ("motive", "conditions"))
        services.propose_decision(files["other's"], "conditional", axes=axes, by=seat, **said)
    world.at("2012-01-31 15:00")
    with world.acting("committee_president") as seat:
        world.keep("publication", "mine", services.publish_decisions(session, by=seat))
    for whose in TWO:
        application = world.thing("application", whose)
        world.keep("letter", whose, document("candidates", "candidates.letter", application))
    assert AgendaItem.objects.system().filter(session=second, removed_at=None).count() == 2  # « waiting », « paper »
    world.keep("observer", "mine", Attendance.objects.system().get(session=session, seat=None))
    if deliberations:
        world.at("2012-02-03 10:00")
        with world.acting("committee_president") as seat:
            said = texts("selection.ProposedDecision", "mine", ("motive", "conditions"))
            services.propose_decision(files["waiting"], "conditional", axes=axes, by=seat, **said)


# What the addresses of the table name


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


def prepare_the_next(world):
    """The coordinator prepares the next call from this one: nobody else knows of it."""
    for step in ("identite", "sites", "nombres", "calendrier"):
        world.keep(f"step_{step}", "-", step)
    with world.acting("coordinator") as seat:
        pieces.join_example(world.campaign.pieces.get(slug="accounts"), candidates.upload("trame.pdf"), by=seat)
        regain = seat.active_mandates[0].organisation
        named = {"slug": "2013", "title": "Appel 2013"}
        draft = campaigns.create_campaign(seat.person, regain, base=world.campaign, by=seat, **named)
    world.keep("draft", "-", draft)
    for whose, campaign in (("mine", world.campaign), ("foreign", world.thing("elsewhere", "-")), ("draft", draft)):
        world.keep("piece_asked", whose, campaign.pieces.get(slug="accounts"))


def follow_agendas(world):
    """Each seat has the secret link of its calendar; the pilot has replaced hers."""
    from ccr.programme import agenda

    for name in (*world.seats, "pilot"):
        with world.acting(name) as seat:
            token = agenda.address_of(agenda.make_link(by=seat), seat).rpartition("/")[2].removesuffix(".ics")
        if name == "pilot" and ("agenda_pilot", "-") in world.things:
            world.keep("agenda_ended", "-", world.thing("agenda_pilot", "-"))
        world.keep(f"agenda_{name}", "-", token)


def papers(world, seat):
    """The PDFs that instruction asks for."""
    from candidates.models import Version
    from selection import documents

    for whose in TWO:
        file = world.thing("file", whose)
        version = Version.objects.visible_to(seat).get(application=file.application_id, is_current=True)
        world.keep("file_document", whose, documents.request_file(file, version, seat))
        world.keep("agenda_document", whose, documents.request_agenda(world.thing("session", whose), seat))


def play_elsewhere(world):
    """In another campaign, open to applications: a structure that deposited, and its file."""
    from selection import services

    campaign = world.thing("elsewhere", "-")
    organisation = world.organisation("Ailleurs")
    person = world.sit("elsewhere_candidate", None, None)
    seats.join_organisation(person, organisation, is_representative=True)
    application = candidates.begin(campaign, organisation, person)
    candidates.fill(application)
    from candidates.services import deposit as deposit_it

    deposit_it(application, by=candidates.representative(application))
    world.keep("application", "foreign", application)
    world.keep("site", "foreign", campaign.sites.order_by("pk").first())
    world.keep("meeting", "foreign", campaign.meetings.get(kind="committee"))
    services.ensure_files(campaign)


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
