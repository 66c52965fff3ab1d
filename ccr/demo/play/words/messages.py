"""What structures and the coordination write to each other in the open call: (structure, who, when, words).

The last message of a structure is left as it is: read, unread, or without an answer.
"""

STRUCTURE, REGAIN = "structure", "regain"

THREADS = (
    (
        "Terre d’Argile",
        (
            (
                STRUCTURE,
                "2026-10-27 09:40",
                "Bonjour,\n\nNos comptes 2025 sont certifiés fin novembre. Pouvons-nous déposer avec ceux de 2024 et "
                "les remplacer ensuite ?\n\nBien à vous.",
            ),
            (
                REGAIN,
                "2026-10-27 15:05",
                "Bonjour,\n\nOui : déposez avec ceux que vous avez, puis remplacez la pièce et déposez les "
                "modifications avant la clôture. Seule la dernière version compte.",
            ),
            (STRUCTURE, "2026-10-28 08:50", "Merci, c’est très clair. Nous faisons ainsi."),
            (
                REGAIN,
                "2026-11-19 10:20",
                "Bonjour,\n\nVos comptes joints sont ceux de 2024. Avez-vous reçu ceux de 2025 ?",
            ),
            (STRUCTURE, "2026-11-20 18:15", "Ils viennent d’arriver : ils sont dans le brouillon, dépôt lundi."),
        ),
    ),
    (
        "Les Paniers du Port",
        (
            (
                STRUCTURE,
                "2026-11-18 11:30",
                "Bonjour,\n\nNotre assemblée générale change de représentante le 30 novembre. Que devons-nous faire "
                "avant de signer la charte ?",
            ),
            (
                REGAIN,
                "2026-11-20 16:45",
                "Bonjour,\n\nLa personne qui représentera la structure le jour du dépôt signe la charte. Si vous "
                "déposez après le 30, attendez l’assemblée ; la passation se fait ensuite depuis votre candidature.",
            ),
        ),
    ),
    (
        "Cyclo-Fret",
        (
            (
                REGAIN,
                "2026-11-22 09:25",
                "Bonjour,\n\nLa seconde page de vos statuts manque. Pouvez-vous remplacer la pièce avant la clôture ?",
            ),
        ),
    ),
    (
        "Atelier Bois Flotté",
        (
            (
                STRUCTURE,
                "2026-11-21 17:10",
                "Bonjour, la surface indiquée doit-elle comprendre la réserve et l’atelier, ou seulement la boutique ?",
            ),
        ),
    ),
)
"""In the order of the days."""
WITH_ACCOUNTS = "Terre d’Argile"
"""Whose last message carries a file."""

TAKEN_BACK = (
    "Cyclo-Fret",
    "2026-11-19 19:40",
    "Bonjour, nous avons déposé deux fois, est-ce grave ?",
)
"""Written, then taken back within the minute: the page had already answered."""

ANSWERS_TO_DRAFT = (
    "Atelier Bois Flotté",
    "2026-11-22 09:45",
    "Bonjour,\n\nIndiquez la surface totale, réserve comprise :",
)
"""What the coordination was writing when the demo stops."""
