"""Instruction in the world: files opened, marked, deliberated, published."""

from ccr.programme.models import Axis
from tests.wall.canaries import word
from tests.wall.structures import TWO, document, texts


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
    world.at("2012-02-03 10:00")
    with world.acting("committee_president") as seat:
        if deliberations:
            said = texts("selection.ProposedDecision", "mine", ("motive", "conditions"))
            services.propose_decision(files["waiting"], "conditional", axes=axes, by=seat, **said)
        # That the minutes are closed is a date, which coordination may know; their words are deliberations.
        words = word("selection.Minutes.text") if deliberations else "Séance levée."
        minutes = services.close_minutes(session, words, by=seat)
    world.keep("minutes_document", "mine", document("selection", "selection.minutes", minutes))


def papers(world, seat):
    """The PDFs that instruction asks for."""
    from candidates.models import Version
    from selection import documents

    for whose in TWO:
        file = world.thing("file", whose)
        version = Version.objects.visible_to(seat).get(application=file.application_id, is_current=True)
        world.keep("file_document", whose, documents.request_file(file, version, seat))
        world.keep("agenda_document", whose, documents.request_agenda(world.thing("session", whose), seat))
