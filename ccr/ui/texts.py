"""Texts that the operator edits here: funders named on documents (A007), how long personal data are kept (B7)."""

FUNDERS = ("Région Provence-Alpes-Côte d’Azur", "Fondation MACIF")

RETENTION = (
    # (what, how long, then)
    ("Compte (nom, adresse électronique, téléphone)", "tant que vous l’utilisez, puis 2 ans", "effacé"),
    ("Connexions (adresse réseau, navigateur)", "tant que la connexion est ouverte, 12 heures au plus", "effacées"),
    ("Candidature non retenue", "2 ans après la décision", "rendue anonyme"),
    ("Candidature retenue", "durée de la résidence, puis 5 ans", "effacée"),
    ("Dossier papier : nom, adresse postale, téléphone et e-mail du signataire", "comme la candidature", "effacés"),
    (
        "Contact d’une organisation",
        "jusqu’à ce que l’organisation ou cette personne le retire",
        "effacé, sauf l’empreinte d’un refus",
    ),
    ("Inscription à une journée d’information", "1 an après la journée", "effacée"),
    ("Accueil : nom, structure, téléphone ou e-mail, question", "1 an après l’échange", "effacés"),
    ("Note de diagnostic et réponses au questionnaire de diagnostic", "fin du fil rouge, puis 1 an", "effacées"),
    ("Enquêtes", "2 ans", "rendues anonymes"),
    ("Conventions et pièces de budget", "10 ans", "effacées"),
    ("Actions financées par l’Union européenne", "durée fixée par la convention de subvention", "effacées"),
    ("Journaux techniques et journaux d’accès", "1 an", "effacés"),
)
