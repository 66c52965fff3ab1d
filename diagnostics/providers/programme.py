"""What diagnostics tell of themselves in numbers, and what the audit looks for."""

from django.db.models import Count, Exists, OuterRef, Q
from django.db.models.functions import Greatest

from ccr import clock
from ccr.programme.figures import Count as Figure
from ccr.programme.models import Engagement
from ccr.programme.roles import Function
from ccr.programme.rules import bar_ends_on
from diagnostics.models import Diagnostic, FilRouge
from diagnostics.states import DiagnosticState as State


def figures(campaign):
    """The month's counts, for pilots and coordination (DESIGN 2.4)."""
    given_back, unassigned = Q(held_on__isnull=False), Q(organisation__isnull=True)
    following = FilRouge.objects.system().filter(diagnostic__campaign=campaign, closed_on__isnull=True)
    asked = Diagnostic.objects.system().filter(campaign=campaign).exclude(state__in=[State.CANCELLED, State.DECLINED])
    counted = asked.aggregate(
        asked=Count("pk"),
        restituted=Count("pk", filter=given_back),
        to_assign=Count("pk", filter=~given_back & unassigned),
        followed=Count("pk", filter=given_back & Q(pk__in=following.values("diagnostic"))),
    )
    total, restituted = "diagnostics.asked", "diagnostics.restituted"
    running = counted["asked"] - counted["restituted"] - counted["to_assign"]
    ended = counted["restituted"] - counted["followed"]
    return [
        Figure(total, "Diagnostics demandés", counted["asked"]),
        Figure(restituted, "Diagnostics restitués", counted["restituted"], total),
        Figure("diagnostics.running", "Diagnostics en cours", running, total),
        Figure("diagnostics.to_assign", "Diagnostics à attribuer", counted["to_assign"], total),
        Figure("diagnostics.fils_rouges", "Fils rouges en cours", counted["followed"], restituted),
        Figure("diagnostics.fils_rouges_closed", "Fils rouges clos", ended, restituted),
    ]


def audit():
    """Diagnostics of an organisation that instructs or left the list too early; those handed back too late (A051, C09).

    Once its bar is over an organisation leaves the list: no fil rouge is left then, unless a restitution came too late.
    """
    rows = Diagnostic.objects.system().filter(organisation__isnull=False)
    functions = Engagement.objects.filter(
        campaign=OuterRef("campaign"), organisation=OuterRef("organisation"), ended_at__isnull=True
    )
    instructing = rows.filter(Exists(functions.filter(function=Function.INSTRUCTION)))
    unlisted = rows.filter(~Exists(functions.filter(function=Function.DIAGNOSIS))).select_related("campaign")
    late = rows.filter(held_on__gt=Greatest("campaign__diagnostics_until", "campaign__sessions_until"))
    return [
        *(f"Diagnostic {d.pk} : confié à une organisation qui instruit dans le même appel." for d in instructing),
        *(
            f"Diagnostic {d.pk} : confié à une organisation absente de la liste publique."
            for d in unlisted
            if clock.today() <= bar_ends_on(d.campaign)
        ),
        *(f"Diagnostic {d.pk} : restitué après le dernier jour de l’appel." for d in late),
    ]
