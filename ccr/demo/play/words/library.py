"""The documents of the demo's *porte-documents*: invented, as Regain might have written them.

Each: when it is prepared, its theme (by its order), its nature, the day it bears, its call, its title, its sentence,
and the lines of its file.
"""

from ccr.demo.people import OPEN_CALL, PAST_CALL

PROJECT, CALL, SUPPORT, PLACES, GOVERNANCE, MINUTES = range(1, 7)
DOCUMENT, REPORT, REFERENCE = "document", "minutes", "reference"

CRITERIA = "Modalités de sélection des résidents\u00a0: rapport du groupe de travail n°\u00a04"
INFORMATION = "L’appel 2026 en dix questions"
SPACES = "Plans et surfaces du site de la Friche"
OLD_CALENDAR = "Calendrier de l’appel 2025"
FIRST_DAY = "Compte rendu de la journée d’information du 20 octobre 2025"
DRAFT = "Compte rendu de la rencontre des filières d’octobre 2026"

DOCUMENTS = (
    (
        "2025-09-16 10:00",
        PROJECT,
        REFERENCE,
        "2025-06-12",
        None,
        "Charte de la Cité de la Consommation Responsable",
        "Les huit engagements que partagent les structures qui s’installent à la Cité.",
        (
            "Texte adopté par le comité de pilotage le 12 juin 2025.",
            "",
            "Article 1. Consommer autrement\u00a0: des prix justes, pour qui achète et pour qui produit.",
            "Article 2. Réparer, réemployer, partager avant de vendre du neuf.",
            "Article 3. Ouvrir à tous, sans distinction de revenus.",
            "Article 4. Coopérer entre résidents\u00a0: achats, locaux, événements.",
            "Article 5. Employer durablement, et former.",
            "Article 6. Décider ensemble, à une personne, une voix.",
            "Article 7. Mesurer ce que l’on fait, et le dire.",
            "Article 8. Rendre compte chaque année.",
        ),
    ),
    (
        "2025-09-16 10:20",
        CALL,
        DOCUMENT,
        "2025-09-15",
        PAST_CALL,
        OLD_CALENDAR,
        "Les dates du premier appel, de l’ouverture à la dernière session.",
        (
            "Ouverture\u00a0: 15 septembre 2025.",
            "Clôture\u00a0: 15 décembre 2025, 23 h 59.",
            "Comité\u00a0: 10 février 2026.",
        ),
    ),
    (
        "2025-10-06 14:00",
        CALL,
        REPORT,
        "2025-07-03",
        None,
        CRITERIA,
        "Ce que le groupe propose au comité\u00a0: cinq familles de critères, une même grille, une lettre motivée.",
        (
            "Groupe de travail n°\u00a04, réuni quatre fois entre février et juillet 2025.",
            "",
            "1. Utilité\u00a0: à quel besoin des habitants le projet répond-il\u00a0?",
            "2. Solidité\u00a0: l’activité tient-elle, et à quelles conditions\u00a0?",
            "3. Coopération\u00a0: qu’apporte la structure aux autres résidents\u00a0?",
            "4. Responsabilité\u00a0: filières, emploi, environnement.",
            "5. Convenance au site\u00a0: flux, horaires, surfaces.",
            "",
            "Le groupe demande que chaque décision soit motivée par écrit.",
        ),
    ),
    (
        "2025-10-27 10:00",
        MINUTES,
        REPORT,
        "2025-10-20",
        PAST_CALL,
        FIRST_DAY,
        "Ce qui a été présenté, les questions posées et leurs réponses.",
        (
            "Journée d’information du 20 octobre 2025.",
            "",
            "Présentation du projet, des deux sites et du calendrier.",
            "Questions\u00a0: les loyers, les travaux à la charge des résidents, la part des associations.",
            "Ce compte rendu est envoyé à chaque personne inscrite, présente ou non.",
        ),
    ),
    (
        "2026-03-09 11:00",
        SUPPORT,
        DOCUMENT,
        "2026-03-02",
        None,
        "L’accompagnement, pas à pas",
        "Le diagnostic, les sessions collectives, les jours individuels et l’accès aux financements.",
        (
            "Un diagnostic, si vous le souhaitez\u00a0: deux à trois mois, une note qui n’appartient qu’à vous.",
            "Six jours collectifs, entre futurs résidents.",
            "Des jours individuels, selon les besoins que vous dites.",
            "Vos besoins financiers, rapprochés des dispositifs solidaires.",
        ),
    ),
    (
        "2026-04-14 09:30",
        GOVERNANCE,
        REFERENCE,
        "2026-04-02",
        None,
        "Qui décide quoi\u00a0: l’appui, l’instruction, le pilotage",
        "Les deux couloirs du dispositif, ce que chacun lit, et pourquoi ils ne se rejoignent pas.",
        (
            "Qui diagnostique ne sélectionne jamais.",
            "Le comité ne sait pas quelles structures ont un diagnostic.",
            "Le pilotage reçoit des chiffres d’ensemble, jamais un dossier.",
        ),
    ),
    (
        "2026-06-22 16:00",
        MINUTES,
        REPORT,
        "2026-06-11",
        None,
        "Compte rendu de la réunion publique du 11 juin 2026",
        "Soixante-deux personnes, trois ateliers\u00a0: les horaires, les loyers, la place des habitants.",
        (
            "Réunion ouverte à tous, à la Cité des Associations.",
            "",
            "Atelier 1. Des horaires du soir, au moins deux fois par semaine.",
            "Atelier 2. Un loyer progressif la première année.",
            "Atelier 3. Un conseil d’usagers, consulté deux fois par an.",
        ),
    ),
    (
        "2026-10-08 10:00",
        PLACES,
        DOCUMENT,
        "2026-09-18",
        OPEN_CALL,
        SPACES,
        "Les deux niveaux, les espaces proposés et leurs surfaces, les accès et les livraisons.",
        (
            "Niveau 0\u00a0: 640 m² de commerces, en huit à douze espaces.",
            "Niveau 1\u00a0: 310 m² d’ateliers et 120 m² de bureaux partagés.",
            "Livraisons\u00a0: rue Jobin, de 6 h à 10 h.",
        ),
    ),
    (
        "2026-10-12 09:30",
        CALL,
        DOCUMENT,
        "2026-10-12",
        OPEN_CALL,
        INFORMATION,
        "Qui peut candidater, comment, avec quelles pièces, et ce qui se passe ensuite.",
        (
            "1. Qui peut candidater\u00a0? Toute structure qui a une existence légale.",
            "2. Jusqu’à quand\u00a0? Le 15 décembre 2026, 23 h 59.",
            "3. Faut-il un diagnostic\u00a0? Non\u00a0: il est à votre demande.",
            "4. Qui lit mon dossier\u00a0? Le comité de sélection et la coordination.",
        ),
    ),
    (
        "2026-10-14 15:00",
        PROJECT,
        DOCUMENT,
        "2026-10-01",
        None,
        "La Cité en deux pages",
        "Le projet, ses deux sites envisagés, son calendrier et ceux qui le portent.",
        ("Un lieu, à Marseille, où l’on vend, répare, transporte et nourrit autrement.",),
    ),
    (
        "2026-11-19 17:30",
        MINUTES,
        REPORT,
        "2026-10-22",
        None,
        DRAFT,
        "Alimentation, réemploi, mobilité\u00a0: ce que les structures se proposent de mettre en commun.",
        ("À relire par les participants avant publication.",),
    ),
)
"""The last one stays in preparation."""

KEYWORDS = {
    CRITERIA: "sélection, critères, groupe de travail",
    FIRST_DAY: "journée d’information, loyers, calendrier",
    INFORMATION: "candidature, pièces, calendrier",
    SPACES: "Friche, surfaces",
    "Charte de la Cité de la Consommation Responsable": "charte, gouvernance",
    "Compte rendu de la réunion publique du 11 juin 2026": "loyers, habitants",
}
MINUTES_OF = {FIRST_DAY: "2025-10-20 10:00"}
"""The information day of the document's call that it is the minutes of."""

RETIRED = (OLD_CALENDAR, "2026-02-16 09:00", "Les candidatures de 2025 sont closes\u00a0: ces dates ne servent plus.")
READINGS = (
    (CRITERIA, "2026-10-20 10:00", "information"),
    (INFORMATION, "2026-10-20 10:05", "information"),
    (CRITERIA, "2026-11-04 09:30", "committee"),
    (INFORMATION, "2026-11-04 09:35", "steering"),
)
"""What is to be read before the next meeting of each kind of the open call."""
