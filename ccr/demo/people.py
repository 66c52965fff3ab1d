"""The people one can be in the demo, and the guided visit: who, what to do, one button. All are invented."""

from dataclasses import dataclass

from ccr.wall.sides import Lane

PAST_CALL, OPEN_CALL, NEXT_CALL = "2025", "2026", "2027"
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
    """A step of the guided visit: who, what to do there, where it begins; ``hint``: what one may type or click."""

    persona: Persona
    title: str
    text: str
    path: str
    lane: Lane | None = None
    hint: str = ""

    @property
    def lane_label(self) -> str:
        """The lane's name on its rail, empty outside the two."""
        return self.lane.label if self.lane else ""


def visit_steps() -> list[VisitStep]:
    """The thread through the whole programme, each role in turn."""
    now, past = f"/{OPEN_CALL}/", f"/{PAST_CALL}/"
    support, instruction = f"{past}appui/", f"{past}instruction/"
    return [
        VisitStep(
            PERSONAS["solene.garnier"],
            "Candidater",
            "Trouvez votre organisation ou créez-la, puis commencez une candidature. Tout s’enregistre à mesure.",
            f"{now}candidater/",
            hint="« Rustine & Cie » n’est pas dans l’annuaire. Créez-la avec son RNA, W133051876, et une date de "
            "déclaration récente.",
        ),
        VisitStep(
            PERSONAS["amina.belaid"],
            "Finir la candidature, suivre le diagnostic",
            "Il manque aux Paniers du Port leurs raisons, la réponse au site, la charte et deux pièces. Le diagnostic "
            "qu’ils ont demandé avance de son côté.",
            now,
            hint="Une personne demande aussi à rejoindre la structure : c’est à vous de répondre.",
        ),
        VisitStep(
            PERSONAS["nadia.perrin"],
            "Confier un diagnostic",
            "Trois structures attendent : l’une à confirmer, l’une à attribuer, l’une en liste d’attente. L’appel a "
            "reçu d’autres places depuis : donnez-les.",
            f"{now}appui/diagnostics/demandes/",
            Lane.SUPPORT,
        ),
        VisitStep(
            PERSONAS["hugo.ferrand"],
            "Diagnostiquer et restituer",
            "Finissez la trame, écrivez la note, remettez-la à la structure, enregistrez la restitution : le fil rouge "
            "s’ouvre.",
            now,
            Lane.SUPPORT,
        ),
        VisitStep(
            PERSONAS["marc.oliveri"],
            "Instruire un dossier",
            "Cyclo-Fret vient de déposer une deuxième version. Déclarez vos liens, vérifiez les pièces, rendez un "
            "avis. Rien ici ne parle de l’appui.",
            f"{now}instruction/",
            Lane.INSTRUCTION,
        ),
        VisitStep(
            PERSONAS["ines.roux"],
            "Lire, puis noter",
            "Déclarez vos liens et lisez. La notation ouvre à la clôture, chacun d’abord seul sur la grille.",
            f"{now}instruction/",
            Lane.INSTRUCTION,
            hint="« Avancer… à la clôture », dans le bandeau, ouvre la notation.",
        ),
        VisitStep(
            PERSONAS["paul.castel"],
            "Publier les décisions",
            "Deux dossiers ajournés en février sont repassés en comité le 19 novembre. Les décisions sont proposées : "
            "publiez-les d’un seul geste, les lettres partent.",
            f"{instruction}comite/",
            Lane.INSTRUCTION,
        ),
        VisitStep(
            PERSONAS["rose.antonini"],
            "Après la décision",
            "L’Atelier Recyclé est retenu depuis février : sa lettre, sa note et qui l’a lue, le fil rouge, sa "
            "session, ses jours individuels, ses besoins de financement.",
            past,
        ),
        VisitStep(
            PERSONAS["julie.marchetti"],
            "Composer une session",
            "La session 1 est pleine et une treizième structure attend. La session 2 cherche encore des associations : "
            "une fiche est à valider.",
            f"{support}sessions/",
            Lane.SUPPORT,
        ),
        VisitStep(
            PERSONAS["thomas.benoit"],
            "Lire une note transmise",
            "Seulement celles que les structures vous ont confiées. L’une a repris la sienne. Chaque lecture se voit.",
            f"{support}diagnostics/notes-transmises/",
            Lane.SUPPORT,
        ),
        VisitStep(
            PERSONAS["leila.haddad"],
            "Voir venir les besoins",
            "Ce que les structures devront financer, par nature et par mois.",
            f"{support}financement/",
            Lane.SUPPORT,
        ),
        VisitStep(
            PERSONAS["claire.vidal"],
            "Coordonner",
            "Toutes les structures, les deux couloirs, les dates ; ni note, ni délibération. Et qui siège où.",
            f"{now}coordination/structures/",
        ),
        VisitStep(
            PERSONAS["claire.vidal"],
            "Préparer l’appel suivant",
            "Repris de celui de 2026, un an plus tard : la page dit ce qui est fait, ce qui manque et ce qui est à "
            "regarder. Voyez-le comme un candidat, puis publiez-le.",
            f"/{NEXT_CALL}/coordination/appel/avant-d-ouvrir/",
        ),
        VisitStep(
            PERSONAS["yann.kerguelen"],
            "Piloter",
            "Des chiffres mois par mois, et rien sous 3.",
            f"{past}pilotage/",
        ),
        VisitStep(
            PERSONAS["alice.roche"],
            "Administrer",
            "Les comptes et les réglages, aucun contenu.",
            "/admin/",
        ),
    ]
