"""Applications for the tests, brought to each state by the services, as people would."""

import datetime

from django.core.files.uploadedfile import SimpleUploadedFile

from candidates import outcomes, services
from candidates.models import Application, Draft, Version
from candidates.states import OutcomeValue
from ccr.programme import seats
from ccr.programme.roles import Role
from tests.factories.core import OrganisationFactory, PersonFactory, make_seat
from tests.remembering import remembered

OPEN_DAY = "2011-11-22 10:00"
"""A day when the call of ``make_campaign`` is open, 23 days before its deadline."""


def small_pdf(text="Statuts") -> bytes:
    """A real PDF of one page."""
    from io import BytesIO

    from pypdf import PdfWriter

    writer = PdfWriter()
    writer.add_blank_page(width=200, height=200)
    writer.add_metadata({"/Title": text})
    buffer = BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


def upload(name="statuts.pdf", text="Statuts"):
    """A file as a browser sends it."""
    return SimpleUploadedFile(name, small_pdf(text), content_type="application/pdf")


@remembered
def make_member(organisation=None, **person):
    """A person who belongs to an organisation, and sits nowhere yet."""
    organisation = organisation or OrganisationFactory()
    person = PersonFactory(**person)
    seats.join_organisation(person, organisation, is_representative=True)
    return person, organisation


@remembered
def begin(campaign, organisation=None, person=None) -> Application:
    """An application just begun. Its representative: ``representative(application)``."""
    if person is None:
        person, organisation = make_member(organisation)
    return services.begin_application(campaign, organisation, person)


@remembered
def representative(application):
    """The seat of who represents the structure."""
    people = seats.holders(application.campaign, Role.REPRESENTATIVE, organisation=application.organisation)
    return seats.seat_of(people[0], application.campaign)


@remembered
def add_contributor(application):
    """A colleague joins the application; her seat."""
    person, _ = make_member(application.organisation)
    services.begin_application(application.campaign, application.organisation, person)
    return seats.seat_of(person, application.campaign)


FIGURES = {"income": "120000", "sales": "90000", "subsidies": "25000", "expenses": "118000", "cash": "9500.50"}
CONTACT = {
    "name": "Camille Essai",
    "function": "trésorière",
    "kind": "elected",
    "email": "camille@exemple.fr",
    "phone": "04 91 00 00 00",
}


@remembered
def fill(application, *, sites=None, years=None, contacts=None, pieces=True, sign=True, by=None, **fields) -> Draft:
    """Everything a deposit needs. sites: names to choose, all by default. by: who represents it, unless said."""
    seat = by or representative(application)
    typed = {
        "created_year": 2005,
        "website": "https://exemple.fr",
        "summary": "Une épicerie associative de quartier.",
        "activity": "Épicerie de produits locaux en vrac.",
        "branches": ["food", "reuse"],
        "headcount": 4,
        "employees": "3.50",
        "permanent_jobs": 3,
        "aided_contracts": 0,
        "volunteers": 12,
        "pole": "food",
        "cooperates": "no",
        "project": "Tenir un comptoir de vrac à la Cité.",
        "reasons": "Partager les caisses et les livraisons.",
        "space_kind": "corner",
        "space_m2": "42.0",
        **fields,
    }
    if not application.organisation.is_ess_by_form:
        typed.setdefault("ess_answer", "no")
    chosen = application.campaign.sites.select_related("site")
    if sites is not None:
        chosen = chosen.filter(site__name__in=sites)
    opening = application.campaign.opens_on.year
    services.write_draft(
        application,
        typed,
        sites={site: {"is_chosen": True, "answer": f"Notre réponse pour {site.site.name}."} for site in chosen},
        years={year: dict(FIGURES) for year in range(opening - 3, opening)} if years is None else years,
        contacts={1: CONTACT} if contacts is None else contacts,
        by=seat,
    )
    if sign:
        services.sign_charter(application, by=seat)
    if pieces:
        services.add_piece(application, "statutes", upload("statuts.pdf", "Statuts"), by=seat)
        services.add_piece(application, "accounts", upload("comptes.pdf", "Comptes"), by=seat)
    return Draft.objects.system().with_parts().get(application=application)


@remembered
def ready(campaign, organisation=None, **fields) -> Application:
    """An application that only waits for its deposit."""
    application = begin(campaign, organisation)
    fill(application, **fields)
    return application


@remembered
def deposited(campaign, organisation=None, **fields) -> Application:
    """A deposited application."""
    application = ready(campaign, organisation, **fields)
    services.deposit(application, by=representative(application))
    application.refresh_from_db()
    return application


@remembered
def withdrawn(campaign, organisation=None) -> Application:
    """An application deposited, then withdrawn."""
    application = deposited(campaign, organisation)
    services.withdraw(application, by=representative(application))
    application.refresh_from_db()
    return application


def current_version(application) -> Version:
    """The version in force, with its parts."""
    return Version.objects.system().with_parts().get(application=application, is_current=True)


@remembered
def decided(campaign, value=OutcomeValue.RETAINED, *, president=None, **letter) -> Application:
    """A deposited application whose decision is published."""
    application = deposited(campaign)
    president = president or make_seat(campaign, Role.COMMITTEE_PRESIDENT)
    if value == OutcomeValue.CONDITIONAL:
        letter.setdefault("conditions", "Présenter un plan de trésorerie.")
    if value == OutcomeValue.WAITING:
        letter.setdefault("waiting_rank", 1)
    outcomes.write_outcome(application, value, by=president, **letter)
    return application


def day(text: str) -> datetime.date:
    """A day from « 2011-12-15 »."""
    return datetime.date.fromisoformat(text)
