"""« Avant d’ouvrir »: what a call in preparation has, lacks, or leaves to look at; apps add theirs (point ``opening``).

What blocks refuses the opening in the service too (``campaigns.publish_campaign``); the rest is said, and decided by
the coordination: a committee may still be named while structures write.
"""

from django.urls import reverse

from ccr import clock, registry
from ccr.programme import rules
from ccr.programme.models import MeetingKind, SiteStatus
from ccr.programme.roles import Role
from ccr.programme.seats import holders
from ccr.registry import Check
from ccr.ui import french
from ccr.wall.sides import Side

DONE, MISSING, LOOK = "done", "missing", "look"
ENOUGH_MEMBERS = 3
"""Below, president included, the committee can hardly deliberate once a member steps aside (a guess)."""
SATURDAY = 5


def checks(campaign) -> list[Check]:
    """Every check of a call, the programme's and the apps', in the order of its preparation."""
    found = registry.providers("opening", {Side.COORDINATION})
    return sorted((check for provider in found for check in provider(campaign)), key=lambda check: check.rank)


def obstacles(campaign) -> list[str]:
    """What keeps the call from opening, one French sentence each."""
    return [check.detail for check in checks(campaign) if check.refuses]


def own_checks(campaign) -> list[Check]:
    """The programme's own: days, meetings, sites, pieces, people, whom to ask for help."""
    proposed = list(campaign.meetings.filter(cancelled_at__isnull=True).order_by("starts_at"))
    return [
        _calendar(campaign),
        _committee(campaign, [row for row in proposed if row.kind == MeetingKind.COMMITTEE]),
        _information(campaign, [row for row in proposed if row.kind == MeetingKind.INFORMATION]),
        *_sites(campaign),
        _pieces(campaign),
        _committee_people(campaign),
        _diagnosing_list(campaign),
        _contact(campaign),
    ]


def _at(campaign, name, *args) -> str:
    return reverse(f"programme:{name}", args=[campaign.slug, *args])


def _calendar(campaign) -> Check:
    about = {"title": "Calendrier", "rank": 10, "url": _at(campaign, "campaign_prepare", "calendrier")}
    if clock.now() >= campaign.closes_at:
        detail = "La clôture est passée : personne ne pourrait candidater."
        return Check(**about, state=LOOK, detail=detail, action="Corriger les dates")
    if clock.today() >= campaign.opens_on:
        detail = "Le jour de l’ouverture est venu : les candidatures s’ouvriraient dès la publication."
        return Check(**about, state=LOOK, detail=detail, action="Corriger les dates")
    detail = (
        f"Candidatures du {french.long_date(campaign.opens_on)} au {french.binding_date(campaign.deadline_on)}, "
        f"diagnostics jusqu’au {french.long_date(campaign.diagnostics_until)}, sessions DLA dès le "
        f"{french.long_date(campaign.sessions_from)}."
    )
    return Check(**about, state=DONE, detail=detail)


def _weekend(meetings) -> str:
    """What is said of a meeting that falls on a Saturday or a Sunday, as days moved by whole years may."""
    days = (clock.in_paris(row.starts_at) for row in meetings)
    found = [french.day_in_words(day) for day in days if day.weekday() >= SATURDAY]
    return f"Vérifiez le jour : {', '.join(found)}." if found else ""


def _committee(campaign, meetings) -> Check:
    about = {"title": "Comité de sélection", "rank": 20, "url": _at(campaign, "campaign_prepare", "calendrier")}
    if wrong := rules.why_not_committee(campaign):
        return Check(**about, state=MISSING, detail=" ".join(wrong), action="Fixer la date", blocks=True)
    if weekend := _weekend(meetings):
        return Check(**about, state=LOOK, detail=weekend, action="Changer la date")
    first = meetings[0].starts_at
    detail = f"Le {french.day_in_words(first)}, après la dernière restitution et avant les sessions."
    return Check(**about, state=DONE, detail=detail)


def _information(campaign, meetings) -> Check:
    about = {"title": "Journée d’information", "rank": 25, "url": _at(campaign, "campaign_prepare", "calendrier")}
    if not meetings:
        detail = "Aucune n’est au calendrier. L’ouverture des candidatures est l’occasion d’une première journée."
        return Check(**about, state=MISSING, detail=detail, action="Ajouter une réunion")
    late = [row for row in meetings if clock.in_paris(row.starts_at).date() > campaign.deadline_on]
    if late:
        detail = f"Elle se tiendrait après la clôture, le {french.day_in_words(late[0].starts_at)}."
        return Check(**about, state=LOOK, detail=detail, action="Changer la date")
    if weekend := _weekend(meetings):
        return Check(**about, state=LOOK, detail=weekend, action="Changer la date")
    return Check(**about, state=DONE, detail=f"Le {french.day_in_words(meetings[0].starts_at)}.")


def _sites(campaign) -> list[Check]:
    about = {"title": "Sites", "rank": 30, "url": _at(campaign, "campaign_prepare", "sites")}
    if wrong := rules.why_not_sites(campaign):
        return [
            Check(**about, state=MISSING, detail=sentence, action="Compléter les sites", blocks=True)
            for sentence in wrong
        ]
    rows = list(campaign.sites.exclude(status=SiteStatus.ABANDONED).select_related("site"))
    unsaid = [row.site.name for row in rows if row.offered_m2 is None]
    if unsaid:
        detail = f"Surface proposée à préciser : {', '.join(unsaid)}. Chaque site a son enjeu."
        return [Check(**about, state=LOOK, detail=detail, action="Compléter les sites")]
    said = ", ".join(f"{row.site.name} ({french.number(row.offered_m2)}{french.NBSP}m²)" for row in rows)
    return [Check(**about, state=DONE, detail=f"{said}, chacun avec son enjeu.")]


def _pieces(campaign) -> Check:
    about = {"title": "Pièces demandées", "rank": 40, "url": _at(campaign, "pieces")}
    labels = list(campaign.pieces.filter(is_asked=True).order_by("order", "slug").values_list("label", flat=True))
    if not labels:
        detail = "Aucune pièce n’est demandée. La liste est fermée dès l’ouverture : rien ne s’y ajoutera."
        return Check(**about, state=LOOK, detail=detail, action="Ajouter des pièces")
    return Check(**about, state=DONE, detail=f"{' ; '.join(labels)}.")


def _committee_people(campaign) -> Check:
    about = {"title": "Membres du comité", "rank": 60, "url": _at(campaign, "seats")}
    presidents = holders(campaign, Role.COMMITTEE_PRESIDENT)
    members = holders(campaign, Role.COMMITTEE_MEMBER, Role.COMMITTEE_PRESIDENT)
    if not presidents:
        detail = "Personne ne préside encore le comité."
    elif len(members) < ENOUGH_MEMBERS:
        detail = f"{french.counted(len(members), 'personne siège', 'personnes siègent')} : il en faut au moins 3."
    else:
        detail = f"{french.counted(len(members), 'personne')}, présidence comprise : {presidents[0].full_name}."
        return Check(**about, state=DONE, detail=detail)
    return Check(**about, state=MISSING, detail=f"{detail} À régler avant le comité.", action="Donner des rôles")


def _diagnosing_list(campaign) -> Check:
    about = {"title": "Qui diagnostique", "rank": 70, "url": _at(campaign, "seats")}
    number = rules.own_lines().filter(campaign=campaign).count()
    if number:
        detail = f"{french.counted(number, 'structure')} sur la liste publique, exclues des comités dès la publication."
        return Check(**about, state=DONE, detail=detail)
    detail = (
        "Aucune structure n’est inscrite pour cet appel. RAMSESS et Regain fixent la liste avant lui, jamais d’après "
        "les demandes."
    )
    return Check(**about, state=MISSING, detail=detail, action="Engager des structures")


def _contact(campaign) -> Check:
    about = {"title": "Besoin d’aide ?", "rank": 80, "url": _at(campaign, "campaign_prepare", "identite")}
    if campaign.help_email and campaign.help_phone:
        return Check(**about, state=DONE, detail=f"{campaign.help_email}, {campaign.help_phone}.")
    unsaid = "Ni adresse ni téléphone propres à l’appel"
    if campaign.help_email or campaign.help_phone:
        unsaid = "Pas de téléphone propre à l’appel" if campaign.help_email else "Pas d’adresse propre à l’appel"
    detail = f"{unsaid} : les candidats auront ceux de la plateforme."
    return Check(**about, state=LOOK, detail=detail, action="Donner un contact")
