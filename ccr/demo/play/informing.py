"""The information days: who registers, waits, gives up, comes or not; what is handed out (A020, A171, A172)."""

from candidates import services
from candidates.models import InformationDay, Registration
from ccr.demo.people import OPEN_CALL, PAST_CALL
from ccr.demo.play import papers
from ccr.demo.play.calls import COORDINATOR, PLACE
from ccr.demo.play.craft import act, act_on, address_of, campaign, day, moment, on, seat
from ccr.programme import meetings
from ccr.programme.models import Meeting, MeetingKind
from ccr.wall.sides import Side

NOTES = (
    "Accueil à partir de 9 h 30, autour d’un café.\n"
    "Métro Noailles ou Réformés, tramway Canebière. Entrée de plain-pied, boucle magnétique dans la salle."
)
FIRST, SECOND, PAST = "2026-10-13 14:00", "2026-11-28 10:00", "2025-10-20 10:00"
EVENING = "2026-12-03 18:30"
CALLED_OFF = "La salle est fermée ce soir-là pour travaux. La journée du 28 novembre reste ouverte."

# (moment, name, structure, kind, people, attendance): contacts of the cast, and people who come to see.
CAME = (
    ("2026-10-06 09:12", "Amina Belaïd", "Les Paniers du Port", "elected", 2, "present"),
    ("2026-10-06 18:40", "Romain Pascal", "Atelier Bois Flotté", "staff", 1, "present"),
    ("2026-10-07 08:05", "Jeanne Castelli", "La Laverie partagée", "volunteer", 3, "present"),
    ("2026-10-07 12:31", "Idriss Benkemoun", "", "volunteer", 1, "absent"),
    ("2026-10-08 10:20", "Solène Quéré", "Les Jardins de Saumaty", "staff", 1, "excused"),
    ("2026-10-09 16:02", "Paul Armand", "Fripes et Compagnie", "staff", 2, ""),
)
COMING = (
    ("2026-11-03 10:00", "Amina Belaïd", "Les Paniers du Port", "elected", 1),
    ("2026-11-05 11:24", "Marguerite Olmeta", "Association Le Grenier", "elected", 2),
    ("2026-11-09 19:47", "Karim Ziani", "Vélos du Vallon", "staff", 2),
    ("2026-11-12 14:15", "Lucie Brémond", "", "volunteer", 1),
    ("2026-11-16 08:33", "Hugo Santini", "La Conserverie des Docks", "staff", 2),
    ("2026-11-19 21:10", "Fatou Ndiaye", "Couture et Cie", "volunteer", 1),
)
GAVE_UP, RANG = "Karim Ziani", ("Odette Maurin", "Les Aînés du Panier")


def information_day(at: str, slug: str) -> InformationDay:
    """The day of a call at a moment."""
    days = InformationDay.objects.select_related("meeting__campaign")
    return days.get(meeting__campaign__slug=slug, meeting__starts_at=moment(at))


def registration(name: str, at: str, slug: str) -> Registration:
    """Somebody's registration to a day."""
    rows = Registration.objects.system().with_day()
    return rows.get(name=name, day=information_day(at, slug))


def open_registrations(at: str, slug: str, *, seats: int, until: str, notes: str = NOTES):
    """The coordinator says how many places there are, and until when."""
    meeting = campaign(slug).meetings.get(kind=MeetingKind.INFORMATION, starts_at=moment(at))
    said = {"seats_max": seats, "registration_until": day(until), "practical_notes": notes}
    act(seat(COORDINATOR, slug), services.set_information_day, meeting, **said)


def add_day(at: str, *, seats: int, until: str):
    """One more day: the opening comes with a first one, the one of November is the second."""
    kind = MeetingKind.INFORMATION
    meeting = Meeting(campaign=campaign(OPEN_CALL), kind=kind, starts_at=moment(at), place=PLACE)
    reason = "Une journée de plus, pour qui n’a pas pu venir aux autres."
    act(seat(COORDINATOR, OPEN_CALL), meetings.add_meeting, meeting, reason=reason)
    open_registrations(at, OPEN_CALL, seats=seats, until=until)


def call_off(at: str, reason: str):
    """A day is cancelled; who registered hears why."""
    act(seat(COORDINATOR, OPEN_CALL), services.call_off, information_day(at, OPEN_CALL).meeting, reason=reason)


def come(name: str, organisation: str, kind: str, people: int, at: str, slug: str):
    """Somebody registers on the public page, without an account."""
    said = {"name": name, "email": address_of(*name.split(" ", 1)), "organisation": organisation, "kind": kind}
    act_on(Side.ANONYMOUS, services.register, information_day(at, slug), people=people, **said)


def give_up(name: str, at: str, slug: str):
    """By the secret link."""
    act_on(Side.LINK, services.cancel_registration, registration(name, at, slug))


def ring():
    """Somebody without an address rings the coordination."""
    name, organisation = RANG
    said = {"name": name, "organisation": organisation, "people": 1, "kind": "volunteer"}
    act(seat(COORDINATOR, OPEN_CALL), services.register_by_telephone, information_day(SECOND, OPEN_CALL), **said)


def join_programme():
    """What to read before the second day."""
    file = papers.handout("programme-du-28-novembre.pdf", "Programme de la journée d’information", PROGRAMME)
    said = {"title": "Programme de la journée", "is_before": True}
    act(
        seat(COORDINATOR, OPEN_CALL),
        services.add_information_document,
        information_day(SECOND, OPEN_CALL),
        file,
        **said,
    )


def note_and_send(at: str, slug: str, came):
    """Attendance at the door; the next day, the slides to each."""
    coordinator, held = seat(COORDINATOR, slug), information_day(at, slug)
    for name, attendance in came:
        act(coordinator, services.note_attendance, registration(name, at, slug), attendance)
    file = papers.handout("presentation-de-l-appel.pdf", "Présentation de l’appel", SLIDES)
    said = {"title": "Présentation de l’appel", "is_before": False}
    act(coordinator, services.add_information_document, held, file, **said)
    act(coordinator, services.send_documents, held)


PROGRAMME = (
    "9 h 30\tAccueil",
    "10 h\tLa Cité, ses sites et leurs enjeux",
    "10 h 45\tCandidater : pièces, calendrier, critères",
    "11 h 30\tÊtre appuyé, si on le souhaite",
    "12 h 15\tQuestions",
)
SLIDES = (
    "Un appel, deux couloirs qui ne se rejoignent pas",
    "Ce qu’il faut préparer : statuts, comptes, charte",
    "Les sites proposés, et l’enjeu de chacun",
    "Le calendrier, jusqu’à la décision du comité",
    "Être venu à cette journée ne compte pas dans la sélection",
)
LAST_YEAR = (("Rose Antonini", "L’Atelier Recyclé", "elected"), ("Bastien Roche", "Café des Docks", "staff"))


def moments():
    yield on("2025-09-16 10:00", open_registrations, PAST, PAST_CALL, seats=60, until="2025-10-17")
    for name, organisation, kind in LAST_YEAR:
        yield on("2025-10-01 09:30", come, name, organisation, kind, 1, PAST, PAST_CALL)
    last_year = [(name, "present") for name, _, _ in LAST_YEAR]
    yield on("2025-10-21 09:00", note_and_send, PAST, PAST_CALL, last_year)
    yield on("2026-10-05 15:00", add_day, FIRST, seats=12, until="2026-10-12")
    for when, name, organisation, kind, people, _ in CAME:
        yield on(when, come, name, organisation, kind, people, FIRST, OPEN_CALL)
    yield on("2026-10-12 17:20", give_up, CAME[-1][1], FIRST, OPEN_CALL)
    noted = [(name, attendance) for _, name, _, _, _, attendance in CAME if attendance]
    yield on("2026-10-14 09:15", note_and_send, FIRST, OPEN_CALL, noted)
    yield on("2026-10-20 10:00", open_registrations, SECOND, OPEN_CALL, seats=7, until="2026-11-27")
    for when, name, organisation, kind, people in COMING:
        yield on(when, come, name, organisation, kind, people, SECOND, OPEN_CALL)
    yield on("2026-11-02 11:30", add_day, EVENING, seats=20, until="2026-12-02")
    yield on("2026-11-06 13:15", come, "Odile Vasseur", "Les Voisins de Saint-Just", "volunteer", 2, EVENING, OPEN_CALL)
    yield on("2026-11-18 09:05", call_off, EVENING, CALLED_OFF)
    yield on("2026-11-10 09:40", ring)
    yield on("2026-11-17 11:00", join_programme)
    yield on("2026-11-17 18:00", give_up, GAVE_UP, SECOND, OPEN_CALL)
