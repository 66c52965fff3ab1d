"""Why a verb is not possible: None, or the French reason. Composed with ``or``."""

import datetime

from candidates.models import Outcome
from candidates.rules import acts_for, represents
from candidates.states import SELECTED, ApplicationState
from ccr import clock
from ccr.programme.roles import Function, Role
from ccr.programme.rules import bar_ends_on, last_restitution, live_functions, why_not_closed
from ccr.ui import french
from ccr.wall.sides import Side
from diagnostics import outlook
from diagnostics.states import IN_HAND, NoteState, Opinion
from diagnostics.states import DiagnosticState as State

# The structure


def why_not_of_structure(seat, application) -> str | None:
    """A diagnostic is asked by the structure itself, nobody else (A031)."""
    if not acts_for(seat, application):
        return "Un diagnostic se demande par la structure elle-même : son représentant ou un contributeur."
    return None


def why_not_representative(seat, application) -> str | None:
    """What engages the structure is done by its representative."""
    if not represents(seat, application):
        return "Seul le représentant de la structure peut faire cela : demandez-lui de se connecter."
    return None


def why_not_ask(seat, application) -> str | None:
    """None when the structure may ask for a diagnostic now."""
    if reason := why_not_of_structure(seat, application):
        return reason
    if application.state == ApplicationState.WITHDRAWN:
        return "Votre candidature est retirée : un diagnostic ne peut plus être demandé dans cet appel."
    return why_not_closed(application.campaign) or why_not_too_late(application.campaign)


def why_not_too_late(campaign) -> str | None:
    """After the last restitution of the call, a diagnostic would never be handed back."""
    last = last_restitution(campaign)
    if clock.today() <= last:
        return None
    return (
        f"Les diagnostics de cet appel se restituaient au plus tard le {french.long_date(last)} : il est trop tard "
        "pour en demander un."
    )


def why_not_before_selection(campaign, asked_on, *, waiver) -> str | None:
    """Whether a request may still be handed back before the committee (C12, D5)."""
    found = outlook.before_selection(campaign, asked_on)
    if asked_on >= found.limit:
        return (
            f"Le comité du {french.long_date(found.limit)} est arrivé : un diagnostic avant la sélection n’est plus "
            "possible. Demandez un diagnostic complet, après la sélection."
        )
    if found.is_red and not waiver:
        return found.sentence
    return None


def why_not_postpone(diagnostic) -> str | None:
    """A request made before the selection can be put off after it, until the restitution."""
    if not diagnostic.before_selection:
        return "Ce diagnostic est déjà prévu après la sélection."
    if diagnostic.state not in {State.WAITING, State.TO_CONFIRM, State.REQUESTED, State.ASSIGNED, State.STARTED}:
        return f"Ce diagnostic ne peut plus être reporté : il est « {diagnostic.get_state_display()} »."
    return None


# RAMSESS


def why_not_ramsess(seat) -> str | None:
    """Requests are confirmed and assigned by the RAMSESS coordination."""
    if not seat.has_role(Role.RAMSESS_COORDINATOR):
        return "Seule la coordination RAMSESS attribue les diagnostics."
    return None


def why_not_serve(campaign) -> str | None:
    """Places are given to who waits until the committee's day: afterwards, nobody can be handed a note before it."""
    limit = outlook.limit_of(campaign)
    if clock.today() < limit:
        return None
    return (
        f"Le comité du {french.long_date(limit)} est arrivé : les places d’avant la sélection ne se donnent plus. Les "
        "structures qui attendent peuvent reporter leur diagnostic après la sélection, depuis leur page "
        "« Mon diagnostic »."
    )


def why_not_in_time(diagnostic) -> str | None:
    """From the committee's day on, what was asked before it goes no further, unless the structure puts it off (C12)."""
    limit = diagnostic.campaign.first_committee_day
    if not diagnostic.missed(limit):
        return None
    return (
        f"Le comité du {french.long_date(limit)} est arrivé : ce diagnostic, demandé pour avant la sélection, ne peut "
        "plus être restitué à temps. La structure peut le reporter après la sélection, ou l’annuler, depuis sa page "
        "« Mon diagnostic »."
    )


def why_not_assign(campaign, organisation, diagnostician) -> str | None:
    """None when this organisation, by this person, may diagnose in this campaign (A035, A051)."""
    return why_not_listed(campaign, organisation) or why_not_diagnostician(campaign, organisation, diagnostician)


def why_not_listed(campaign, organisation) -> str | None:
    """Able, and on the campaign's public list."""
    functions = live_functions(campaign, organisation)
    if Function.INSTRUCTION in functions:
        return (
            f"{organisation.name} siège au comité de cet appel : « les structures réalisant des diagnostics ne "
            "pourront "
            "pas participer au comité de sélection » (GT5, 21/07/2011)."
        )
    if not organisation.may_diagnose:
        return f"{organisation.name} n’est pas habilitée à réaliser des diagnostics."
    if Function.DIAGNOSIS not in functions:
        return f"{organisation.name} n’est pas sur la liste publique des structures qui diagnostiquent dans cet appel."
    return None


def why_not_diagnostician(campaign, organisation, seat) -> str | None:
    """The person diagnoses for this organisation, in this campaign, today."""
    holds = any(m.role == Role.DIAGNOSTICIAN and m.organisation_id == organisation.pk for m in seat.active_mandates)
    if seat.campaign_id != campaign.pk or not holds:
        return f"{seat.person.full_name} n’est pas diagnostiqueur de {organisation.name} dans cet appel."
    return None


def why_not_hand_over(diagnostic, organisation) -> str | None:
    """Once begun, a diagnostic stays in its organisation: what was said there stays there (C15)."""
    if diagnostic.state not in IN_HAND | {State.RESTITUTED}:
        return f"Le référent ne peut pas changer : le diagnostic est « {diagnostic.get_state_display()} »."
    if diagnostic.state != State.ASSIGNED and organisation.pk != diagnostic.organisation_id:
        return (
            f"Ce diagnostic est commencé : le nouveau référent doit appartenir à {diagnostic.organisation.name}, qui "
            "seule lit ce que la structure a confié."
        )
    return None


def why_not_promise(diagnostic, promised_on) -> str | None:
    """A late request is confirmed with a date before the committee, until the committee's day (D5)."""
    if reason := why_not_in_time(diagnostic):
        return reason
    if promised_on is None:
        if diagnostic.outlook == "red":
            return "Pour une demande hors délai, promettez une date de restitution avant le comité."
        return None
    if promised_on < clock.today():
        return "La date promise est passée : choisissez une date à venir."
    return why_not_before_committee(diagnostic, promised_on) or why_not_after_the_last(diagnostic, promised_on)


# The diagnostician


def why_not_theirs(seat, diagnostic) -> str | None:
    """The work of a diagnostic is done in the organisation it was given to."""
    if diagnostic.organisation_id not in seat.organisations_as(Side.DIAGNOSIS):
        return "Ce diagnostic n’est pas confié à votre organisation."
    return None


def why_not_answer(diagnostic) -> str | None:
    """The template is filled in while the diagnostic runs."""
    if diagnostic.state != State.STARTED:
        return f"La trame n’est plus modifiable : le diagnostic est « {diagnostic.get_state_display()} »."
    return None


def why_not_return(seat, diagnostic) -> str | None:
    """The structure sends its note back while somebody still writes it."""
    return why_not_of_structure(seat, diagnostic.application) or _why_not_answer_to(diagnostic)


def why_not_validate(seat, diagnostic) -> str | None:
    """The structure's representative validates its note while the diagnostic runs (A045, A048)."""
    return why_not_representative(seat, diagnostic.application) or _why_not_answer_to(diagnostic)


def _why_not_answer_to(diagnostic) -> str | None:
    if diagnostic.state != State.STARTED:
        return f"La note reste telle qu’elle est : le diagnostic est « {diagnostic.get_state_display()} »."
    return None


def why_not_write(note) -> str | None:
    """Only a draft is written."""
    if note.state != NoteState.DRAFT:
        return "La note est remise à la structure : elle n’est plus modifiable, sauf si la structure la renvoie."
    return None


def why_not_share(note) -> str | None:
    """What a note needs before it is handed over."""
    if note.state != NoteState.DRAFT:
        return "Cette note est déjà remise à la structure."
    if not note.opinion:
        return "Choisissez l’avis avant de remettre la note."
    if not note.reasons.strip():
        return "Écrivez les raisons de l’avis avant de remettre la note."
    if note.opinion == Opinion.CONDITIONAL and not note.conditions.strip():
        return "Un avis « opportun sous conditions » dit ses conditions : écrivez-les."
    return None


def why_not_before_committee(diagnostic, day) -> str | None:
    """Asked before the selection, handed back before the committee's day; asked after it, free (A040, D6)."""
    limit = diagnostic.campaign.first_committee_day
    if diagnostic.before_selection and limit is not None and day >= limit:
        return (
            f"La restitution doit avoir lieu avant le comité du {french.long_date(limit)} : le "
            f"{french.long_date(day)} est trop tard. Choisissez une date plus tôt, ou demandez à la structure de "
            "reporter "
            "son diagnostic après la sélection."
        )
    return None


def why_not_after_the_last(diagnostic, day) -> str | None:
    """Asked after the selection too, handed back by the call's last day: the bar of the list counts from it (C09)."""
    last = last_restitution(diagnostic.campaign)
    if day <= last:
        return None
    return (
        f"Les diagnostics de cet appel se restituent au plus tard le {french.long_date(last)}, dernier jour des "
        "sessions DLA : choisissez une date plus tôt, ou demandez à la coordination de repousser ce jour au calendrier."
    )


def why_not_plan(diagnostic, day) -> str | None:
    """None when the restitution may be planned on that day."""
    if diagnostic.state not in IN_HAND:
        return f"La restitution ne se prévoit pas : le diagnostic est « {diagnostic.get_state_display()} »."
    if day < clock.today():
        return "Cette date est passée : enregistrez plutôt la restitution tenue."
    return why_not_before_committee(diagnostic, day) or why_not_after_the_last(diagnostic, day)


def why_not_restitute(diagnostic, note, day, people) -> str | None:
    """None when the restitution held on that day may be recorded."""
    if diagnostic.state != State.STARTED:
        return f"La restitution ne s’enregistre pas : le diagnostic est « {diagnostic.get_state_display()} »."
    if day > clock.today():
        return "Cette date est à venir : prévoyez la restitution, puis enregistrez-la quand elle aura eu lieu."
    if day < clock.in_paris(diagnostic.started_at).date():
        return "La restitution ne peut pas précéder le début du diagnostic."
    if people < 1:
        return "Indiquez combien de personnes de la structure étaient présentes."
    if note.state not in (NoteState.SHARED, NoteState.VALIDATED):
        return "Remettez d’abord la note à la structure, et faites-la valider."
    return why_not_before_committee(diagnostic, day) or why_not_after_the_last(diagnostic, day)


def late_help(diagnostic, day) -> str | None:
    """The warning of C13: before the committee, but after the files were due."""
    deadline = diagnostic.campaign.deadline_on
    if diagnostic.before_selection and day > deadline:
        return (
            f"Les dossiers étaient à déposer le {french.long_date(deadline)} : cette restitution aide tard à décider."
        )
    return None


# Fil rouge


def why_not_close(fil_rouge) -> str | None:
    """Not before its minimum, unless the structure asked to stop (C14, D9)."""
    if fil_rouge.closed_on is not None:
        return "Ce fil rouge est déjà clos."
    if clock.today() < fil_rouge.min_ends_on and fil_rouge.stop_asked_on is None:
        return (
            f"Un fil rouge dure au moins jusqu’au {french.long_date(fil_rouge.min_ends_on)}, sauf si la structure "
            "demande "
            "elle-même à l’arrêter."
        )
    return None


def why_not_end_on(fil_rouge, day) -> str | None:
    """The agreed end stays between the minimum and the maximum (C14)."""
    if fil_rouge.closed_on is not None:
        return "Ce fil rouge est clos."
    if not fil_rouge.min_ends_on <= day <= fil_rouge.max_ends_on:
        return (
            f"La fin se choisit entre le {french.long_date(fil_rouge.min_ends_on)} et le "
            f"{french.long_date(fil_rouge.max_ends_on)}."
        )
    return None


# Transfer


def why_not_transfer(application, note) -> str | None:
    """Notes go to consultants once the decision is published, never before (C08)."""
    if note.state != NoteState.RESTITUTED:
        return "La note se transmet une fois restituée."
    if not Outcome.objects.system().filter(application=application).exists():
        return "La note ne peut être transmise qu’après la publication de la décision du comité."
    return None


def is_selected(application) -> bool:
    """Whether it has a needs sheet, in which lines of its note may go: those that the committee selected have one."""
    live = application.state != ApplicationState.WITHDRAWN
    return live and Outcome.objects.system().filter(application=application, value__in=SELECTED).exists()


def usual_end(campaign) -> datetime.date:
    """Until when an access is proposed: the last day of the sessions, or six months from now once they are over."""
    last = campaign.sessions_until
    return last if clock.today() <= last else clock.months_after(clock.today(), 6)


def why_not_until(campaign, day) -> str | None:
    """An access ends on a day to come, and not after everything that the call accompanies (A153)."""
    if day < clock.today():
        return "Cette date est passée : choisissez jusqu’à quand la note peut être lue."
    last = bar_ends_on(campaign)
    if day > last:
        return (
            f"L’accompagnement de cet appel se termine le {french.long_date(last)} : choisissez une date plus proche."
        )
    return None


def why_not_consultant(campaign, seat) -> str | None:
    """The person is a DLA consultant of this campaign."""
    if seat.campaign_id != campaign.pk or not seat.has_role(Role.CONSULTANT):
        return "Cette personne n’est pas consultante DLA dans cet appel."
    return None
