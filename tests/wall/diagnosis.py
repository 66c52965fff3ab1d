"""Diagnosis in the world: asked, assigned, written, given back, passed on."""

import datetime

from ccr import clock
from tests.wall.canaries import word
from tests.wall.structures import STRUCTURES, TWO, document, texts


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
        take_lines(world, whose)


def take_lines(world, whose):
    """The structure takes a line of its note into its needs sheet, and says it in its own words."""
    from diagnostics.models import Adoption
    from dla import services
    from dla.models import Theme

    note, words = world.thing("note", whose), word("dla.NeedsTheme.words", whose)
    with world.acting(STRUCTURES[whose][0]) as seat:
        services.adopt_lines(note, Theme.ECONOMIC, ["reasons.0"], words, by=seat)
    world.keep("adoption", whose, Adoption.objects.system().get(note=note))
