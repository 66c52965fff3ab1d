"""What changes on the way of the open call: dates, a site that is settled, more time for one file; who comes back."""

from candidates import services
from ccr.demo.people import OPEN_CALL
from ccr.demo.play.applying import BY_NAME, representative
from ccr.demo.play.calls import COORDINATOR
from ccr.demo.play.craft import act, act_on, application, campaign, day, on, organisation, person, seat
from ccr.demo.play.words.regain import SENT_BY
from ccr.programme import campaigns
from ccr.programme.models import SiteStatus
from ccr.wall.sides import Side

COMES_BACK = "Les Mains Vertes"
"""Refused last year, and invited to apply again."""
LATE = "Ludothèque des Réformés"
DOCKS = "Docks de la Joliette"


def lengthen_sessions():
    """The last session would have met in one week: it goes on until December."""
    reason = "La troisième session se tiendra sur deux semaines, la seconde en décembre."
    days = {"sessions_until": day("2027-12-10")}
    act(seat(COORDINATOR, OPEN_CALL), campaigns.change_campaign, campaign(OPEN_CALL), days, reason=reason)


def settle_site():
    """The lease of the cinema is signed: who chose it is told."""
    site = campaign(OPEN_CALL).sites.get(site__name="mk2")
    status, reason = SiteStatus.VALIDATED, "L’accord avec le cinéma est signé."
    act(seat(COORDINATOR, OPEN_CALL), campaigns.change_site, site, stake=site.stake, status=status, reason=reason)


def propose_site():
    """A third site, proposed once the call is open."""
    stake = "Travailler avec les entreprises du port, à l’heure du déjeuner."
    act(seat(COORDINATOR, OPEN_CALL), campaigns.add_site, campaign(OPEN_CALL), name=DOCKS, stake=stake, offered_m2=400)


def abandon_site():
    """Its owner let it to somebody else, before any structure chose it."""
    site = campaign(OPEN_CALL).sites.get(site__name=DOCKS)
    status, reason = SiteStatus.ABANDONED, "Le propriétaire a loué les docks à une autre enseigne."
    act(seat(COORDINATOR, OPEN_CALL), campaigns.change_site, site, stake=site.stake, status=status, reason=reason)


def give_time():
    """One structure, whose coordinator is in hospital, may deposit a week later."""
    mine, reason = application(LATE, OPEN_CALL), "La coordinatrice est hospitalisée jusqu’au 10 décembre."
    act(seat(COORDINATOR, OPEN_CALL), services.extend, mine, until=day("2026-12-22"), reason=reason)


def come_back():
    """A structure of last year begins again, and takes its texts along."""
    who = person(" ".join(BY_NAME[COMES_BACK].contact))
    mine, referral = organisation(COMES_BACK), SENT_BY[0]
    act_on(Side.NEWCOMER, services.begin_application, campaign(OPEN_CALL), mine, who, referral=referral)
    act(representative(COMES_BACK, OPEN_CALL), services.copy_former, application(COMES_BACK, OPEN_CALL))


def moments():
    yield on("2026-11-06 15:00", lengthen_sessions)
    yield on("2026-10-22 10:30", propose_site)
    yield on("2026-11-13 17:00", abandon_site)
    yield on("2026-11-18 11:30", come_back)
    yield on("2026-11-20 09:15", settle_site)
    yield on("2026-11-20 15:40", give_time)
