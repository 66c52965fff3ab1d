"""The people one can be in the demo, and the guided visit: who, what to do, one button. All are invented."""

from dataclasses import dataclass

from ccr.wall.sides import Lane

OPEN_CALL, PAST_CALL = "2026", "2025"
PASSWORD = "visite guidee de la cite"  # noqa: S105  printed on the sign-in page of the demo


@dataclass(frozen=True)
class Persona:
    """Somebody to be."""

    key: str
    first_name: str
    last_name: str
    role: str
    organisation: str
    is_candidate: bool = False
    is_admin: bool = False

    @property
    def is_of_networks(self) -> bool:
        """Whether she belongs to the programme itself, and not to a structure that applies."""
        return not self.is_candidate

    @property
    def email(self) -> str:
        return f"{self.key}@exemple.fr"

    @property
    def full_name(self) -> str:
        return f"{self.first_name} {self.last_name}"


PERSONAS = {
    persona.key: persona
    for persona in (
        Persona(
            "amina.belaid",
            "Amina",
            "Belaïd",
            "représente une structure candidate",
            "Les Paniers du Port",
            is_candidate=True,
        ),
        Persona(
            "solene.garnier", "Solène", "Garnier", "n’a pas encore de candidature", "Rustine & Cie", is_candidate=True
        ),
        Persona("hugo.ferrand", "Hugo", "Ferrand", "diagnostiqueur RAMSESS", "Le Relais des Initiatives"),
        Persona("nadia.perrin", "Nadia", "Perrin", "coordonne les diagnostics RAMSESS", "La Fabrique Solidaire"),
        Persona("claire.vidal", "Claire", "Vidal", "coordonne l’appel pour Regain", "Regain"),
        Persona("marc.oliveri", "Marc", "Oliveri", "instruit les dossiers", "Regain"),
        Persona("ines.roux", "Inès", "Roux", "membre du comité de sélection", "Région Provence-Alpes-Côte d’Azur"),
        Persona("paul.castel", "Paul", "Castel", "préside le comité de sélection", "Fondation des Deux Rives"),
        Persona("julie.marchetti", "Julie", "Marchetti", "chargée de mission DLA", "ESIA"),
        Persona("thomas.benoit", "Thomas", "Benoit", "consultant DLA", "Cap Conseil"),
        Persona("leila.haddad", "Leïla", "Haddad", "chargée des fonds solidaires", "ESIA"),
        Persona(
            "yann.kerguelen", "Yann", "Kerguelen", "suit les chiffres du programme", "Région Provence-Alpes-Côte d’Azur"
        ),
        Persona(
            "rose.antonini",
            "Rose",
            "Antonini",
            "représente une structure retenue l’an dernier",
            "L’Atelier Recyclé",
            is_candidate=True,
        ),
        Persona("alice.roche", "Alice", "Roche", "administre les comptes", "Regain", is_admin=True),
    )
}


@dataclass(frozen=True)
class VisitStep:
    """A step of the guided visit: who, what to do there, and where it begins."""

    persona: Persona
    title: str
    text: str
    path: str
    lane: Lane | None = None


def visit_steps() -> list[VisitStep]:
    """The thread through the whole programme, each role in turn."""
    now, past = f"/{OPEN_CALL}/", f"/{PAST_CALL}/"
    return [
        VisitStep(
            PERSONAS["solene.garnier"],
            "Candidater",
            "Trouvez votre organisation ou créez-la, et commencez une candidature. Tout s’enregistre à mesure.",
            f"{now}candidater/",
        ),
        VisitStep(
            PERSONAS["amina.belaid"],
            "Déposer, et demander un diagnostic",
            "Terminez la candidature des Paniers du Port, déposez-la, suivez le diagnostic demandé.",
            now,
        ),
        VisitStep(
            PERSONAS["nadia.perrin"],
            "Affecter une demande de diagnostic",
            "Choisissez une structure habilitée et une personne ; voyez la charge de chacune.",
            now,
            Lane.SUPPORT,
        ),
        VisitStep(
            PERSONAS["hugo.ferrand"],
            "Diagnostiquer et restituer",
            "Remplissez la trame, écrivez la note, enregistrez la restitution : le fil rouge s’ouvre.",
            now,
            Lane.SUPPORT,
        ),
        VisitStep(
            PERSONAS["marc.oliveri"],
            "Instruire un dossier",
            "Ouvrez un dossier déposé, vérifiez les pièces, donnez un avis. Rien n’y parle de l’appui.",
            now,
            Lane.INSTRUCTION,
        ),
        VisitStep(
            PERSONAS["ines.roux"],
            "Lire et noter",
            "Déclarez vos liens, lisez un dossier, notez-le sur la grille avant de voir les notes des autres.",
            now,
            Lane.INSTRUCTION,
        ),
        VisitStep(
            PERSONAS["paul.castel"],
            "Décider",
            "Proposez les décisions, puis publiez-les d’un seul geste. L’appel de l’an dernier montre l’après.",
            now,
            Lane.INSTRUCTION,
        ),
        VisitStep(
            PERSONAS["rose.antonini"],
            "Après la décision",
            "Lisez la lettre, transmettez la note, remplissez la fiche de besoins, chiffrez vos besoins.",
            past,
        ),
        VisitStep(
            PERSONAS["julie.marchetti"],
            "Composer une session",
            "Douze structures, six associations au moins, la treizième attend ; trente jours à répartir.",
            past,
            Lane.SUPPORT,
        ),
        VisitStep(
            PERSONAS["thomas.benoit"],
            "Lire une note transmise",
            "Seulement celles que les structures ont choisi de vous confier ; chaque lecture se voit.",
            past,
            Lane.SUPPORT,
        ),
        VisitStep(
            PERSONAS["leila.haddad"],
            "Voir venir les besoins",
            "Les besoins de toutes les structures, par nature et par mois.",
            past,
            Lane.SUPPORT,
        ),
        VisitStep(
            PERSONAS["claire.vidal"],
            "Coordonner",
            "Toutes les structures, les deux couloirs, les dates ; ni note, ni délibération. Qui siège où.",
            now,
        ),
        VisitStep(
            PERSONAS["yann.kerguelen"],
            "Piloter",
            "Des chiffres mensuels, rien sous 3.",
            f"{past}pilotage/",
        ),
    ]
