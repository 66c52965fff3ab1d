"""What the candidates' room says of merging two records of one organisation."""

from candidates.models import Application
from ccr.registry import Merging


def merging(kept, merged) -> Merging:
    """Two applications in one call are two requests, which nobody but the structure may choose between."""
    rows = Application.objects.system().filter(organisation__in={*kept.family, *merged.family})
    by_call = {}
    for application in rows.select_related("campaign").order_by("campaign__opens_on", "begun_at"):
        by_call.setdefault(application.campaign, []).append(application)
    reasons = [
        f"Les deux fiches ont chacune une candidature dans {campaign.title} : une structure n’en a qu’une par appel. "
        "Tant que les deux existent, les fiches restent distinctes."
        for campaign, found in by_call.items()
        if len(found) > 1
    ]
    consequences = [
        f"{campaign.title} : la candidature ({application.badge.label}) reste telle quelle, et se lit au nom de la "
        "fiche gardée."
        for campaign, [application, *_] in by_call.items()
        if application.organisation_id in merged.family
    ]
    return Merging(tuple(reasons), tuple(consequences))
