"""Diagnostics: asked by structures, given out by RAMSESS, done, restituted, followed."""

import datetime
from dataclasses import dataclass
from functools import partial

from ccr import clock
from ccr.demo.people import OPEN_CALL, PAST_CALL
from ccr.demo.play.applying import representative
from ccr.demo.play.craft import Moment, act, application, campaign, day, moment, on, organisation, seat
from ccr.demo.play.words import diagnostics as words
from ccr.programme.roles import Role
from ccr.wall.guard import passing
from ccr.wall.sides import Side
from diagnostics import services
from diagnostics.models import Diagnostic, Note, Question, Transfer
from diagnostics.states import Scope

RAMSESS = "Nadia Perrin"
PARTS = (0.35, 0.7, 1.0)
"""Shares of the time between the start and the note in which the template is filled."""


@dataclass(frozen=True)
class Visit:
    """A diagnostic as it went: dates, None or empty where it did not go so far."""

    name: str
    call: str
    who: str
    asked: str
    assigned: str = ""
    started: str = ""
    shared: str = ""
    validated: str = ""
    restituted: str = ""
    place: str = "Dans les locaux de la structure"
    people: int = 5
    before: bool = True
    confirmed: str = ""
    promised: str = ""
    waiver: bool = False


PAST = (
    Visit(
        "L’Atelier Recyclé",
        PAST_CALL,
        "Hugo Ferrand",
        asked="2025-09-22",
        assigned="2025-09-25",
        started="2025-10-02",
        shared="2025-11-20",
        validated="2025-11-27",
        restituted="2025-12-04",
        people=7,
    ),
    Visit(
        "Jardin des Docks",
        PAST_CALL,
        "Nora Belkacem",
        asked="2025-09-29",
        assigned="2025-10-02",
        started="2025-10-10",
        shared="2025-11-28",
        validated="2025-12-05",
        restituted="2025-12-11",
        place="Sous la serre, à Saint-Menet",
        people=9,
    ),
    Visit(
        "Café des Quais",
        PAST_CALL,
        "Hugo Ferrand",
        asked="2025-10-06",
        assigned="2025-10-09",
        started="2025-10-16",
        shared="2025-12-04",
        validated="2025-12-11",
        restituted="2025-12-18",
    ),
    Visit(
        "Vélos en Ville",
        PAST_CALL,
        "Quentin Massé",
        asked="2025-10-13",
        assigned="2025-10-16",
        started="2025-10-27",
        shared="2025-12-18",
        validated="2026-01-08",
        restituted="2026-01-15",
        people=4,
    ),
    Visit(
        "Les Mains Vertes",
        PAST_CALL,
        "Delphine Royer",
        asked="2025-10-20",
        assigned="2025-10-23",
        started="2025-11-03",
        shared="2026-01-05",
        validated="2026-01-13",
        restituted="2026-01-20",
        people=6,
    ),
    Visit(
        "Ressources Sud",
        PAST_CALL,
        "Bastien Lafon",
        asked="2025-11-03",
        assigned="2025-11-06",
        started="2025-11-17",
        shared="2026-01-09",
        validated="2026-01-19",
        restituted="2026-01-27",
        people=8,
    ),
    Visit(
        "Épices du Large",
        PAST_CALL,
        "Nora Belkacem",
        asked="2025-11-10",
        assigned="2025-11-13",
        started="2025-11-24",
        shared="2026-01-13",
        validated="2026-01-22",
        restituted="2026-01-29",
        people=2,
    ),
    Visit(
        "Le Vrac Marseillais",
        PAST_CALL,
        "Delphine Royer",
        asked="2025-12-18",
        confirmed="2025-12-19",
        promised="2026-02-05",
        waiver=True,
        assigned="2025-12-19",
        started="2025-12-22",
        shared="2026-01-27",
        validated="2026-02-02",
        restituted="2026-02-05",
        people=3,
    ),
    # After the selection: complete diagnostics, no date limits them.
    Visit(
        "Tiers-Temps",
        PAST_CALL,
        "Hugo Ferrand",
        asked="2026-02-20",
        assigned="2026-03-02",
        started="2026-06-08",
        shared="2026-10-29",
        validated="2026-11-10",
        before=False,
    ),
    Visit(
        "Goûts d’Ailleurs",
        PAST_CALL,
        "Nora Belkacem",
        asked="2026-06-15",
        assigned="2026-06-22",
        started="2026-09-07",
        shared="2026-11-18",
        before=False,
    ),
)

OPEN = (
    Visit(
        "Terre d’Argile",
        OPEN_CALL,
        "Nora Belkacem",
        asked="2026-10-13",
        assigned="2026-10-14",
        started="2026-10-15",
        shared="2026-11-09",
        validated="2026-11-13",
        restituted="2026-11-18",
        people=2,
    ),
    Visit(
        "Les Paniers du Port",
        OPEN_CALL,
        "Hugo Ferrand",
        asked="2026-10-15",
        assigned="2026-10-19",
        started="2026-10-26",
    ),
    Visit("Le Petit Théâtre d’Ombres", OPEN_CALL, "Delphine Royer", asked="2026-10-26"),
    Visit("Cyclo-Fret", OPEN_CALL, "Quentin Massé", asked="2026-11-05", assigned="2026-11-10"),
    Visit("Atelier Bois Flotté", OPEN_CALL, "", asked="2026-11-16"),
    Visit("La Cantine des Cinq Avenues", OPEN_CALL, "", asked="2026-11-20"),
    Visit("Herbes Folles", OPEN_CALL, "", asked="2026-11-21"),
)


def latest(name: str, slug: str) -> Diagnostic:
    """The structure's last request in the call."""
    rows = Diagnostic.objects.system().filter(application__organisation__name=name, campaign__slug=slug)
    return rows.select_related("campaign", "application__organisation", "shared_template").latest("asked_at")


def note_of(name: str, slug: str) -> Note:
    """The structure's note."""
    return Note.objects.system().select_related("application__campaign").get(diagnostic=latest(name, slug))


def ask(visit: Visit):
    who, mine = representative(visit.name, visit.call), application(visit.name, visit.call)
    act(who, services.ask_diagnostic, mine, before_selection=visit.before, waiver=visit.waiver)


def confirm(visit: Visit):
    promised = day(visit.promised) if visit.promised else None
    act(seat(RAMSESS, visit.call), services.confirm, latest(visit.name, visit.call), promised_on=promised)


def assign(visit: Visit):
    who = seat(visit.who, visit.call)
    firm = next(mandate.organisation for mandate in who.active_mandates if mandate.role == Role.DIAGNOSTICIAN)
    act(seat(RAMSESS, visit.call), services.assign, latest(visit.name, visit.call), firm, who)


def start(visit: Visit):
    act(seat(visit.who, visit.call), services.start, latest(visit.name, visit.call))


def fill(visit: Visit, since: float, until: float):
    """Answer a part of the template, in its order."""
    diagnostic, who = latest(visit.name, visit.call), seat(visit.who, visit.call)
    is_association = diagnostic.application.organisation.is_association
    with passing({Side.DIAGNOSIS}):
        rows = Question.objects.system().filter(section__shared_template=diagnostic.shared_template_id)
        asked = [
            question
            for question in rows.select_related("section").order_by("section__number", "position")
            if question.belongs_to(diagnostic.level) and question.section.belongs_to(diagnostic.level)
        ]
    for rank in range(int(len(asked) * since), int(len(asked) * until)):
        value = words.answer(asked[rank], visit.name, rank, association=is_association)
        act(who, services.save_answer, diagnostic, asked[rank], value)


def share(visit: Visit):
    """Write the note, and hand it over once read again."""
    diagnostic, who = latest(visit.name, visit.call), seat(visit.who, visit.call)
    opinion, reasons, conditions, risks, form, axes = words.NOTES[visit.name]
    texts = {
        "opinion": opinion,
        "reasons": reasons,
        "conditions": conditions,
        "risks": risks,
        "support_format": form,
        **{f"axis_{number}": text for number, text in axes.items()},
    }
    act(who, services.write_note, diagnostic, texts)
    act(who, services.share_note, diagnostic)


def validate(visit: Visit):
    act(representative(visit.name, visit.call), services.validate_note, latest(visit.name, visit.call))


def plan(visit: Visit, on_day: str):
    who = seat(visit.who, visit.call)
    act(who, services.plan_restitution, latest(visit.name, visit.call), day(on_day), visit.place)


def restitute(visit: Visit):
    act(
        seat(visit.who, visit.call),
        services.record_restitution,
        latest(visit.name, visit.call),
        day(visit.restituted),
        place=visit.place,
        people=visit.people,
        roles="représentant légal, trésorier, équipe" if visit.people > 3 else "les responsables",
    )


def send_back(visit: Visit):
    """The structure finds something to correct; the note comes back the next day."""
    remark = "Page 2 : nous sommes cinq salariés et non quatre. Pouvez-vous corriger ?"
    act(representative(visit.name, visit.call), services.return_note, latest(visit.name, visit.call), remark)


def contact(name: str, call: str, who: str, rank: int):
    """A line of the fil rouge."""
    kind, text, shared = words.CONTACTS[rank % len(words.CONTACTS)]
    followed = latest(name, call).fil_rouge
    act(seat(who, call), services.add_contact, followed, on=clock.today(), kind=kind, text=text, shared=shared)


def agree(name: str, call: str, who: str, ends: str):
    act(seat(who, call), services.agree_duration, latest(name, call).fil_rouge, day(ends))


def ask_to_stop(name: str, call: str):
    act(representative(name, call), services.ask_to_stop, latest(name, call).fil_rouge)


def close(name: str, call: str, who: str):
    act(seat(who, call), services.close_fil_rouge, latest(name, call).fil_rouge, words.CLOSING)


def cancel(name: str, call: str):
    act(representative(name, call), services.cancel, latest(name, call))


def decline(name: str, call: str):
    act(seat(RAMSESS, call), services.decline, latest(name, call))


def begin_note():
    """What Hugo has typed so far of the note of the open call."""
    who, diagnostic = seat("Hugo Ferrand", OPEN_CALL), latest("Les Paniers du Port", OPEN_CALL)
    act(who, services.write_note, diagnostic, words.DRAFT_NOTE)


def capacities(call: str):
    """What each organisation says it can carry at once."""
    for name, number in (
        ("Le Relais des Initiatives", 4),
        ("La Fabrique Solidaire", 3),
        ("Pépinière du Soleil", 2),
        ("Couveuse du Port", 3),
        ("Accès Création", 2),
    ):
        act(seat(RAMSESS, call), services.set_capacity, campaign(call), organisation(name), number)


def transfer(name: str, to: str, until: str = "", scope=Scope.WHOLE):
    """The structure lets a consultant read its note, until a day, whole or in part."""
    who, last = representative(name, PAST_CALL), day(until) if until else None
    act(who, services.transfer_note, note_of(name, PAST_CALL), seat(to, PAST_CALL), until=last, scope=scope)


def renew(name: str, until: str):
    """The structure consents anew, until another day."""
    transfer = Transfer.objects.system().get(application=application(name, PAST_CALL))
    act(representative(name, PAST_CALL), services.renew_transfer, transfer, until=day(until), scope=transfer.scope)


def take_back(name: str):
    transfer = Transfer.objects.system().live().get(application=application(name, PAST_CALL))
    act(representative(name, PAST_CALL), services.withdraw_transfer, transfer)


def read(name: str, who: str):
    """The consultant opens the note: « Qui a lu ma note » says so."""
    act(seat(who, PAST_CALL), services.record_note_reading, note_of(name, PAST_CALL))


def steps(visit: Visit):
    """The moments of a diagnostic, as far as it went."""
    yield on(f"{visit.asked} 11:30", ask, visit)
    if visit.confirmed:
        yield on(f"{visit.confirmed} 10:00", confirm, visit)
    if visit.assigned:
        yield on(f"{visit.assigned} 14:00", assign, visit)
    if visit.started:
        yield on(f"{visit.started} 09:40", start, visit)
    if visit.shared:
        began, ended = moment(visit.started), moment(visit.shared)
        share_done = 0.0
        for part in PARTS:
            when = began + (ended - began) * (part - 0.05)
            yield Moment(when, partial(fill, visit, share_done, part))
            share_done = part
        yield on(f"{visit.shared} 16:20", share, visit)
    if visit.validated:
        yield on(f"{visit.validated} 18:00", validate, visit)
    if visit.restituted:
        planned = day(visit.restituted) - datetime.timedelta(days=2)
        yield on(f"{planned} 18:30", plan, visit, visit.restituted)
        yield on(f"{visit.restituted} 19:00", restitute, visit)


def moments():
    yield on("2025-09-16 10:00", capacities, PAST_CALL)
    yield on("2026-10-13 10:00", capacities, OPEN_CALL)
    for visit in PAST + OPEN:
        yield from steps(visit)
    # Requests that led nowhere.
    books, carers = "La Ruche aux Livres", "Tiers-Temps"
    lost = Visit(books, PAST_CALL, "Bastien Lafon", asked="2025-11-14", confirmed="2025-11-17", assigned="2025-11-18")
    yield from steps(lost)
    yield on("2025-12-05 12:00", cancel, books, PAST_CALL)
    yield on("2025-12-08 17:00", ask, Visit(carers, PAST_CALL, "", asked="2025-12-08"))
    yield on("2025-12-10 09:30", decline, carers, PAST_CALL)
    # The note of Café des Quais comes back once.
    coffee = PAST[2]
    yield on("2025-12-09 12:10", send_back, coffee)
    yield on(
        "2025-12-10 10:00",
        lambda: act(seat(coffee.who, PAST_CALL), services.share_note, latest(coffee.name, PAST_CALL)),
    )
    # Fils rouges.
    for visit in PAST:
        if visit.restituted:
            first = moment(f"{visit.restituted} 15:00")
            until = moment("2026-10-01" if visit.name == "Vélos en Ville" else "2026-11-20")
            for rank in range(6):
                when = first + datetime.timedelta(days=38 + rank * (41 + len(visit.name)))
                if when < until:
                    yield Moment(when, partial(contact, visit.name, visit.call, visit.who, rank + len(visit.name)))
    yield on("2026-03-12 11:00", agree, "L’Atelier Recyclé", PAST_CALL, "Hugo Ferrand", "2027-06-04")
    yield on("2026-09-28 10:00", ask_to_stop, "Vélos en Ville", PAST_CALL)
    yield on("2026-10-08 16:00", close, "Vélos en Ville", PAST_CALL, "Quentin Massé")
    yield on("2026-11-12 18:00", plan, PAST[8], "2026-12-01")
    # The open call: a template half filled, a note begun.
    yield on("2026-11-03 10:00", fill, OPEN[1], 0.0, 0.6)
    yield on("2026-11-17 17:00", begin_note)
    yield on("2026-11-16 09:00", plan, OPEN[1], "2026-12-08")
    # Notes passed on, once the decisions are published.
    for name, to, when in (
        ("L’Atelier Recyclé", "Thomas Benoit", "2026-02-12 10:15"),
        ("Jardin des Docks", "Thomas Benoit", "2026-02-13 09:20"),
        ("Café des Quais", "Thomas Benoit", "2026-02-16 18:00"),
    ):
        yield on(when, transfer, name, to)
    # One leaves the findings out; the other ended with the summer, and was not renewed.
    yield on("2026-02-17 12:30", transfer, "Épices du Large", "Thomas Benoit", scope=Scope.ADVICE)
    yield on("2026-02-19 08:45", transfer, "Ressources Sud", "Thomas Benoit", "2026-06-30")
    for name in ("L’Atelier Recyclé", "Jardin des Docks"):
        yield on("2026-11-13 18:10", renew, name, "2027-06-30")
    yield on("2026-03-02 09:00", take_back, "Café des Quais")
    for name, when in (
        ("L’Atelier Recyclé", "2026-02-18 14:00"),
        ("Jardin des Docks", "2026-02-18 14:40"),
        ("Café des Quais", "2026-02-19 10:00"),
        ("L’Atelier Recyclé", "2026-03-17 19:30"),
    ):
        yield on(when, read, name, "Thomas Benoit")
