"""Why somebody of instruction may not do something. Each function gives None or the French reason.

A ``file`` given here came through ``with_my_work(seat)``: no query per row.
"""

from candidates.states import OutcomeValue
from ccr import clock
from ccr.programme.models import Engagement
from ccr.programme.roles import Function, Role
from ccr.ui import french
from selection import committee
from selection.models.files import COMMITTEE
from selection.states import CHECKED, FileState, Link, SheetState


def why_not_member(seat) -> str | None:
    """Only the committee marks and deliberates (A006)."""
    if seat.has_role(*COMMITTEE):
        return None
    return "Seuls les membres du comité de sélection notent et délibèrent."


def why_not_instructor(seat) -> str | None:
    """The instructor prepares the file (A006)."""
    return None if seat.has_role(Role.INSTRUCTOR) else "Seul l’instructeur vérifie les dossiers et rend un avis."


def why_not_president(seat) -> str | None:
    """The president leads the committee and publishes."""
    if seat.has_role(Role.COMMITTEE_PRESIDENT):
        return None
    return "Seule la présidence du comité fait cela."


def why_not_secretary(seat) -> str | None:
    """The president and the instructor prepare the committee's day."""
    if seat.has_role(Role.COMMITTEE_PRESIDENT, Role.INSTRUCTOR):
        return None
    return "Seuls la présidence et l’instructeur préparent la séance du comité."


def why_not_declared(file) -> str | None:
    """Links are declared before a file is opened (A094)."""
    if file.my_link is not None:
        return None
    return "Déclarez d’abord si vous avez un lien avec cette structure."


def why_not_linked(file) -> str | None:
    """Whoever has a link withdraws: neither reading nor mark (A094, D11)."""
    if file.my_link in (None, Link.NONE):
        return None
    return "Vous avez déclaré un lien avec cette structure : vous êtes en déport, vous ne lisez ni ne notez ce dossier."


def why_not_read(file) -> str | None:
    """None when the person may open the file."""
    return why_not_declared(file) or why_not_linked(file)


def why_not_open(file) -> str | None:
    """The committee works on a file until its decision is published."""
    if file.state == FileState.DECIDED:
        return "La décision sur ce dossier est publiée : plus rien n’y change."
    if file.state == FileState.WITHDRAWN:
        return "La structure a retiré sa candidature."
    return None


def why_not_marking_time(campaign) -> str | None:
    """Marks compare what can no longer change."""
    if clock.now() >= campaign.closes_at:
        return None
    return (
        f"La notation ouvre après la clôture des candidatures, le {french.long_date(campaign.deadline_on)} : "
        "jusque-là, les structures peuvent encore modifier leur candidature."
    )


def why_not_sheet(file) -> str | None:
    """What was submitted, or blocked, does not change."""
    if file.my_sheet == SheetState.SUBMITTED:
        return "Vous avez remis vos notes sur ce dossier : elles ne changent plus."
    if file.my_sheet == SheetState.BLOCKED:
        return "Vos notes sur ce dossier sont bloquées, car votre siège a été suspendu."
    return None


def why_not_mark(seat, file) -> str | None:
    """None when the member may mark the file, else the reason (A094)."""
    return (
        why_not_member(seat)
        or why_not_declared(file)
        or why_not_linked(file)
        or why_not_open(file)
        or why_not_marking_time(file.campaign)
        or why_not_sheet(file)
    )


def why_not_edit_grid(seat, grid) -> str | None:
    """The grid is the committee's until the first mark (D11)."""
    if reason := why_not_secretary(seat):
        return reason
    if grid.is_frozen:
        return (
            f"La grille est figée depuis la première note, le {french.moment(grid.frozen_at)} : la changer "
            "fausserait les notes déjà données."
        )
    return None


def why_not_check(seat, file, version_number) -> str | None:
    """The instructor checks until the opinion is given, and again when the structure deposits again."""
    return (
        why_not_instructor(seat)
        or why_not_read(file)
        or why_not_open(file)
        or _why_not_check_again(file, version_number)
    )


def _why_not_check_again(file, version_number) -> str | None:
    if file.state == FileState.PROPOSED:
        return "Une décision est proposée sur ce dossier : sa complétude ne change plus."
    if file.state == FileState.EXAMINED and file.checked_version == version_number:
        return "L’avis est rendu sur cette version : sa complétude ne change plus."
    return None


def why_not_give_opinion(seat, file) -> str | None:
    """The opinion follows the check, and is given once for a version."""
    if reason := why_not_instructor(seat) or why_not_read(file) or why_not_open(file):
        return reason
    if file.state == FileState.TO_EXAMINE:
        return "Vérifiez d’abord si le dossier est complet."
    if file.state in (FileState.EXAMINED, FileState.PROPOSED):
        return "L’avis sur ce dossier est déjà rendu."
    return None


def why_not_propose(seat, file) -> str | None:
    """The president proposes; where she withdrew, another member carries the proposal."""
    return (
        why_not_member(seat)
        or why_not_read(file)
        or why_not_open(file)
        or why_not_marking_time(file.campaign)
        or why_not_checked(file)
        or why_not_preside(seat, file)
    )


def why_not_checked(file) -> str | None:
    """A decision rests on a checked file (A006)."""
    if file.state in CHECKED:
        return None
    return "La complétude de ce dossier n’a pas été vérifiée par l’instructeur."


def why_not_preside(seat, file) -> str | None:
    """The president proposes, unless everybody who presides withdrew from the file."""
    if seat.has_role(Role.COMMITTEE_PRESIDENT) or committee.presidents_withdrew(file):
        return None
    return "La présidence propose les décisions ; un autre membre ne le fait que sur un dossier où elle est en déport."


def why_not_value(
    value, *, charter_signed: bool, shortfalls=(), motive: str, conditions: str, waiting_rank
) -> str | None:
    """What each decision needs; without the charter, or under a minimal mark, nobody is retained (A093, D11)."""
    if not charter_signed and value != OutcomeValue.REFUSED:
        return "La charte n’est pas signée : ce dossier est éliminé, quelle que soit sa note. Proposez « non retenue »."
    if shortfalls and value != OutcomeValue.REFUSED:
        under = french.listed([str(shortfall) for shortfall in shortfalls])
        return f"La note moyenne est sous le minimum sur {under} : ce dossier est éliminé. Proposez « non retenue »."
    if value == OutcomeValue.CONDITIONAL and not conditions:
        return "Écrivez les conditions : la structure les lira dans sa lettre."
    if value == OutcomeValue.WAITING and not waiting_rank:
        return "Indiquez le rang sur la liste d’attente."
    if value in (OutcomeValue.WAITING, OutcomeValue.REFUSED) and not motive:
        return "Écrivez le motif : la structure le lira dans sa lettre."
    return None


def why_not_observer(campaign, organisation) -> str | None:
    """The ESIA référent may attend, if the campaign says so, and if ESIA does not diagnose (A051, C08, D4d)."""
    if not campaign.observer_allowed:
        return "Dans cet appel, le référent ESIA n’assiste pas au comité."
    held = set(
        Engagement.objects.filter(campaign=campaign, organisation=organisation, ended_at__isnull=True).values_list(
            "function", flat=True
        )
    )
    if Function.DIAGNOSIS in held:
        return (
            f"{organisation.name} figure sur la liste des structures exclues du comité : elle ne peut pas y assister "
            "(GT5, 21/07/2011)."
        )
    if Function.DLA not in held:
        return f"{organisation.name} n’opère pas le DLA de cet appel : seul son référent assiste au comité."
    return None


def why_not_on_the_day(meeting) -> str | None:
    """Attendance and publication belong to the committee's day."""
    day = clock.in_paris(meeting.starts_at).date()
    if clock.today() >= day:
        return None
    return f"Le comité se réunit le {french.long_date(day)} : ce n’est possible qu’à partir de ce jour."


def why_not_publish(seat, meeting, *, files: list, quorum) -> str | None:
    """One act, complete: every file of the agenda has its proposal. files: those of the agenda."""
    return (
        why_not_president(seat) or why_not_on_the_day(meeting) or why_not_all_proposed(files) or why_not_quorum(quorum)
    )


def why_not_eliminated(seat, files, proposals, eliminated) -> str | None:
    """Marks submitted after a proposal may have eliminated its file. proposals, eliminated: by file id."""
    against = [file for file in files if file.pk in eliminated and proposals[file.pk].value != OutcomeValue.REFUSED]
    if not against:
        return None
    unread = committee.withdrawn_files(seat)
    named = [file.structure for file in against if file.pk not in unread]
    rest = len(against) - len(named)
    if rest:
        named.append(french.counted(rest, "dossier que vous ne lisez pas", "dossiers que vous ne lisez pas"))
    return (
        f"Depuis la proposition, une note moyenne est passée sous le minimum de son critère : {french.listed(named)}. "
        "Un dossier éliminé est « non retenu » : la proposition est à revoir."
    )


def without_decision(files) -> list[str]:
    """The structures whose file still waits for a proposal."""
    return [file.structure for file in files if not file.is_settled]


def why_not_all_proposed(files) -> str | None:
    """What is missing on the agenda, if anything."""
    if not files:
        return "L’ordre du jour est vide : il n’y a rien à publier."
    missing = without_decision(files)
    if not missing:
        return None
    named = ", ".join(missing[:5])
    more = f" et {french.counted(len(missing) - 5, 'autre')}" if len(missing) > 5 else ""
    who = "ce dossier" if len(missing) == 1 else f"ces {len(missing)} dossiers"
    return (
        f"Il manque une proposition sur {who} : {named}{more}. Proposez une décision, ou retirez de l’ordre du jour ce "
        "qui n’est pas prêt."
    )


def why_not_write_minutes(seat, meeting, minutes) -> str | None:
    """The committee writes its minutes from the day it sits, until they are closed (A090)."""
    if not seat.has_role(*COMMITTEE):
        return "Seuls les membres du comité écrivent et lisent son compte rendu."
    if reason := why_not_on_the_day(meeting):
        return reason
    if minutes is not None and minutes.is_closed:
        return f"Le compte rendu est clos depuis le {french.moment(minutes.closed_at)} : il ne change plus."
    return None


def why_not_close_minutes(seat, *, is_published: bool, text: str) -> str | None:
    """The president closes what says something, once the decisions it quotes are out."""
    if reason := why_not_president(seat):
        return reason
    if not is_published:
        return "Publiez d’abord les décisions : le compte rendu les reprend."
    if not text:
        return "Écrivez le compte rendu avant de le clore."
    return None


def why_not_quorum(quorum) -> str | None:
    """Enough members were there."""
    if quorum.is_reached:
        return None
    return (
        f"Le quorum n’est pas atteint : {french.counted(quorum.present, 'membre présent', 'membres présents')} sur "
        f"{quorum.members}, il en faut {quorum.needed}. Enregistrez d’abord les présences."
    )
