"""What an application offers to the pages that gather several rooms."""

import datetime

from django.db.models import Count, Q
from django.urls import reverse

from candidates import contents, rules
from candidates.addresses import where_to_resume
from candidates.asked_once import applications_of, coordination_counts
from candidates.models import Application, Draft, Letter, Outcome, Version
from candidates.states import ApplicationState, OutcomeValue
from ccr import clock
from ccr.appointments import Appointment
from ccr.directory.models import ASSOCIATION_FORMS
from ccr.programme.figures import Count as Figure
from ccr.registry import HomeFigure, HomeTask, NavLink, Step
from ccr.ui import french
from ccr.wall.sides import Lane


def _url(name, application, *args) -> str:
    return reverse(f"candidates:{name}", args=[application.campaign.slug, application.pk, *args])


def _outcome(application) -> Outcome | None:
    return getattr(application, "outcome", None)


# Navigation


def candidate_navigation(seat):
    slug = seat.campaign.slug
    return [
        NavLink("Ma candidature", reverse("candidates:mine", args=[slug]), "application", rank=10),
        NavLink("Mon parcours", reverse("candidates:parcours", args=[slug]), "parcours", rank=15),
    ]


def coordination_navigation(seat):
    slug = seat.campaign.slug
    receptions = reverse("candidates:receptions", args=[slug])
    return [
        NavLink("Structures", reverse("candidates:structures", args=[slug]), "structures", rank=10, also=(receptions,))
    ]


# Home


def candidate_tasks(seat):
    """What the structure has to do about its application, each with its date."""
    tasks = []
    for application in applications_of(seat):
        tasks += _tasks_of(seat, application)
    return tasks


def _tasks_of(seat, application) -> list[HomeTask]:
    several = f" ({application.organisation.name})" if len(applications_of(seat)) > 1 else ""
    if (outcome := _outcome(application)) is not None:
        return [
            HomeTask(
                title=f"La décision du comité est publiée{several}",
                url=_url("decision", application),
                action="Lire la décision",
                badge=outcome.badge,
                detail=f"Publiée le {french.long_date(outcome.published_at)}.",
                rank=5,
            )
        ]
    if rules.why_not_edit(application) is not None:
        return []
    deadline = application.last_day
    if application.is_begun:
        draft = Draft.objects.visible_to(seat).with_parts().get(application=application)
        parts = contents.sections(draft)
        complete = all(part.is_complete for part in parts)
        represents = rules.represents(seat, application)
        return [
            HomeTask(
                title=f"{'Déposer' if complete and represents else 'Terminer'} la candidature{several}",
                url=_url("deposit", application)
                if complete and represents
                else where_to_resume(application, draft, parts),
                action="Relire et déposer" if complete and represents else "Continuer à remplir",
                due=deadline,
                badge=application.candidate_badge,
                detail=contents.progress_sentence(parts)
                + (" Votre représentant peut la déposer." if complete and not represents else ""),
                rank=10,
            )
        ]
    if (version := _to_deposit_again(seat, application)) is None:
        return []
    represents = rules.represents(seat, application)
    return [
        HomeTask(
            title=f"Déposer les modifications{several}",
            url=_url("deposit" if represents else "application", application),
            action="Relire et déposer" if represents else "Voir ce qui change",
            due=deadline,
            badge=application.candidate_badge,
            detail=f"Le comité lit toujours la version {version.number}, déposée le "
            f"{french.moment(version.deposited_at)}.",
            rank=10,
        )
    ]


def _to_deposit_again(seat, application) -> Version | None:
    """The version in force, when the draft says something else; None when a deposit would change nothing.

    Most days nothing moved since the deposit, and the draft is not read.
    """
    version = Version.objects.visible_to(seat).filter(application=application, is_current=True).first()
    if version is None:
        return None
    drafts = Draft.objects.visible_to(seat).filter(application=application)
    structure = contents.structure_of(application.organisation)
    if all(getattr(version, name) == value for name, value in structure.items()):
        drafts = drafts.filter(pk__in=drafts.touched_since(version.deposited_at).values("pk"))
    draft = drafts.with_content().first()
    return version if draft is not None and contents.differs(draft, version) else None


def candidate_headline(seat):
    """« Il vous reste 23 jours pour déposer votre candidature »: of the first application that says something."""
    for application in applications_of(seat):
        if sentence := _headline_of(application):
            return [sentence]
    return []


def _headline_of(application) -> str:
    campaign = application.campaign
    if (outcome := _outcome(application)) is not None:
        return {
            OutcomeValue.RETAINED: "Votre candidature est retenue",
            OutcomeValue.CONDITIONAL: "Votre candidature est retenue sous condition",
            OutcomeValue.WAITING: "Votre candidature est sur liste d’attente",
            OutcomeValue.REFUSED: "Votre candidature n’est pas retenue",
        }[OutcomeValue(outcome.value)]
    if application.is_deposited:
        return "Votre candidature est déposée"
    if application.is_withdrawn:
        return "Votre candidature est retirée"
    if rules.why_not_open(campaign, application.last_day):
        return "Votre candidature n’a pas été déposée"
    if application.days_left == 0:
        return "Dernier jour pour déposer votre candidature"
    return f"Il vous reste {french.counted(application.days_left, 'jour')} pour déposer votre candidature"


def coordination_figures(seat):
    """How many structures began, how many deposited."""
    counts = coordination_counts(seat)
    if not counts["total"]:
        return []
    return [
        HomeFigure(
            label="Candidatures déposées",
            value=counts["deposited"],
            maximum=counts["total"],
            sentence="parmi celles qui ont commencé",
            url=reverse("candidates:overview", args=[seat.campaign.slug]),
            rank=10,
        )
    ]


# « Mon parcours »


def candidate_steps(seat):
    """Begun, deposited, changed since, examined, decided, told; what comes is there from the beginning."""
    letters = set()
    if any(_outcome(application) for application in applications_of(seat)):
        letters = set(Letter.objects.visible_to(seat).values_list("application_id", flat=True))
    steps = []
    for application in applications_of(seat):
        steps += _steps_of(seat, application, application.pk in letters, several=len(applications_of(seat)) > 1)
    return steps


def _steps_of(seat, application, has_letter: bool, *, several: bool) -> list[Step]:
    campaign = application.campaign
    name = f"{application.organisation.name} : " if several else ""
    begun = Step(
        f"{name}Candidature commencée",
        "done",
        when=_day(application.begun_at),
        url=_url("application", application),
        rank=0,
    )
    late = rules.why_not_open(campaign, application.last_day) is not None
    steps = [begun, _deposit_step(application, name, late=late)]
    if application.is_withdrawn:
        return [*steps, Step(f"{name}Candidature retirée", "done", when=_day(application.withdrawn_at), rank=20)]
    outcome = _outcome(application)
    if application.is_deposited and not late and outcome is None and (version := _to_deposit_again(seat, application)):
        steps.append(_changes_step(application, version, name))
    is_examined = application.is_deposited or (application.is_begun and not late)
    day = seat.campaign.first_committee_day
    if is_examined and day:
        state = "done" if day < clock.today() or outcome else "todo"
        steps.append(Step(f"{name}Comité de sélection", state, when=day, lane=Lane.INSTRUCTION, rank=30))
    if outcome is not None:
        steps.append(
            Step(
                f"{name}Décision publiée : {outcome.get_value_display()}",
                "done",
                when=_day(outcome.published_at),
                detail="Avec la lettre du comité." if has_letter else "",
                url=_url("decision", application),
                rank=40,
            )
        )
    elif is_examined:
        steps.append(
            Step(
                f"{name}Décision du comité", "todo", detail="Vous êtes prévenus par e-mail dès sa publication.", rank=40
            )
        )
    return steps


def _changes_step(application, version, name) -> Step:
    return Step(
        f"{name}Modifications à déposer",
        "todo",
        when=application.last_day,
        detail=f"Le comité lit toujours la version {version.number}. "
        f"Jusqu’au {french.binding_date(application.last_day)}.",
        url=_url("application", application),
        is_expected=True,
        rank=15,
    )


def _deposit_step(application, name, *, late: bool) -> Step:
    if application.deposited_at and not application.is_begun:
        return Step(
            f"{name}Candidature déposée",
            "done",
            when=_day(application.deposited_at),
            detail=f"Numéro {application.receipt_number}.",
            url=_url("application", application),
            rank=10,
        )
    return Step(
        f"{name}Candidature à déposer",
        "late" if late else "todo",
        when=application.last_day,
        detail=f"Jusqu’au {french.binding_date(application.last_day)}.",
        url=_url("application", application),
        is_expected=not late,
        rank=10,
    )


def _day(moment) -> datetime.date:
    return clock.in_paris(moment).date()


# « Mon agenda »


def candidate_agenda(seat):
    """The structure's own last day, and the committee's day once it deposited: a day, nobody of it goes there."""
    committee = seat.campaign.first_committee_day
    found = []
    for application in applications_of(seat):
        if application.is_withdrawn:
            continue
        name = f" ({application.organisation.name})" if len(applications_of(seat)) > 1 else ""
        deposited = application.is_deposited
        found.append(
            Appointment(
                key=f"deadline-{application.pk}",
                title=f"Dernier jour pour {'modifier' if deposited else 'déposer'} la candidature{name}",
                starts=application.last_day,
                detail=f"Jusqu’au {french.binding_date(application.last_day)}.",
                url=_url("application", application),
            )
        )
        if deposited and committee:
            found.append(
                Appointment(
                    key=f"committee-{application.pk}",
                    title=f"Comité de sélection{name}",
                    starts=committee,
                    detail="Vous n’y venez pas : sa décision vous est écrite dès sa publication.",
                    url=reverse("candidates:parcours", args=[seat.campaign.slug]),
                )
            )
    return found


# Monthly figures (ccr.programme.figures protects the small ones)


def figures(campaign):
    """Applications, by state and by form: how many, never which. Selection counts the decisions."""
    associations = Q(organisation__legal_form__in=ASSOCIATION_FORMS)
    deposited = Q(state=ApplicationState.DEPOSITED)
    counted = (
        Application.objects.system()
        .filter(campaign=campaign)
        .aggregate(
            begun=Count("pk"),
            deposited=Count("pk", filter=deposited),
            withdrawn=Count("pk", filter=Q(state=ApplicationState.WITHDRAWN)),
            associations=Count("pk", filter=deposited & associations),
            others=Count("pk", filter=deposited & ~associations),
        )
    )
    return [
        Figure("candidates.begun", "Candidatures commencées", counted["begun"]),
        Figure("candidates.deposited", "Candidatures déposées", counted["deposited"], part_of="candidates.begun"),
        Figure("candidates.withdrawn", "Candidatures retirées", counted["withdrawn"], part_of="candidates.begun"),
        Figure(
            "candidates.typed",
            "Candidatures en cours de saisie",
            counted["begun"] - counted["deposited"] - counted["withdrawn"],
            part_of="candidates.begun",
        ),
        Figure(
            "candidates.associations",
            "Candidatures déposées par des associations",
            counted["associations"],
            part_of="candidates.deposited",
        ),
        Figure(
            "candidates.others",
            "Candidatures déposées par d’autres formes",
            counted["others"],
            part_of="candidates.deposited",
        ),
    ]


# Closing


def undecided(campaign) -> list[str]:
    """What keeps a call from being closed: structures that deposited, and wait for their decision."""
    waiting = Application.objects.system().filter(
        campaign=campaign, state=ApplicationState.DEPOSITED, outcome__isnull=True
    )
    count = waiting.count()
    if not count:
        return []
    return [
        f"{french.counted(count, 'candidature déposée attend', 'candidatures déposées attendent')} encore une décision."
    ]
