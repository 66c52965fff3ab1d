"""After the decision: needs sheets, sessions, individual days, needs in money."""

import datetime
from decimal import Decimal

from ccr.demo.people import OPEN_CALL, PAST_CALL
from ccr.demo.play.applying import representative
from ccr.demo.play.craft import act, application, campaign, day, on, seat
from ccr.demo.play.diagnosing import note_of
from ccr.demo.play.words import needs as words
from diagnostics.models import Adoption, Note
from diagnostics.transfer import lines_of
from dla import services
from dla.models import Allocation, Enrolment, Module, NeedsSheet, NeedsTheme, Session
from dla.services.sessions import PlannedDay
from dla.states import AllocationState
from financing import services as financing
from financing.models import NeedLine

OFFICER = "Julie Marchetti"
FIRST_DAYS = ("2026-03-19", "2026-04-16", "2026-05-21", "2026-06-18", "2026-09-17", "2026-11-26")
SECOND_DAYS = ("2026-12-07", "2027-01-11", "2027-01-25", "2027-02-08", "2027-02-22", "2027-03-08")
FIRST = (
    "L’Atelier Recyclé",
    "Jardin des Docks",
    "Épices du Large",
    "Ressources Sud",
    "Café des Quais",
    "Couture Commune",
    "Vélos en Ville",
    "Maison du Vélo",
    "Savon & Sel",
    "Imprimerie du Panier",
    "Le Vrac Marseillais",
)
LEAVES, REPLACES, WAITS = "Bio Panisse", "Les Fermes du Garlaban", "Bulles de Savon"
SECOND = ("Goûts d’Ailleurs", "Tiers-Temps", "Coopaterre")
BY_NOTE = ("L’Atelier Recyclé", "Jardin des Docks", "Épices du Large", "Ressources Sud")
TO_VALIDATE, UNFINISHED = "Mer et Partage", "Jardin des Docks"


def officer():
    return seat(OFFICER, PAST_CALL)


def write_sheet(name: str, *, only=None):
    """Answer the five themes, or some of them."""
    who, mine = representative(name, PAST_CALL), application(name, PAST_CALL)
    for rank, (theme, pool) in enumerate(words.THEMES.items()):
        if only is None or theme in only:
            priority, form, text = pool[(sum(map(ord, name)) + rank) % len(pool)]
            values = {"priority": priority, "format": form, "words": text}
            act(who, services.save_theme, mine, theme, values)


def take_lines(name: str, theme: str, *keys: str):
    """Take lines of the note into a theme, after what it says already."""
    who, note = representative(name, PAST_CALL), note_of(name, PAST_CALL)
    said = NeedsTheme.objects.system().get(sheet=sheet_of(name), theme=theme).words
    note = Note.objects.system().with_page_data().get(pk=note.pk)
    words = [said, *(line.text for line in lines_of(note) if line.key in keys)]
    act(who, services.adopt_lines, note, theme, keys, "\n".join(words))


def take_lines_out(name: str, theme: str):
    adoption = Adoption.objects.system().get(application=application(name, PAST_CALL), theme=theme)
    act(representative(name, PAST_CALL), services.withdraw_lines, adoption)


def submit_sheet(name: str):
    write_sheet(name)
    act(representative(name, PAST_CALL), services.submit_sheet, application(name, PAST_CALL))


def sheet_of(name: str) -> NeedsSheet:
    return NeedsSheet.objects.system().get(application=application(name, PAST_CALL))


def validate_sheet(name: str):
    act(officer(), services.validate_sheet, sheet_of(name))


def return_sheet(name: str):
    act(officer(), services.return_sheet, sheet_of(name))


def write_plan(name: str, themes: dict):
    """What the structure writes of its strategic plan: {theme: (aim, what is decided, progress)}."""
    values = {theme: dict(zip(("aim", "decided", "progress"), said, strict=True)) for theme, said in themes.items()}
    act(representative(name, PAST_CALL), services.write_plan, application(name, PAST_CALL), values)


def plan(title: str, days, consultant: str):
    """A session of six dated days, over the three modules."""
    modules = [Module.STRATEGY, Module.COMMERCIAL, Module.HUMAN_RESOURCES] * 2
    planned = [
        PlannedDay(day(text), module, "Cité des Associations") for text, module in zip(days, modules, strict=True)
    ]
    leads = seat(consultant, PAST_CALL)
    act(officer(), services.plan_session, campaign(PAST_CALL), title=title, days=planned, consultant=leads)


def session(number: int) -> Session:
    return Session.objects.system().select_related("campaign").get(campaign__slug=PAST_CALL, number=number)


def enrol(name: str, number: int):
    act(officer(), services.enrol, session(number), application(name, PAST_CALL))


def leave(name: str):
    rows = Enrolment.objects.system().live().select_related("session")
    act(officer(), services.withdraw_enrolment, rows.get(application=application(name, PAST_CALL)))


def confirm(number: int):
    act(officer(), services.confirm_session, session(number))


def allocate(name: str, half_days: int, reason: str):
    act(officer(), services.allocate_days, application(name, PAST_CALL), half_days, reason=reason)


def settle_days(name: str, became: str):
    """The days were done, or go back to the pool."""
    rows = Allocation.objects.system().select_related("pool").order_by("allocated_at")
    mine = rows.filter(application=application(name, PAST_CALL), state=AllocationState.ALLOCATED).first()
    act(officer(), services.mark_days_done if became == "done" else services.release_days, mine)


def state_needs(name: str, slug: str, lines):
    """Type what one will need, line by line."""
    who, mine = representative(name, slug), application(name, slug)
    for need_type, month, amount, certainty, text in lines:
        need = financing.Need(need_type, day(month), Decimal(amount), certainty, text)
        act(who, financing.state_need, mine, need)


def withdraw_need(name: str, rank: int):
    lines = NeedLine.objects.system().filter(application=application(name, PAST_CALL)).order_by("stated_at")
    act(representative(name, PAST_CALL), financing.withdraw_need, lines[rank])


def sheets():
    """Sheets sent from the publication on; one comes back to be completed."""
    sent = [name for name in (*FIRST, LEAVES, REPLACES, WAITS) if name not in BY_NOTE]
    first = day("2026-02-13")
    for rank, name in enumerate(sent):
        when = first + datetime.timedelta(days=rank)
        yield on(f"{when} 10:30", submit_sheet, name)
        if name == "Savon & Sel":
            yield on(f"{when} 15:00", return_sheet, name)
            yield on(f"{when} 18:40", submit_sheet, name)
        yield on(f"{when + datetime.timedelta(days=2)} 09:10", validate_sheet, name)
    for name, when in zip(SECOND, ("2026-06-02", "2026-06-10", "2026-09-22"), strict=True):
        yield on(f"{when} 10:30", submit_sheet, name)
        yield on(f"{when} 16:00", validate_sheet, name)
    yield on("2026-11-18 21:00", submit_sheet, TO_VALIDATE)
    yield on("2026-11-15 17:00", write_sheet, UNFINISHED, only=("economic", "production", "marketing"))
    yield on("2026-11-15 17:20", take_lines, UNFINISHED, "economic", "reasons.0", "format.0")
    yield on("2026-11-15 17:25", take_lines, UNFINISHED, "production", "axis-2.0")
    yield on("2026-11-16 08:40", take_lines_out, UNFINISHED, "production")


def sessions():
    """Session 1 is full, a thirteenth structure waits; session 2 is being composed."""
    yield on("2026-02-25 10:00", plan, "Ouvrir et tenir son commerce", FIRST_DAYS, "Thomas Benoit")
    for name in (*FIRST, LEAVES):
        yield on("2026-03-03 11:00", enrol, name, 1)
    yield on("2026-03-06 09:00", leave, LEAVES)
    yield on("2026-03-09 10:00", enrol, REPLACES, 1)
    yield on("2026-03-09 15:00", enrol, WAITS, 1)
    yield on("2026-03-11 11:00", confirm, 1)
    yield on("2026-09-15 10:00", plan, "Développer son activité", SECOND_DAYS, "Odile Ferrier")
    for name, when in zip(SECOND, ("2026-10-06", "2026-10-20", "2026-11-10"), strict=True):
        yield on(f"{when} 11:00", enrol, name, 2)


def moments():
    yield from sheets()
    yield from sessions()
    for name, half_days, when, reason, became, ended in words.DAYS:
        yield on(f"{when} 14:00", allocate, name, half_days, reason)
        if became:
            yield on(f"{ended} 17:00", settle_days, name, became)
    for when, name, themes in words.PLANS:
        yield on(when, write_plan, name, themes)
    for rank, (name, lines) in enumerate(words.MONEY.items()):
        when = day("2026-03-02") + datetime.timedelta(days=rank * 11)
        yield on(f"{when} 20:00", state_needs, name, PAST_CALL, lines)
    for name, rank, when in words.WITHDRAWN:
        yield on(f"{when} 08:30", withdraw_need, name, rank)
    for rank, (name, lines) in enumerate(words.OPEN_MONEY.items()):
        yield on(f"2026-11-{8 + rank * 6:02d} 19:00", state_needs, name, OPEN_CALL, lines)
