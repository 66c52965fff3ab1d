"""What each app puts in the bench's call, and the pages it wants measured.

Everything goes through the services, but what waits for a commit (mails, PDFs) is dropped: the bench measures pages.
"""

import datetime
from contextlib import contextmanager

from django.db import connection, transaction

from tests.bench.measure import Page
from tests.bench.sizes import (
    AGENDA,
    ASKED,
    DETAIL,
    DOCUMENTS,
    DOOR,
    DRAFTS,
    EXPORT,
    FORM_LIMIT,
    HOME,
    IMPORTS,
    INFORMATION_DAYS,
    LINES,
    LIST,
    REGISTRATIONS,
    SLUG,
)


@contextmanager
def without_mails():
    """One transaction whose mails and documents are never sent."""
    with transaction.atomic():
        yield
        connection.run_on_commit = []


def candidates_pages(campaign, people, organisations) -> list[Page]:
    """Every organisation deposits, then others begin and still type; the first one keeps its people."""
    from tests.factories import candidates
    from tests.factories.core import OrganisationFactory

    for organisation in organisations:
        with without_mails():
            candidates.deposited(campaign, organisation)
    for number in range(DRAFTS):
        with without_mails():
            candidates.fill(candidates.begin(campaign, OrganisationFactory(name=f"Brouillon {number}")), sign=False)
    from candidates.models import Application

    first = Application.objects.system().filter(organisation=organisations[0]).get()
    candidate, coordinator = candidates.representative(first).person.email, people["coordinator"].email
    own = f"/{SLUG}/candidature/{first.pk}/"
    table = f"/{SLUG}/coordination/structures/"
    return [
        Page("Accueil d’une structure", f"/{SLUG}/", candidate, HOME),
        Page("Candidature", own, candidate, DETAIL, FORM_LIMIT),
        Page("Une rubrique de la candidature", f"{own}chiffres/", candidate, DETAIL, FORM_LIMIT),
        Page("Aperçu de la candidature", f"{own}apercu/", candidate, DETAIL, FORM_LIMIT),
        Page("Mon parcours", f"/{SLUG}/candidature/parcours/", candidate, DETAIL),
        Page("Mon agenda, pour une structure", f"/{SLUG}/agenda/", candidate, LIST),
        Page("Table des structures", table, coordinator, LIST),
        Page("Table des structures, en cours de saisie", f"{table}?candidature=begun", coordinator, LIST),
        Page("Le point sur l’appel", f"{table}point/", coordinator, LIST),
        Page("Une structure, pour la coordination", f"{table}{first.pk}/", coordinator, DETAIL),
        Page("Export des candidatures, CSV", f"{table}export/candidate/", coordinator, EXPORT),
        Page("Export des candidatures, XLSX", f"{table}export/candidate/?format=xlsx", coordinator, EXPORT),
    ]


def office_pages(campaign, people, organisations) -> list[Page]:
    """The coordination's desk: every structure wrote once and was received once; bulk mails, requests to join."""
    from candidates import services
    from candidates.models import Application
    from ccr import clock
    from ccr.directory.services import ask_to_join
    from ccr.programme import seats
    from tests.factories import candidates
    from tests.factories.core import PersonFactory

    seat = seats.seat_of(people["coordinator"], campaign)
    rows = Application.objects.system().filter(campaign=campaign).select_related("campaign", "organisation")
    applications = list(rows.order_by("begun_at"))
    came = {
        "channel": "telephone",
        "reach": "04 91 00 00 00",
        "question": "Quand l’appel ferme-t-il ?",
        "came": "alone",
    }
    came |= {"on": clock.today(), "outcome": "informed", "partner": "", "prescriber": ""}
    for application in applications:
        with without_mails():
            services.send_message(application, "Bonjour, une question.", by=candidates.representative(application))
            said = {**came, "name": "Rose Alpha", "structure": application.organisation.name}
            services.receive(campaign, said, by=seat)
    for number in range(ASKED):
        with without_mails():
            said = {"title": f"Courrier {number}", "text": "Bonjour à tous.", "to": "representatives"}
            services.send_bulk(campaign, applications[:10], **said, by=seat)
    with without_mails():
        said |= {"title": "Courrier à tous"}
        to_all = services.send_bulk(campaign, applications, **said, by=seat)
    for organisation in organisations[:ASKED]:
        with without_mails():
            ask_to_join(PersonFactory(), organisation, campaign)
    office, email = f"/{SLUG}/coordination/", people["coordinator"].email
    return [
        Page("Messages", f"/{SLUG}/messages/", email, LIST),
        Page("Courriers groupés", f"{office}structures/courriers/", email, LIST),
        Page("Un courrier groupé", f"{office}structures/courriers/{to_all.pk}/", email, LIST),
        Page("Écrire à toutes les structures", f"{office}structures/courriers/ecrire/", email, LIST),
        Page("Registre d’accueil", f"{office}accueil/", email, LIST),
        Page("Demandes de rattachement", f"{office}rattachements/", email, LIST),
    ]


def public_pages(campaign, people, organisations) -> list[Page]:
    """Information days, to one of which more people than it seats registered; the public library."""
    from ccr import clock
    from ccr.programme import seats
    from tests.factories import information, library

    seat, today = seats.seat_of(people["coordinator"], campaign), clock.today()
    starts_at = clock.start_of(today + datetime.timedelta(days=20)) + datetime.timedelta(hours=10)
    until = today + datetime.timedelta(days=18)
    for number in range(INFORMATION_DAYS):
        with without_mails():
            at = starts_at + datetime.timedelta(days=number)
            day = information.information_day(campaign, seat, seats=REGISTRATIONS - 20, starts_at=at, until=until)
    for number in range(REGISTRATIONS):
        with without_mails():
            information.register(day, f"Rose Alpha {number}", email=f"rose{number}@mesures.test")
    with without_mails():
        later = starts_at + datetime.timedelta(days=INFORMATION_DAYS)
        held = at_the_door(day, information.information_day(campaign, seat, seats=DOOR, starts_at=later, until=until))
    for number in range(DOCUMENTS):
        with without_mails():
            library.published(seat, f"Document {number:02d}", theme=1 + number % 3)
    office, email = f"/{SLUG}/coordination/", people["coordinator"].email
    comers = f"{office}journee-information/"
    return [
        Page("Journées d’information", comers, email, LIST),
        Page("Inscriptions à une journée d’information", f"{comers}{day.meeting_id}/", email, LIST),
        Page("Présences à une journée d’information", f"{comers}{held.meeting_id}/presences/", email, LIST),
        Page("Documents", "/documents/", "", LIST),
        Page("Documents, pour la coordination", f"{office}documents/", email, LIST),
        Page("Thèmes", f"{office}documents/themes/", email, LIST),
    ]


def at_the_door(day, held):
    """A day that is today, to which as many come as a hall seats: copies of who registered to another one."""
    from candidates.models import InformationDay, Registration
    from ccr import clock
    from ccr.programme.models import Meeting

    one = Registration.objects.system().filter(day=day, state="registered").first()
    said = {name: getattr(one, name) for name in ("kind", "consented_at", "state", "asked_at", "registered_at")}
    rows = [Registration(day=held, name=f"Rose Alpha {n}", email=f"r{n}@mesures.test", **said) for n in range(DOOR)]
    Registration.objects.system().bulk_create(rows, 500)
    InformationDay.objects.filter(pk=held.pk).update(seats_taken=DOOR)
    Meeting.objects.filter(pk=held.meeting_id).update(starts_at=clock.start_of(clock.today()))
    return held


def directory_pages(campaign, people, organisations) -> list[Page]:
    """Files that were read for the directory, the last one of many lines."""
    from ccr.directory.importing import plan_import
    from ccr.programme import seats
    from tests.factories.core import siren

    seat, base = seats.seat_of(people["coordinator"], campaign), f"/{SLUG}/coordination/annuaire/importer/"
    for number in range(IMPORTS):
        lines = range(LINES if number == IMPORTS - 1 else 2)
        read = [f"Structure lue {number}-{line};{siren()}" for line in lines]
        content = "\r\n".join(["Nom;SIREN", *read]).encode("cp1252")
        with without_mails():
            made = plan_import(content, f"annuaire-{number}.csv", by=seat)
    return [
        Page("Imports de l’annuaire", base, people["coordinator"].email, LIST),
        Page("Un import de l’annuaire", f"{base}{made.pk}/", people["coordinator"].email, LIST),
    ]


def diagnostics_pages(campaign, people, organisations) -> list[Page]:
    """As many requests as the call may take, the first one restituted."""
    from candidates.models import Application
    from ccr.programme import seats
    from diagnostics import services
    from diagnostics.models import Diagnostic
    from tests.factories import candidates

    applications = Application.objects.system().filter(campaign=campaign).order_by("begun_at")
    for application in applications.select_related("campaign", "organisation")[: campaign.diagnostics_max]:
        with without_mails():
            services.ask_diagnostic(application, before_selection=False, by=candidates.representative(application))
    ramsess = seats.seat_of(people["ramsess_coordinator"], campaign)
    seat = seats.seat_of(people["diagnostician"], campaign)
    first = Diagnostic.objects.system().order_by("asked_at").first()
    with without_mails():
        services.assign(first, organisation=seat.active_mandates[0].organisation, diagnostician=seat, by=ramsess)
        restitute(first, seat)
    base = f"/{SLUG}/appui/diagnostics/"
    return [
        Page("Demandes de diagnostic", f"{base}demandes/", people["ramsess_coordinator"].email, LIST),
        Page("Mes diagnostics", base, people["diagnostician"].email, LIST),
        Page("Un diagnostic", f"{base}{first.pk}/", people["diagnostician"].email, DETAIL),
        Page("Accueil de la coordinatrice de RAMSESS", f"/{SLUG}/", people["ramsess_coordinator"].email, HOME),
        Page("Accueil du diagnostiqueur", f"/{SLUG}/", people["diagnostician"].email, HOME),
    ]


def restitute(diagnostic, seat):
    """The diagnostic carried out to its restitution, today."""
    from ccr import clock
    from diagnostics import services
    from tests.factories import candidates
    from tests.factories import diagnostics as make

    diagnostic = services.start(diagnostic, by=seat)
    make.fill_template(diagnostic)
    services.write_note(diagnostic, make.NOTE, by=seat)
    services.share_note(diagnostic, by=seat)
    services.validate_note(diagnostic, by=candidates.representative(diagnostic.application))
    said = {"place": "Sur place", "people": 7, "roles": "présidente, trésorier, cinq salariés"}
    services.record_restitution(diagnostic, clock.today(), by=seat, **said)


def selection_pages(campaign, people, organisations) -> list[Page]:
    """Every deposited application has its file; the member declared no link on the first one; a committee is prepared
    with as many files as one meeting can read.
    """
    from ccr.programme import seats
    from ccr.programme.models import Meeting, MeetingKind
    from selection.models import File
    from selection.services import ensure_files, set_agenda
    from tests.factories import selection

    with without_mails():
        ensure_files(campaign)
    file = File.objects.system().select_related("campaign", "application__organisation").first()
    member = seats.seat_of(people["committee_member"], campaign)
    with without_mails():
        selection.declare(file, member)
    president = seats.seat_of(people["committee_president"], campaign)
    with without_mails():
        session = selection.prepare(campaign, president)
        files = File.objects.system().filter(campaign=campaign).order_by("application__begun_at")
        set_agenda(session, list(files.select_related("application__organisation")[:AGENDA]), by=president)
    later = session.meeting.starts_at + datetime.timedelta(days=20)
    Meeting.objects.create(campaign=campaign, kind=MeetingKind.COMMITTEE, starts_at=later)
    base, email = f"/{SLUG}/instruction/", people["committee_member"].email
    meeting = f"{base}comite/{session.meeting_id}/"
    return [
        Page("Séance du comité", meeting, people["committee_president"].email, LIST),
        Page("Séances du comité", f"{base}comite/", people["committee_president"].email, LIST),
        Page("Liens à déclarer", f"{base}liens/", email, LIST),
        Page("Grille de notation", f"{base}grille/", people["committee_president"].email, DETAIL),
        Page("Candidatures à lire", base, email, LIST),
        Page("Un dossier", f"{base}dossiers/{file.pk}/", email, DETAIL),
        Page("Accueil d’un membre du comité", f"/{SLUG}/", email, HOME),
        Page("Accueil de la présidence du comité", f"/{SLUG}/", people["committee_president"].email, HOME),
        Page("Accueil d’un instructeur", f"/{SLUG}/", people["instructor"].email, HOME),
    ]


def financing_pages(campaign, people, organisations) -> list[Page]:
    """One need by structure, in turn over the months."""
    from candidates.models import Application
    from tests.factories import financing

    applications = Application.objects.system().filter(campaign=campaign).select_related("campaign", "organisation")
    for application in applications:
        with without_mails():
            financing.stated(application, month=campaign.sessions_from.replace(day=1))
    return [
        Page("Besoins de financement", f"/{SLUG}/appui/financement/", people["fund_officer"].email, LIST),
        Page("Accueil d’un fonds", f"/{SLUG}/", people["fund_officer"].email, HOME),
    ]


def dla_pages(campaign, people, organisations) -> list[Page]:
    """A full session, its consultant, to whom the first structure passes its note on, a sheet by selected structure."""
    from candidates.models import Application
    from ccr.programme import seats
    from diagnostics.models import Note
    from diagnostics.services import transfer_note
    from dla import services
    from dla.services.sessions import PlannedDay
    from tests.factories import candidates
    from tests.factories import dla as make

    officer = seats.seat_of(people["dla_officer"], campaign)
    president = seats.seat_of(people["committee_president"], campaign)
    consultant = seats.seat_of(people["consultant"], campaign)
    applications = Application.objects.system().filter(campaign=campaign).select_related("campaign", "organisation")
    days = [PlannedDay(day.day, day.module, day.place) for day in make.six_days(campaign.sessions_from)]
    with without_mails():
        session = services.plan_session(
            campaign, title="Stratégie et ventes", days=days, consultant=consultant, by=officer
        )
    for number, application in enumerate(applications.order_by("begun_at")[: len(organisations) // 2]):
        with without_mails():
            candidates.outcomes.write_outcome(application, "retained", by=president)
            make.validated(application, officer)
            if number < campaign.session_seats_max:
                services.enrol(session, application, by=officer)
    note = Note.objects.system().select_related("application__campaign", "application__organisation").get()
    with without_mails():
        transfer = transfer_note(note, consultant, by=candidates.representative(note.application))
    base, email = f"/{SLUG}/appui/sessions/", people["dla_officer"].email
    passed_on = f"/{SLUG}/appui/diagnostics/notes-transmises/"
    return [
        Page("Notes transmises à un consultant", passed_on, people["consultant"].email, LIST),
        Page("Une note transmise", f"{passed_on}{transfer.pk}/", people["consultant"].email, DETAIL),
        Page("Une session, pour son consultant", f"{base}{session.pk}/", people["consultant"].email, LIST),
        Page("Accueil d’un consultant", f"/{SLUG}/", people["consultant"].email, HOME),
        Page("Sessions", base, email, LIST),
        Page("Une session", f"{base}{session.pk}/", email, LIST),
        Page("Fiches de besoins", f"{base}fiches/", email, LIST),
        Page("Jours individuels", f"{base}jours/", email, LIST),
        Page("Accueil du DLA", f"/{SLUG}/", email, HOME),
        Page("Mon agenda, pour le DLA", f"/{SLUG}/agenda/", email, LIST),
    ]


def programme_pages(campaign, people, organisations) -> list[Page]:
    """What was counted, and what was sent, once everything else is there."""
    from ccr.programme import figures

    figures.count_all()
    return [
        Page("Chiffres", f"/{SLUG}/pilotage/", people["pilot"].email, DETAIL),
        Page("Accueil du pilote", f"/{SLUG}/", people["pilot"].email, HOME),
        Page("Courriers", f"/{SLUG}/coordination/courriers/", people["coordinator"].email, LIST),
        Page("Pièces d’un appel", f"/{SLUG}/coordination/appel/pieces/", people["coordinator"].email, LIST),
        Page("Liste publique de qui diagnostique", f"/{SLUG}/diagnostiqueurs/", "", LIST),
    ]


GROWERS = [
    candidates_pages,
    office_pages,
    public_pages,
    directory_pages,
    diagnostics_pages,
    selection_pages,
    financing_pages,
    dla_pages,
    programme_pages,
]
