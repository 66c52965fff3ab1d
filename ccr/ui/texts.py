"""Texts that the operator edits here: funders named on documents (A007), how long personal data are kept (B7)."""

from typing import NamedTuple

FUNDERS = ("Région Provence-Alpes-Côte d’Azur", "Fondation MACIF")


AT_ONCE = "at once"


class Kept(NamedTuple):
    """A line of « Combien de temps ». task: what erases by itself at the end, ``AT_ONCE`` when the act itself does;
    without one the programme erases, on its own decision.
    """

    what: str
    duration: str
    then: str
    task: str = ""


RETENTION = (
    Kept("Compte (nom, adresse électronique, téléphone)", "tant que vous l’utilisez, puis 2 ans", "effacé"),
    Kept(
        "Connexions (adresse réseau, navigateur)",
        "tant que la connexion est ouverte, 12 heures au plus",
        "effacées",
        "ccr.accounts.tasks.erase_ended_sessions",
    ),
    Kept(
        "Code ou lien de connexion envoyé par e-mail",
        "tant qu’il vaut",
        "effacé",
        "ccr.accounts.tasks.erase_expired_mails",
    ),
    Kept(
        "Copie de vos données préparée en PDF",
        "1 semaine",
        "effacée",
        "ccr.accounts.tasks.erase_old_exports",
    ),
    Kept(
        "Inscription à une journée d’information",
        "1 an après la journée",
        "effacée ; le nombre de présents reste",
        "candidates.tasks.erase_registrations",
    ),
    Kept(
        "Contact d’une organisation",
        "jusqu’à ce que l’organisation ou cette personne le retire",
        "effacé, sauf l’empreinte d’un refus",
        AT_ONCE,
    ),
    Kept("Candidature non retenue", "2 ans après la décision", "rendue anonyme"),
    Kept("Candidature retenue", "durée de la résidence, puis 5 ans", "effacée"),
    Kept("Dossier papier : nom, adresse postale, téléphone et e-mail du signataire", "comme la candidature", "effacés"),
    Kept("Accueil : nom, structure, téléphone ou e-mail, question", "1 an après l’échange", "effacés"),
    Kept("Note de diagnostic et réponses au questionnaire de diagnostic", "fin du fil rouge, puis 1 an", "effacées"),
    Kept("Enquêtes", "2 ans", "rendues anonymes"),
    Kept("Conventions et pièces de budget", "10 ans", "effacées"),
    Kept("Actions financées par l’Union européenne", "durée fixée par la convention de subvention", "effacées"),
    Kept("Journaux techniques et journaux d’accès", "1 an", "effacés"),
)
