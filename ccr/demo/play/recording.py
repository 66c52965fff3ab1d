"""The coordinator and the directory: a file that was imported, one that waits, two records of one association, and whom
to ask for at some organisations."""

from stdnum import luhn

from ccr.demo.people import OPEN_CALL
from ccr.demo.play.calls import COORDINATOR
from ccr.demo.play.craft import act, act_on, address_of, on, organisation, seat
from ccr.directory import contacts, importing, merging
from ccr.directory.models import Contact, Import, ImportState
from ccr.wall.sides import Side

HEADINGS = "Raison sociale;SIREN;RNA;Forme juridique;Date de création;Code postal;Commune;Effectif;SIAE;Contact"
TWICE = "Paniers du Port (association)"
KEPT = "Les Paniers du Port"


def _siren(number: int) -> str:
    digits = f"{88_000_000 + number}"
    return digits + luhn.calc_check_digit(digits)


RAMSESS_FILE = (
    f"La Boussole des Quartiers;{_siren(1)};;Association déclarée;14/03/2012;13003;Marseille;7;non;par téléphone",
    f"Bois Retrouvé;{_siren(2)};;SARL SCOP;02/09/2016;13015;Marseille;12;oui;",
    f"{TWICE};{_siren(3)};W133099003;9220;05/06/2019;13002;Marseille;3;;",
    "Vélos d’en Bas;123456789;;9220;;13001;Marseille;;;SIREN à vérifier",
    f"Le Fil de l’Eau;{_siren(4)};;Coopérative;;13010;Marseille;;;",
)
FORUM_FILE = (
    f"La Boussole des Quartiers;{_siren(1)};;;;13014;Marseille;9;;déménagée",
    f"Bois Retrouvé;{_siren(2)};;;;;;;;",
    f"La Criée Solidaire;{_siren(5)};;Association;21/01/2020;13007;Marseille;2;;stand 12",
    f"La Criée Solidaire;{_siren(5)};;Association;;;;;;stand 13",
    "Les Amis du Frioul;;W133099004;Association;01/02/2026;13001;Marseille;0;;",
    "=A2;;;;;;;;;",
)


def read(filename: str, lines):
    """A file of a French spreadsheet program."""
    content = "\r\n".join([HEADINGS, *lines]).encode("cp1252")
    act(seat(COORDINATOR, OPEN_CALL), importing.plan_import, content, filename)


def confirm():
    planned = Import.objects.system().filter(state=ImportState.PLANNED).order_by("read_at").first()
    act(seat(COORDINATOR, OPEN_CALL), importing.confirm_import, planned)


def merge():
    """The second record came with the file: the same association, before it moved."""
    act(
        seat(COORDINATOR, OPEN_CALL),
        merging.merge_organisations,
        organisation(KEPT),
        organisation(TWICE),
        reason="Même association : l’ancien numéro est celui de son premier établissement, confirmé par téléphone.",
    )


CONTACTS = (
    (KEPT, "Nadia Ferrat", "coprésidente", "04 91 55 01 01", True),
    (KEPT, "Louis Amiel", "trésorier", "04 91 55 01 02", False),
    ("La Fabrique Solidaire", "Salomé Brun", "chargée d’accueil", "04 91 55 02 01", True),
    ("Couveuse du Port", "Hakim Delorme", "coordinateur", "04 91 55 03 01", True),
)
"""Where, who, what she does there, her telephone, whether she agreed to be shown."""


def name_contacts():
    for where, name, position, phone, consents in CONTACTS:
        said = {"name": name, "position": position, "email": address_of(*name.split()), "phone": phone}
        act(seat(COORDINATOR, OPEN_CALL), contacts.add_contact, organisation(where), said, consents=consents)


def refuse():
    """One of them says, by his link, that he is not to be published."""
    contact = Contact.objects.live().get(email=address_of("Louis", "Amiel"))
    act_on(Side.LINK, contacts.answer_contact, contact, False, seen=contacts.stamp(contact))


def moments():
    yield on("2026-10-13 09:40", read, "carnet-ramsess.csv", RAMSESS_FILE)
    yield on("2026-10-13 09:55", confirm)
    yield on("2026-10-14 11:10", merge)
    yield on("2026-10-15 10:20", name_contacts)
    yield on("2026-10-15 18:05", refuse)
    yield on("2026-11-20 17:20", read, "forum-ess-novembre.csv", FORUM_FILE)
