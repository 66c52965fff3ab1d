"""Doing a diagnostic: template, note, restitution."""

from django.db import transaction

from ccr import clock, documents, journal
from ccr.notifications import outbox
from ccr.programme import seats
from ccr.programme.models import Axis
from ccr.seen import refuse_unseen
from ccr.wall.errors import DomainError, refuse
from diagnostics import rules, shared_template
from diagnostics.models import (
    Answer,
    Diagnostic,
    FilRouge,
    Note,
    NoteLine,
    Question,
    Recommendation,
    Remark,
    Restitution,
)
from diagnostics.services.people import hold_calendar, lock, lock_note, structure_people, structure_seat
from diagnostics.states import DIAGNOSTIC, NOTE, NoteState
from diagnostics.states import DiagnosticState as State


def _queue(kind, about, campaign, to, occurrence=""):
    outbox.queue(f"diagnostics.{kind}", about=about, to=to, campaign=campaign, occurrence=str(occurrence))


@transaction.atomic
def start(diagnostic, *, by) -> Diagnostic:
    """Begin: the diagnostic keeps from now on the current version of the shared template (A042)."""
    hold_calendar(diagnostic.campaign_id)
    diagnostic, by = lock(diagnostic), seats.acting(by)
    refuse(rules.why_not_theirs(by, diagnostic) or rules.why_not_in_time(diagnostic))
    DIAGNOSTIC.move(diagnostic, State.STARTED, started_at=clock.now(), shared_template=shared_template.ensure(by=by))
    Note.objects.system().create(
        diagnostic=diagnostic,
        application=diagnostic.application,
        organisation=diagnostic.organisation,
        author=diagnostic.diagnostician,
    )
    journal.record(by, "started", diagnostic, version=diagnostic.shared_template.version)
    return diagnostic


def save_answer(diagnostic, question: Question, value: str, *, by) -> Answer:
    """Save one answer of the template, as it is typed. value: « 1 » to « 4 », yes/medium/no, or a text."""
    return save_answers(diagnostic, {question: value}, by=by)[0]


@transaction.atomic
def save_answers(diagnostic, values: dict, *, by, seen=None) -> list[Answer]:
    """Save answers of the template. values: {Question: value}. seen: as ``refuse_unseen`` takes it, by question's code.

    Raises Conflict when a colleague wrote one of them since.
    """
    diagnostic, by = lock(diagnostic), seats.acting(by)
    refuse(rules.why_not_theirs(by, diagnostic) or rules.why_not_answer(diagnostic))
    given = Answer.objects.system().filter(diagnostic=diagnostic, question__in=values)
    stored = dict(given.values_list("question__code", "value")) if seen else {}
    said = {question.code: value for question, value in values.items()}
    refuse_unseen(said, seen, {code: stored.get(code, "") for code in said})
    return [_answer(diagnostic, question, value, by) for question, value in values.items()]


def _answer(diagnostic, question, value, by) -> Answer:
    if question.section.shared_template_id != diagnostic.shared_template_id or not (
        question.belongs_to(diagnostic.level) and question.section.belongs_to(diagnostic.level)
    ):
        raise DomainError("Cette question n’est pas dans la trame de ce diagnostic : rechargez la page.")
    if question.choices and value and value not in dict(question.choices):
        raise DomainError("Choisissez une des réponses proposées.")
    answer, _ = Answer.objects.system().update_or_create(
        diagnostic=diagnostic,
        question=question,
        defaults={"value": value or "", "saved_at": clock.now(), "saved_by": by},
    )
    return answer


@transaction.atomic
def write_note(diagnostic, texts: dict, *, by, seen=None) -> Note:
    """Save what is typed in the note's draft.

    texts: any of ``Note.TEXTS``, and ``axis_1`` to ``axis_6`` for the support recommended on each axis. seen: as
    ``refuse_unseen`` takes it. Raises Conflict when a colleague wrote one of them since.
    """
    diagnostic, by = lock(diagnostic), seats.acting(by)
    refuse(rules.why_not_theirs(by, diagnostic) or rules.why_not_answer(diagnostic))
    note = lock_note(diagnostic)
    refuse(rules.why_not_write(note))
    if seen:
        rows = Recommendation.objects.system().filter(note=note).values_list("axis__number", "text")
        advice = {f"axis_{number}": text for number, text in rows}
        stored = {name: getattr(note, name) if name in Note.TEXTS else advice.get(name, "") for name in texts}
        refuse_unseen(texts, seen, stored)
    own = {name: texts[name] or "" for name in Note.TEXTS if name in texts}
    for name, value in own.items():
        setattr(note, name, value)
    if own:
        note.save(update_fields=list(own))
    numbers = {int(name.removeprefix("axis_")): text for name, text in texts.items() if name.startswith("axis_")}
    for axis in Axis.objects.filter(number__in=numbers):
        Recommendation.objects.system().update_or_create(
            note=note, axis=axis, defaults={"text": numbers[axis.number] or ""}
        )
    return note


@transaction.atomic
def share_note(diagnostic, *, by) -> Note:
    """The note was read over: hand it to the structure, with the answers of the template it quotes (A045).

    Both lanes get their PDF; the structure is written to.
    """
    diagnostic, by = lock(diagnostic), seats.acting(by)
    refuse(rules.why_not_theirs(by, diagnostic) or rules.why_not_answer(diagnostic))
    note = lock_note(diagnostic)
    refuse(rules.why_not_share(note))
    _quote_answers(diagnostic, note)
    NOTE.move(
        note,
        NoteState.SHARED,
        version=note.version + 1,
        shared_at=clock.now(),
        proofread_by=by,
    )
    _request_documents(diagnostic, note, by=by)
    journal.record(by, "note_shared", note, campaign=diagnostic.campaign, version=note.version)
    _queue("note_shared", note, diagnostic.campaign, structure_people(diagnostic), note.version)
    return note


def _quote_answers(diagnostic, note):
    """Copy into the note what the template says it quotes, leaving out what belongs to another level or is empty."""
    answers = (
        Answer.objects.system()
        .filter(diagnostic=diagnostic, question__in_note=True)
        .exclude(value="")
        .select_related("question__section")
        .order_by("question__section__number", "question__position")
    )
    NoteLine.objects.system().bulk_create(
        NoteLine(
            note=note,
            version=note.version + 1,
            position=position,
            section=answer.question.section.title,
            label=answer.question.label,
            kind=answer.question.kind,
            value=answer.value,
        )
        for position, answer in enumerate(answers, start=1)
    )


def _request_documents(diagnostic, note, *, by):
    """One PDF in each lane, each rendered as somebody of that lane."""
    owners = [by, structure_seat(diagnostic.campaign, diagnostic.application.organisation)]
    for owner in filter(None, owners):
        documents.request(
            "diagnostics.note",
            about=note,
            owner=owner,
            campaign=diagnostic.campaign,
            source_version=note.source_version,
        )


@transaction.atomic
def return_note(diagnostic, remark: str, *, by) -> Note:
    """The structure asks for a correction: the note is a draft again, and says why."""
    diagnostic, by = lock(diagnostic), seats.acting(by)
    refuse(rules.why_not_return(by, diagnostic))
    note = lock_note(diagnostic)
    if not remark.strip():
        raise DomainError("Dites ce qui doit être corrigé.")
    NOTE.move(note, NoteState.DRAFT)
    Remark.objects.system().create(note=note, version=note.version, text=remark, by=by, at=clock.now())
    journal.record(by, "note_returned", note, campaign=diagnostic.campaign)
    _queue("note_returned", note, diagnostic.campaign, [diagnostic.diagnostician.person], note.version)
    return note


@transaction.atomic
def validate_note(diagnostic, *, by, on=None) -> Note:
    """The structure validates its note. on: the day its governing body did (A048), today by default."""
    diagnostic, by = lock(diagnostic), seats.acting(by)
    refuse(rules.why_not_validate(by, diagnostic))
    note = lock_note(diagnostic)
    on = on or clock.today()
    if on > clock.today():
        raise DomainError("La date de validation ne peut pas être à venir.")
    NOTE.move(note, NoteState.VALIDATED, validated_on=on, validated_by=by)
    journal.record(by, "note_validated", note, campaign=diagnostic.campaign)
    _queue("note_validated", note, diagnostic.campaign, [diagnostic.diagnostician.person], note.version)
    return note


@transaction.atomic
def plan_restitution(diagnostic, day, place: str, *, by) -> Diagnostic:
    """Agree on a day and a place; before the selection, before the first committee's day (A040, D6)."""
    hold_calendar(diagnostic.campaign_id)
    diagnostic, by = lock(diagnostic), seats.acting(by)
    refuse(rules.why_not_theirs(by, diagnostic) or rules.why_not_plan(diagnostic, day))
    diagnostic.planned_on = day
    diagnostic.save(update_fields=["planned_on"])
    Restitution.objects.system().update_or_create(diagnostic=diagnostic, defaults={"place": place})
    journal.record(by, "restitution_planned", diagnostic, on=day)
    _queue("restitution_planned", diagnostic, diagnostic.campaign, structure_people(diagnostic), f"{day:%Y%m%d}")
    return diagnostic


@transaction.atomic
def record_restitution(
    diagnostic, day, *, place: str, people: int, roles: str, by, remarks: str = "", validated_in_session: bool = False
) -> FilRouge:
    """The note was given back to the structure's people: the fil rouge opens that day (A040, A041, D1, D6).

    people: how many of the structure were there. validated_in_session: the structure validated the note there and then.
    """
    hold_calendar(diagnostic.campaign_id)
    diagnostic, by = lock(diagnostic), seats.acting(by)
    refuse(rules.why_not_theirs(by, diagnostic))
    note = lock_note(diagnostic)
    refuse(rules.why_not_restitute(diagnostic, note, day, people))
    if note.state == NoteState.SHARED:
        if not validated_in_session:
            raise DomainError(
                "La structure n’a pas encore validé la note : attendez sa validation, ou cochez qu’elle l’a validée en "
                "séance."
            )
        NOTE.move(note, NoteState.VALIDATED, validated_on=day)
    NOTE.move(note, NoteState.RESTITUTED, restituted_on=day)
    Restitution.objects.system().update_or_create(
        diagnostic=diagnostic,
        defaults={"place": place, "people": people, "roles": roles, "remarks": remarks},
    )
    DIAGNOSTIC.move(diagnostic, State.RESTITUTED, held_on=day)
    fil_rouge = _open_fil_rouge(diagnostic, day)
    _request_documents(diagnostic, note, by=by)
    journal.record(by, "restituted", diagnostic, on=day)
    journal.record(by, "fil_rouge_opened", fil_rouge, campaign=diagnostic.campaign, ends_on=fil_rouge.ends_on)
    _queue("restituted", diagnostic, diagnostic.campaign, structure_people(diagnostic))
    return fil_rouge


def _open_fil_rouge(diagnostic, day) -> FilRouge:
    campaign = diagnostic.campaign
    latest = clock.months_after(day, campaign.fil_rouge_max_months)
    return FilRouge.objects.system().create(
        diagnostic=diagnostic,
        starts_on=day,
        min_ends_on=clock.months_after(day, campaign.fil_rouge_min_months),
        max_ends_on=latest,
        ends_on=latest,
    )
