"""Structures come in, write, sign, join their papers, deposit, change their mind."""

import datetime

from candidates import services
from ccr.demo import cast
from ccr.demo.people import OPEN_CALL, PAST_CALL
from ccr.demo.play import papers
from ccr.demo.play.calls import identity, make_person
from ccr.demo.play.craft import act, act_on, application, campaign, day, forget_seats, moment, on, seat
from ccr.demo.play.words import applications as words
from ccr.demo.play.words.regain import SENT_BY
from ccr.directory import services as directory
from ccr.directory.models import MemberKind
from ccr.programme import agenda, seats
from ccr.wall.sides import Side

BY_NAME = {structure.name: structure for structure in [*cast.PAST, *cast.OPEN]}
NUMBERS = {name: 300 + rank for rank, name in enumerate(BY_NAME)}
YOUNG = "Herbes Folles"
"""So young that it only has its RNA."""


def representative(name: str, slug: str):
    """The seat of who represents the structure."""
    return seat(" ".join(BY_NAME[name].contact), slug)


def begin(name: str, slug: str):
    """Somebody signs up, records her structure, and begins."""
    structure = BY_NAME[name]
    who = make_person(*structure.contact)
    values = identity(NUMBERS[name], name, structure.form, structure.flags)
    if name == YOUNG:
        values |= {"siren": None, "siret": "", "rna": "W133047218", "declared_on": day("2026-02-03")}
    kind = MemberKind.ELECTED if structure.form == cast.A else MemberKind.STAFF
    call = campaign(slug)
    made = act_on(Side.NEWCOMER, directory.create_organisation, values, person=who, kind=kind, campaign=call)
    referral = SENT_BY[NUMBERS[name] % len(SENT_BY)]
    act_on(Side.NEWCOMER, services.begin_application, call, made, who, referral=referral)


def write(name: str, slug: str, *, only=None):
    """Type the application, or some of its fields: then no site is answered, no figure or contact typed."""
    structure = BY_NAME[name]
    activity, project, reasons = (words.PAST | words.OPEN)[name]
    call = application(name, slug)
    typed = {
        **words.facts(structure, NUMBERS[name]),
        "activity": activity,
        "employees": structure.employees,
        "project": project,
        "reasons": reasons,
        "space_kind": structure.space,
        "space_m2": structure.m2,
    }
    sites = {
        site: {"is_chosen": True, "answer": words.site_answer(site.site.name, name) if only is None else ""}
        for site in call.campaign.sites.select_related("site")
        if site.site.name in structure.sites
    }
    kept = {field: value for field, value in typed.items() if only is None or field in only}
    more = {}
    if only is None:
        opening = call.campaign.opens_on.year
        more = {
            "years": words.years(structure, call.organisation.declared_on.year, opening),
            "contacts": words.contacts(structure, NUMBERS[name]),
        }
    act(representative(name, slug), services.write_draft, call, kept, sites=sites, **more)


def complete(name: str, slug: str, year: int):
    """Sign the charter and join the papers."""
    structure, who, mine = BY_NAME[name], representative(name, slug), application(name, slug)
    act(who, services.sign_charter, mine)
    act(who, services.add_piece, mine, "statutes", papers.statutes(structure, year - 9))
    act(who, services.add_piece, mine, "accounts", papers.accounts(structure, year))


def deposit(name: str, slug: str):
    act(representative(name, slug), services.deposit, application(name, slug))


def change(name: str, slug: str, *, contacts=None, **fields):
    """Type something else after the deposit."""
    act(representative(name, slug), services.write_draft, application(name, slug), fields, contacts=contacts)


def replace_accounts(name: str, slug: str, year: int):
    """Join other accounts."""
    structure, mine = BY_NAME[name], application(name, slug)
    act(representative(name, slug), services.add_piece, mine, "accounts", papers.accounts(structure, year))


def preview(name: str, slug: str):
    """Ask for the draft as a PDF, to have it read by the board."""
    act(representative(name, slug), services.request_preview, application(name, slug))


def deposit_again(name: str, slug: str, **changes):
    """Change something and deposit it."""
    change(name, slug, **changes)
    deposit(name, slug)


def withdraw(name: str, slug: str, reason: str, words: str):
    act(representative(name, slug), services.withdraw, application(name, slug), reason=reason, words=words)


def withdraw_and_come_back(name: str, slug: str):
    """A structure withdraws by mistake, and resumes the same evening."""
    who, mine = representative(name, slug), application(name, slug)
    act(who, services.withdraw, mine, reason="other", words="Nous pensions retirer une pièce.")
    act(who, services.resume, application(name, slug))
    act(who, services.deposit, application(name, slug))


def colleague(first_name: str, last_name: str, name: str, slug: str):
    """A colleague joins the structure, then its application."""
    mine, who = application(name, slug), make_person(first_name, last_name)
    act(representative(name, slug), seats.join_organisation, who, mine.organisation)
    act_on(Side.NEWCOMER, services.begin_application, mine.campaign, mine.organisation, who)
    forget_seats()


def follow_agenda(name: str, slug: str):
    """The representative has the dates in her telephone; asked again, the link of a lost telephone is replaced."""
    act(representative(name, slug), agenda.make_link)


def past():
    """Twenty-four structures, from the first day to the last hour."""
    deposits = ("11-06", "11-14", "11-20", "11-27", "12-02", "12-05", "12-09", "12-11", "12-12", "12-14", "12-15")
    for rank, structure in enumerate(cast.PAST):
        name = structure.name
        # Those who ask early for a diagnostic begin early.
        began = moment(f"2025-09-{15 + rank // 2:02d} {9 + rank % 8:02d}:{(rank * 17) % 60:02d}")
        yield on(f"{began:%Y-%m-%d %H:%M}", begin, name, PAST_CALL)
        yield on(f"2025-10-{3 + rank:02d} {10 + rank % 7}:20", write, name, PAST_CALL)
        last = day(f"2025-{deposits[rank * 7 % len(deposits)]}")
        hour = 8 + (rank * 5) % 14
        yield on(f"{last - datetime.timedelta(days=2)} {hour:02d}:05", complete, name, PAST_CALL, 2024)
        yield on(f"{last} {hour:02d}:{(rank * 13) % 60:02d}", deposit, name, PAST_CALL)
    yield on("2025-11-03 10:00", colleague, "Malik", "Ferhat", "L’Atelier Recyclé", PAST_CALL)
    yield on("2025-11-24 10:00", colleague, "Josiane", "Petit", "Ressources Sud", PAST_CALL)
    again = {"contacts": {1: {"phone": "06 00 00 12 34"}}}
    for name in ("Café des Quais", "Le Vrac Marseillais", "Bio Panisse", "Mer et Partage"):
        yield on("2025-12-15 22:40", deposit_again, name, PAST_CALL, **again)
    yield on("2025-12-15 19:15", withdraw_and_come_back, "Bulles de Savon", PAST_CALL)


def present():
    """The structures of the open call, each somewhere else on the way."""
    begun = {
        "Terre d’Argile": "2026-10-12 14:10",
        "Les Paniers du Port": "2026-10-14 09:30",
        "Mémoire Vive": "2026-10-15 16:45",
        "Cyclo-Fret": "2026-10-19 11:00",
        "Le Petit Théâtre d’Ombres": "2026-10-22 18:20",
        "Herbes Folles": "2026-10-28 10:05",
        "La Cantine des Cinq Avenues": "2026-11-03 15:30",
        "Atelier Bois Flotté": "2026-11-12 17:50",
        "Le Comptoir des Algues": "2026-11-04 09:40",
        "Presse-Citron": "2026-11-05 13:15",
        "Ludothèque des Réformés": "2026-11-09 20:30",
    }
    for name, when in begun.items():
        yield on(when, begin, name, OPEN_CALL)
    for name, written, deposited in (
        ("Mémoire Vive", "2026-10-27", "2026-11-05 11:12"),
        ("Terre d’Argile", "2026-10-26", "2026-11-06 17:41"),
        ("Le Petit Théâtre d’Ombres", "2026-10-30", "2026-11-09 20:03"),
        ("Herbes Folles", "2026-11-04", "2026-11-12 09:26"),
        ("Cyclo-Fret", "2026-10-31", "2026-11-13 18:55"),
        ("La Cantine des Cinq Avenues", "2026-11-14", None),
        ("Le Comptoir des Algues", "2026-11-10", "2026-11-17 10:48"),
        ("Presse-Citron", "2026-11-16", "2026-11-20 16:22"),
    ):
        yield on(f"{written} 10:15", write, name, OPEN_CALL)
        yield on(f"{written} 11:40", complete, name, OPEN_CALL, 2025)
        if deposited:
            yield on(deposited, deposit, name, OPEN_CALL)
    yield on("2026-11-18 21:10", write, "Ludothèque des Réformés", OPEN_CALL, only=("summary", "activity", "branches"))
    kept = ("summary", "activity", "branches", "headcount", "employees", "project", "space_kind", "space_m2", "pole")
    yield on("2026-10-20 14:30", write, "Les Paniers du Port", OPEN_CALL, only=kept)
    yield on("2026-11-16 12:00", withdraw, "Le Petit Théâtre d’Ombres", OPEN_CALL, "place", words.WITHDRAWN)
    yield on("2026-11-15 09:10", preview, "La Cantine des Cinq Avenues", OPEN_CALL)
    longer = words.OPEN["Cyclo-Fret"][1] + " Deux tournées par jour, et une le samedi."
    yield on("2026-11-19 19:30", deposit_again, "Cyclo-Fret", OPEN_CALL, project=longer)
    for when in ("2026-10-16 12:10", "2026-11-17 08:40"):
        yield on(when, follow_agenda, "Mémoire Vive", OPEN_CALL)
    # Told that its accounts are old, it joined others and has not deposited them yet.
    yield on("2026-11-20 18:10", replace_accounts, "Terre d’Argile", OPEN_CALL, 2026)


def moments():
    yield from past()
    yield from present()
