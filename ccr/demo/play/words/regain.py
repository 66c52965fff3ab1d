"""What Regain notes, writes and puts right. Invented, like the people."""

NOBODY = {
    "name": "",
    "reach": "",
    "structure": "",
    "partner": "",
    "came": "alone",
    "prescriber": "",
    "outcome": "informed",
}

SENT_BY = (
    {"came": "alone", "prescriber": ""},
    {"came": "sent", "prescriber": "Le Relais des Initiatives"},
    {"came": "sent", "prescriber": "Couveuse du Port"},
    {"came": "alone", "prescriber": ""},
    {"came": "sent", "prescriber": "Mairie du 3e arrondissement"},
)
"""Who sent each structure, in turn: nobody, a network, somebody else."""

RECEPTIONS = (
    (
        "2026-10-12 09:40",
        {
            "channel": "telephone",
            "name": "Jeanne Castelli",
            "structure": "La Laverie partagée",
            "question": "Peut-on candidater avant d’être déclarés en préfecture ?",
            "outcome": "oriented",
            "partner": "Couveuse du Port",
        },
    ),
    (
        "2026-10-14 11:20",
        {
            "channel": "information_day",
            "structure": "Les Jardins de Saumaty",
            "question": "La surface demandée engage-t-elle la structure ?",
            "came": "sent",
            "prescriber": "Le Relais des Initiatives",
        },
    ),
    (
        "2026-10-21 15:05",
        {
            "channel": "visit",
            "name": "Idriss Benkemoun",
            "reach": "idriss.benkemoun@exemple.fr",
            "question": "Cherche un local pour réparer des téléphones, seul pour l’instant.",
            "outcome": "oriented",
            "partner": "Accès Création",
            "came": "sent",
            "prescriber": "Mairie du 3e arrondissement",
        },
    ),
    (
        "2026-11-02 10:30",
        {
            "channel": "mail",
            "structure": "Vélos du Vallon",
            "question": "Les comptes 2025 doivent-ils être approuvés en assemblée avant le dépôt ?",
            "outcome": "application",
        },
    ),
    (
        "2026-11-10 09:35",
        {
            "channel": "telephone",
            "name": "Odette Maurin",
            "structure": "Les Aînés du Panier",
            "reach": "04 91 00 52 18",
            "question": "Pas d’ordinateur à l’association : un dossier sur papier est-il possible ?",
            "outcome": "application",
            "came": "sent",
            "prescriber": "Le Relais des Initiatives",
        },
    ),
    (
        "2026-11-16 17:15",
        {
            "channel": "event",
            "question": "Un visiteur du salon demande qui paie les travaux des corners.",
        },
    ),
    (
        "2026-11-20 11:50",
        {
            "channel": "telephone",
            "name": "Fatou Ndiaye",
            "structure": "Couture et Cie",
            "reach": "06 39 98 41 07",
            "question": "Hésite entre une boutique et un corner, voudrait un avis avant de se lancer.",
            "outcome": "call_back",
            "came": "sent",
            "prescriber": "Place aux Projets",
        },
    ),
)
"""(moment, what was typed)."""

TO_DRAFTS = {
    "title": "Déposer avant le 15 décembre",
    "text": (
        "Votre candidature est commencée, et pas encore déposée. Un brouillon n’est lu par personne : pensez à la "
        "déposer avant la clôture, vous pourrez la modifier ensuite jusqu’au dernier jour.\n\n"
        "Deux points demandent souvent du temps : les comptes du dernier exercice, et la signature de la charte par la "
        "personne qui représente la structure.\n\n"
        "Une question ? La seconde journée d’information a lieu samedi 28 novembre."
    ),
}

PAPER = {
    "address": "12 montée des Accoules\n13002 Marseille",
    "phone": "04 91 00 52 18",
    "email": "",
    "late_reason": "",
}
PAPER_TEXTS = {
    "activity": "Quarante adhérentes de plus de soixante ans apprennent la cuisine et la couture aux enfants.",
    "project": "Une permanence le mardi et le jeudi, un atelier de couture le mercredi, avec les écoles.",
    "reasons": "Notre salle ferme à Noël. À la Cité, nous verrions passer d’autres gens que nos voisines.",
}
PAPER_SITE = "Nous viendrons d’abord deux jours par semaine, puis davantage quand le lieu sera connu."

MISTAKE = "Gaël Tournier a téléphoné : il pensait enregistrer son brouillon, que son bureau doit relire."
FORM = "9221"
WHY_FORM = "Le conventionnement d’insertion de mars n’avait pas été reporté ; l’association a envoyé l’arrêté."
