"""Regain on the applications: who rang or came, one mail to several, a paper typed, a deposit and a form put right."""

from candidates import services
from candidates.models import Application
from candidates.states import ApplicationState
from ccr.demo import cast
from ccr.demo.people import OPEN_CALL
from ccr.demo.play import papers
from ccr.demo.play.applying import deposit
from ccr.demo.play.calls import COORDINATOR, identity
from ccr.demo.play.craft import act, application, campaign, day, on, organisation, seat
from ccr.demo.play.words import applications as words
from ccr.demo.play.words import regain as said
from ccr.directory import services as directory

PAPER = cast.Structure(
    "Les Aînés du Panier",
    cast.A,
    ("Odette", "Maurin"),
    "Ateliers de cuisine et de couture entre générations",
    "Une permanence deux jours par semaine, et des ateliers le mercredi",
    "1",
    "permanence",
    "20",
)
NUMBER = 390
MISTAKE, RIGHT_FORM = "Herbes Folles", "Atelier Bois Flotté"


def receive(**typed):
    """Somebody rang, wrote or came; what the directory knows is linked."""
    act(seat(COORDINATOR, OPEN_CALL), services.receive, campaign(OPEN_CALL), {**said.NOBODY, **typed})


def write_to_drafts():
    """A month before the close, to those who have not deposited."""
    rows = Application.objects.system().filter(campaign=campaign(OPEN_CALL), state=ApplicationState.BEGUN)
    rows = list(rows.select_related("organisation", "campaign").order_by("organisation__name"))
    act(seat(COORDINATOR, OPEN_CALL), services.send_bulk, campaign(OPEN_CALL), rows, to="everybody", **said.TO_DRAFTS)


def receive_paper():
    """The envelope is opened: the association is not in the directory yet."""
    coordinator = seat(COORDINATOR, OPEN_CALL)
    made = act(coordinator, directory.add_organisation, identity(NUMBER, PAPER.name, PAPER.form))
    typed = {**said.PAPER, "received_on": day("2026-11-17"), "representative": " ".join(PAPER.contact)}
    act(coordinator, services.begin_on_paper, campaign(OPEN_CALL), made, typed, referral=said.SENT_BY[-1])


def type_paper():
    """Its sections, its pieces, its charter; then its deposit, in the name of who signed it."""
    coordinator, mine = seat(COORDINATOR, OPEN_CALL), application(PAPER.name, OPEN_CALL)
    opening, known = mine.campaign.opens_on.year, organisation(PAPER.name)
    typed = {**words.facts(PAPER, NUMBER), **said.PAPER_TEXTS, "website": "", "employees": PAPER.employees}
    typed |= {"space_kind": PAPER.space}
    sites = {
        site: {"is_chosen": True, "answer": said.PAPER_SITE}
        for site in mine.campaign.sites.select_related("site")
        if site.site.name in PAPER.sites
    }
    people = words.contacts(PAPER, NUMBER)
    people[1] |= {"email": "", "phone": said.PAPER["phone"]}
    years = words.years(PAPER, known.declared_on.year, opening)
    act(coordinator, services.write_draft, mine, typed, sites=sites, years=years, contacts=people)
    act(coordinator, services.sign_charter, mine)
    act(coordinator, services.add_piece, mine, "statutes", papers.statutes(PAPER, opening - 9))
    act(coordinator, services.add_piece, mine, "accounts", papers.accounts(PAPER, opening - 1))
    act(coordinator, services.deposit, mine)


def put_back():
    act(seat(COORDINATOR, OPEN_CALL), services.put_back, application(MISTAKE, OPEN_CALL), reason=said.MISTAKE)


def correct_form():
    mine = application(RIGHT_FORM, OPEN_CALL)
    act(seat(COORDINATOR, OPEN_CALL), services.correct_form, mine, said.FORM, reason=said.WHY_FORM)


def moments():
    for when, typed in said.RECEPTIONS:
        yield on(when, receive, on=day(when[:10]), **typed)
    yield on("2026-11-12 14:20", put_back)
    yield on("2026-11-13 08:40", deposit, MISTAKE, OPEN_CALL)
    yield on("2026-11-18 10:10", receive_paper)
    yield on("2026-11-18 10:55", type_paper)
    yield on("2026-11-18 16:30", correct_form)
    yield on("2026-11-19 09:05", write_to_drafts)
