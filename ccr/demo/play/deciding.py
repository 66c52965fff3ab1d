"""Instruction and committee: checks, opinions, links, marks, proposals, publication. On its own side of the wall."""

import random

from candidates.models import Version
from candidates.states import OutcomeValue
from ccr.demo import cast
from ccr.demo.people import OPEN_CALL, PAST_CALL
from ccr.demo.play.craft import act, campaign, on, organisation, seat
from ccr.demo.play.words import committee as words
from ccr.programme.models import Axis
from ccr.wall.guard import passing, passing_as
from ccr.wall.sides import Side
from selection import committee, services
from selection import documents as papers
from selection.models import CommitteeSession, Criterion, File
from selection.states import Link, OpinionValue

INSTRUCTOR = "Marc Oliveri"
MEMBERS = [f"{first} {last}" for first, last, _ in cast.COMMITTEE]
PRESIDENT = MEMBERS[0]
SUSPENDED = " ".join(cast.LEFT[:2])
WORST, BEST = 1, 5


def file_of(name: str, slug: str, who) -> File:
    """A structure's file, with what this seat did of it."""
    rows = File.objects.system().select_related("campaign", "application__organisation").with_my_work(who)
    return rows.get(campaign__slug=slug, application__organisation__name=name)


def link_of(who: str, name: str) -> Link:
    return Link(words.LINKS.get(who, {}).get(name, Link.NONE))


def receive(slug: str):
    """Every deposited application has its file."""
    with passing({Side.INSTRUCTION}):
        services.ensure_files(campaign(slug))


def settle_grid(slug: str):
    """Before anybody marks, the president makes economic viability eliminate: under 2 out of 5, whatever the rest."""
    mine, call = seat(PRESIDENT, slug), campaign(slug)
    with passing_as(mine):
        marked = Criterion.objects.system().filter(grid=services.ensure_grid(call)).marked()
        lines = [
            {name: getattr(line, name) for name in ("pk", "label", "charter_article", "weight")} for line in marked
        ]
    for line in lines:
        line["minimum"] = 2 if line["label"] == "Viabilité économique" else None
    act(mine, services.edit_grid, call, scale=BEST, criteria=lines)


def declare_all(who: str, slug: str, names):
    """Declare one's links with each structure, before opening anything."""
    mine = seat(who, slug)
    for name in names:
        act(mine, services.declare_link, file_of(name, slug, mine), link_of(who, name))


def examine(name: str, slug: str, *, complete=True, missing="", opinion="", text="", axes=()):
    """Open, check, and give an opinion when there is one."""
    mine = seat(INSTRUCTOR, slug)
    act(mine, services.open_file, file_of(name, slug, mine))
    act(mine, services.check_completeness, file_of(name, slug, mine), complete=complete, missing=missing)
    if opinion:
        suggested = list(Axis.objects.filter(number__in=axes))
        found, value = file_of(name, slug, mine), OpinionValue(opinion)
        act(mine, services.give_opinion, found, value=value, text=text, axes=suggested)


def marks_of(who: str, name: str, call) -> dict:
    """What a member gives: around the level of the file, each with her own hand. Always the same for the same two."""
    hand = random.Random(f"{who}/{name}")  # noqa: S311  a play, not a secret
    level = words.FILES[name][2] + hand.gauss(0, 0.35)
    marks = {}
    for criterion in Criterion.objects.system().filter(grid=services.ensure_grid(call)).marked():
        value = min(BEST, max(WORST, round(level + hand.gauss(0, 0.75))))
        comment = hand.choice(words.MARK_COMMENTS) if hand.random() < 0.12 else ""
        marks[criterion] = {"value": value, "comment": comment}
    return marks


def mark(who: str, name: str, *, submit=True):
    """Read the file, then mark it."""
    mine = seat(who, PAST_CALL)
    found = file_of(name, PAST_CALL, mine)
    act(mine, services.open_file, found)
    with passing_as(mine):
        given = marks_of(who, name, found.campaign)
    verb = services.submit_marks if submit else services.save_sheet
    comment = words.SHEET_COMMENTS[sum(map(ord, who + name)) % len(words.SHEET_COMMENTS)]
    act(mine, verb, found, marks=given, comment=comment)


def print_file(who: str, name: str):
    """Ask for a file's PDF. Hers is never made: her seat is suspended before a worker comes to it."""
    mine = seat(who, PAST_CALL)
    found = file_of(name, PAST_CALL, mine)
    with passing_as(mine):
        version = Version.objects.visible_to(mine).get(application=found.application_id, is_current=True)
        papers.request_file(found, version, mine)


def session_of(slug: str, rank: int) -> CommitteeSession:
    """The committee's session at its first or second meeting."""
    meeting = committee.meetings(campaign(slug))[rank]
    return CommitteeSession.objects.system().select_related("campaign", "meeting").get(meeting=meeting)


def prepare(slug: str, rank: int):
    meeting = committee.meetings(campaign(slug)).select_related("campaign")[rank]
    act(seat(INSTRUCTOR, slug), services.prepare_session, meeting)


def put_off():
    """Two files are not ripe: off the agenda."""
    with passing({Side.INSTRUCTION}):
        files = [file for file in committee_files(0) if file.structure not in words.ADJOURNED]
    act(seat(PRESIDENT, PAST_CALL), services.set_agenda, session_of(PAST_CALL, 0), files)


def committee_files(rank: int):
    from selection.services.deciding import agenda_files

    return agenda_files(session_of(PAST_CALL, rank))


def propose(name: str):
    """The president proposes; where he has a link, another member carries the proposal."""
    who = PRESIDENT if link_of(PRESIDENT, name) == Link.NONE else MEMBERS[1]
    mine, (_, _, _, value, _, axes), letter = seat(who, PAST_CALL), words.FILES[name], words.letter_of(name)
    if value == OutcomeValue.WAITING:
        waiting = [other for other, file in words.FILES.items() if file[3] == OutcomeValue.WAITING]
        letter["waiting_rank"] = len(waiting) - waiting.index(name)
    recommended = list(Axis.objects.filter(number__in=axes, is_open=True))
    act(
        mine, services.propose_decision, file_of(name, PAST_CALL, mine), OutcomeValue(value), axes=recommended, **letter
    )


def attend(rank: int, absent=()):
    """Who is there; the ESIA référent observes, and counts for nothing."""
    session, president = session_of(PAST_CALL, rank), seat(PRESIDENT, PAST_CALL)
    there = [member for member in committee.members(session.campaign) if member.person.full_name not in absent]
    act(president, services.record_attendance, session, there)
    act(president, services.add_observer, session, name="Julie Marchetti", organisation=organisation("ESIA"))


def write_minutes(who: str, rank: int, text: str, *, close=False):
    """A member keeps the draft; the president closes it."""
    verb = services.close_minutes if close else services.save_minutes
    act(seat(who, PAST_CALL), verb, session_of(PAST_CALL, rank), text)


def publish(rank: int):
    act(seat(PRESIDENT, PAST_CALL), services.publish_decisions, session_of(PAST_CALL, rank))


def read(who: str, name: str, slug: str):
    mine = seat(who, slug)
    act(mine, services.open_file, file_of(name, slug, mine))


def past():
    """Twenty-four files: checked before Christmas, marked in January, decided in February but for two."""
    names = list(words.FILES)
    yield on("2025-12-17 09:00", receive, PAST_CALL)
    yield on("2025-12-17 09:30", declare_all, INSTRUCTOR, PAST_CALL, names)
    for rank, name in enumerate(names):
        opinion, text, _, _, _, axes = words.FILES[name]
        missing = "Les comptes de 2024 ne sont pas signés." if name in words.ADJOURNED else ""
        when = f"2025-12-{17 + rank // 5} {10 + rank % 5}:15"
        yield on(
            when, examine, name, PAST_CALL, complete=not missing, missing=missing, opinion=opinion, text=text, axes=axes
        )
    yield on("2026-01-04 18:00", settle_grid, PAST_CALL)
    for rank, who in enumerate([*MEMBERS, SUSPENDED]):
        yield on(f"2026-01-{5 + rank:02d} 10:00", declare_all, who, PAST_CALL, names)
    for place, who in enumerate(MEMBERS):
        for rank, name in enumerate(names):
            if link_of(who, name) == Link.NONE:
                draft = who == "Claude Rossi" and name in words.ADJOURNED
                day = 14 + (rank + place * 3) % 17
                yield on(f"2026-01-{day:02d} {9 + rank % 9}:{rank * 2 + place:02d}", mark, who, name, submit=not draft)
    for name in names[:3]:
        yield on("2026-01-19 20:00", mark, SUSPENDED, name, submit=name == names[0])
    yield on("2026-01-20 14:30", print_file, SUSPENDED, names[2])
    yield on("2026-02-02 09:00", prepare, PAST_CALL, 0)
    yield on("2026-02-05 17:00", put_off)
    for name in names:
        if name not in words.ADJOURNED:
            yield on("2026-02-06 14:00", propose, name)
    yield on("2026-02-10 10:00", attend, 0, absent=("Farid Amrani",))
    yield on("2026-02-10 17:30", publish, 0)
    yield on("2026-02-10 18:10", write_minutes, MEMBERS[1], 0, words.MINUTES)
    yield on("2026-02-12 09:30", write_minutes, PRESIDENT, 0, words.MINUTES + words.MINUTES_END, close=True)
    # The second committee sat on Thursday; what it decided is not published yet.
    yield on("2026-11-05 10:00", prepare, PAST_CALL, 1)
    for name in words.ADJOURNED:
        yield on("2026-11-19 15:30", propose, name)
    yield on("2026-11-19 14:10", attend, 1, absent=("Sylvie Bonnet",))
    yield on("2026-11-19 16:40", write_minutes, MEMBERS[1], 1, words.SECOND_MINUTES)


def present():
    """The open call: what is deposited is looked at."""
    for when in ("2026-11-10 09:00", "2026-11-13 09:00", "2026-11-20 08:30"):
        yield on(when, receive, OPEN_CALL)
    for name, when in (("Mémoire Vive", "10"), ("Terre d’Argile", "10"), ("Herbes Folles", "17")):
        complete, missing, opinion, text = words.OPEN[name]
        yield on(f"2026-11-{when} 09:30", declare_all, INSTRUCTOR, OPEN_CALL, [name])
        yield on(
            f"2026-11-{when} 10:30",
            examine,
            name,
            OPEN_CALL,
            complete=complete,
            missing=missing,
            opinion=opinion,
            text=text,
        )
    yield on("2026-11-18 20:00", declare_all, "Inès Roux", OPEN_CALL, ["Mémoire Vive"])
    yield on("2026-11-18 20:10", read, "Inès Roux", "Mémoire Vive", OPEN_CALL)


def moments():
    yield from past()
    yield from present()
