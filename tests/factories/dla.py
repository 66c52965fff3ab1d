"""Sessions, sheets and days for the tests, brought to each state by the services, behind the guard."""

import datetime
from itertools import count

from candidates import outcomes
from candidates.models import Application
from candidates.states import OutcomeValue
from ccr.directory.models import LegalForm
from ccr.programme.roles import Role
from ccr.wall.guard import passing_as
from dla import services
from dla.models import Module, Theme
from dla.services.sessions import PlannedDay
from tests.factories import candidates
from tests.factories.core import OrganisationFactory, make_seat
from tests.remembering import remembered

_numbers = count(1)


def act(seat, verb, *args, **kwargs):
    """Run a verb in the seat's own pass, as a request would."""
    with passing_as(seat):
        return verb(*args, by=seat, **kwargs)


@remembered
def officer(campaign):
    """The seat of a DLA officer."""
    return make_seat(campaign, Role.DLA_OFFICER, organisation=OrganisationFactory(name=f"ESIA {next(_numbers)}"))


@remembered
def selected(campaign, president, *, association=True, value=OutcomeValue.RETAINED, name=None, **letter) -> Application:
    """A structure that deposited and was decided on."""
    form = LegalForm.ASSOCIATION if association else LegalForm.SARL
    organisation = OrganisationFactory(legal_form=form, **({"name": name} if name else {}))
    application = candidates.deposited(campaign, organisation)
    if value == OutcomeValue.WAITING:
        letter.setdefault("waiting_rank", 1)
    with passing_as(president):
        outcomes.write_outcome(application, value, by=president, **letter)
    return Application.objects.system().select_related("organisation", "campaign").get(pk=application.pk)


@remembered
def fill_sheet(application):
    """Every theme answered by the structure."""
    seat = candidates.representative(application)
    for theme in Theme:
        values = {"priority": "useful", "format": "collective", "words": f"Notre besoin : {theme.label}."}
        act(seat, services.save_theme, application, theme, values)


@remembered
def submitted(application):
    """A sheet the structure has sent."""
    fill_sheet(application)
    return act(candidates.representative(application), services.submit_sheet, application)


@remembered
def validated(application, dla_officer):
    """A sheet ESIA has taken."""
    return act(dla_officer, services.validate_sheet, submitted(application))


@remembered
def planning(application, **values):
    """A structure's plan, its first theme written. Gives the plan."""
    said = {"aim": "Vendre sur place.", "decided": "Une boutique.", "progress": "under_way", **values}
    return act(candidates.representative(application), services.write_plan, application, {Theme.ECONOMIC: said})


def six_days(first=datetime.date(2012, 3, 15)) -> list[PlannedDay]:
    """Six days, a fortnight apart."""
    modules = list(Module) * 2
    return [
        PlannedDay(first + datetime.timedelta(days=14 * number), modules[number], "Cité des Associations")
        for number in range(6)
    ]


@remembered
def planned(campaign, dla_officer, **options):
    """A session of six days."""
    return act(
        dla_officer, services.plan_session, campaign, **{"title": "Stratégie et ventes", "days": six_days(), **options}
    )


@remembered
def enrolled_one(session, dla_officer, president, *, association):
    """A structure selected, its sheet validated, enrolled. Gives the enrolment."""
    application = selected(session.campaign, president, association=association)
    validated(application, dla_officer)
    return act(dla_officer, services.enrol, session, application)


def enrolled(session, dla_officer, president, *, associations=0, companies=0) -> list:
    """That many structures enrolled, associations first. Gives the enrolments.

    Not remembered as a whole: one after the other, the first ones are the same whatever the number.
    """
    return [
        enrolled_one(session, dla_officer, president, association=number < associations)
        for number in range(associations + companies)
    ]


def reread(application) -> Application:
    """The application as a new request finds it."""
    return Application.objects.system().select_related("organisation", "campaign").get(pk=application.pk)
