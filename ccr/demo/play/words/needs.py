"""Needs sheets, plans, individual days, needs in money: what structures and the DLA officer write."""

THEMES = {
    "economic": (
        ("urgent", "individual", "Bâtir un plan de trésorerie sur dix-huit mois et le tenir à jour nous-mêmes."),
        ("useful", "both", "Relire notre plan de financement à trois ans avant de le présenter à la banque."),
        ("useful", "individual", "Calculer nos prix de revient : nous ne savons pas ce que coûte une heure d’atelier."),
    ),
    "production": (
        ("useful", "collective", "Organiser les livraisons avec les autres résidents."),
        ("later", "", ""),
        ("urgent", "individual", "Revoir le circuit des dons, de la réception à la mise en rayon."),
    ),
    "marketing": (
        ("useful", "collective", "Se faire connaître avant l’ouverture, sans budget de publicité."),
        ("urgent", "both", "Définir notre offre du samedi, et la dire simplement."),
        ("useful", "collective", "Une enseigne et des horaires communs à la Cité."),
    ),
    "hr": (
        ("useful", "collective", "Passer de deux à quatre salariés : fiches de poste, planning, accueil."),
        ("none", "", ""),
        ("useful", "individual", "Accompagner une salariée qui devient responsable."),
    ),
    "other": (
        ("none", "", ""),
        ("useful", "individual", "Faire entrer des clients au conseil d’administration."),
        ("later", "", ""),
    ),
}

# name, half days, given on, why, what became of them (done / released / None), when
DAYS = (
    ("L’Atelier Recyclé", 4, "2026-03-24", "Trésorerie de l’ouverture, suite à la session.", "done", "2026-06-12"),
    ("Café des Quais", 6, "2026-03-31", "Budget du restaurant, condition posée à la décision.", "done", "2026-05-22"),
    ("Couture Commune", 2, "2026-04-14", "Prix de revient des retouches.", "done", "2026-06-30"),
    ("Le Vrac Marseillais", 4, "2026-04-21", "Compte de résultat par rayon.", None, ""),
    ("Jardin des Docks", 2, "2026-05-12", "Organisation de la conserverie.", "released", "2026-09-04"),
    ("Ressources Sud", 2, "2026-05-26", "Navettes entre l’entrepôt et la boutique.", "done", "2026-09-18"),
    ("Goûts d’Ailleurs", 6, "2026-06-09", "Cuisine de production : normes et planning.", None, ""),
    ("Maison du Vélo", 1, "2026-09-15", "Tarifs de la location longue.", None, ""),
    ("Bulles de Savon", 2, "2026-09-29", "Attend une place en session : un premier appui sur les prix.", None, ""),
    ("Tiers-Temps", 3, "2026-10-13", "Encadrement intermédiaire.", None, ""),
    ("L’Atelier Recyclé", 2, "2026-11-03", "Suite demandée : la réparation avec les clients.", None, ""),
)

# structure: (type, month, amount, certainty, words)
MONEY = {
    "L’Atelier Recyclé": (
        ("moving", "2026-09-01", "3000", "certain", "Deux allers-retours de camion."),
        ("fitting_out", "2026-10-01", "25000", "likely", "Établi, éclairage, accessibilité."),
        ("stock", "2026-11-01", "8000", "likely", "Pièces détachées d’électroménager."),
        ("working_capital", "2027-01-01", "12000", "possible", "Quatre mois de salaires avant les premières aides."),
    ),
    "Jardin des Docks": (
        ("fitting_out", "2026-10-01", "9500", "certain", "Étal et comptoir réfrigéré."),
        ("equipment", "2027-02-01", "16400", "likely", "Autoclave et étiqueteuse de la conserverie."),
    ),
    "Café des Quais": (
        ("fitting_out", "2026-11-01", "38000", "likely", "Salle et extraction."),
        ("equipment", "2026-12-01", "27500", "likely", "Cuisine d’occasion."),
        ("working_capital", "2027-01-01", "15000", "possible", ""),
    ),
    "Couture Commune": (("equipment", "2026-10-01", "7200", "certain", "Quatre machines semi-professionnelles."),),
    "Vélos en Ville": (
        ("moving", "2026-09-01", "1800", "certain", ""),
        ("equipment", "2026-10-01", "6400", "likely", "Dix vélos de prêt."),
    ),
    "Goûts d’Ailleurs": (
        ("equipment", "2027-01-01", "46000", "likely", "Four mixte, cellule de refroidissement."),
        ("working_capital", "2027-03-01", "20000", "possible", "Passage à des contrats payés à soixante jours."),
    ),
    "Ressources Sud": (
        ("fitting_out", "2026-11-01", "14000", "certain", "Rayonnages fabriqués par nos équipes."),
        ("moving", "2026-11-01", "4200", "certain", ""),
    ),
    "Mer et Partage": (("equipment", "2027-03-01", "11800", "possible", "Chambre froide, si elle est partagée."),),
    "Tiers-Temps": (("fitting_out", "2026-12-01", "5200", "likely", "Un bureau d’écoute insonorisé."),),
    "Épices du Large": (
        ("stock", "2026-10-01", "18000", "certain", "Achats de fin d’année, payés à la commande."),
        ("fitting_out", "2026-09-01", "12500", "certain", ""),
        ("stock", "2027-09-01", "22000", "likely", "Deuxième saison."),
    ),
    "Maison du Vélo": (
        ("stock", "2027-02-01", "34000", "likely", "Vélos-cargos de démonstration."),
        ("equipment", "2027-03-01", "9800", "possible", "Flotte partagée."),
    ),
    "Savon & Sel": (
        ("equipment", "2026-11-01", "13600", "likely", "Cuve de quarante litres."),
        ("fitting_out", "2026-12-01", "17000", "likely", "Cloison vitrée du laboratoire."),
    ),
    "Imprimerie du Panier": (("moving", "2027-01-01", "15500", "certain", "Presses démontées par le fabricant."),),
    "Le Vrac Marseillais": (
        ("stock", "2026-12-01", "11000", "certain", "Deux cents références."),
        ("fitting_out", "2026-12-01", "19500", "certain", "Silos et bacs."),
        ("working_capital", "2027-02-01", "9000", "likely", ""),
    ),
    "Coopaterre": (("other", "2027-04-01", "6000", "possible", "Groupe électrogène de la halle."),),
    "Les Fermes du Garlaban": (
        ("fitting_out", "2026-10-01", "42000", "certain", "Vitrines réfrigérées."),
        ("working_capital", "2026-12-01", "25000", "likely", "Paiement des fermes à quinze jours."),
    ),
    "Bio Panisse": (("equipment", "2027-02-01", "21000", "possible", "Friteuses et hotte."),),
}
WITHDRAWN = (("Bio Panisse", 0, "2026-09-08"), ("Épices du Large", 2, "2026-10-20"))
"""(structure, rank of its line, day): needs that are none any more."""
OPEN_MONEY = {
    "Les Paniers du Port": (
        ("fitting_out", "2027-05-01", "16000", "likely", "Rayonnages et chambre froide d’occasion."),
        ("stock", "2027-06-01", "6500", "possible", "Premier stock d’épicerie sèche."),
    ),
    "Cyclo-Fret": (("equipment", "2027-06-01", "29000", "likely", "Six biporteurs."),),
}

PLANS = (
    (
        "2026-03-24 20:15",
        "L’Atelier Recyclé",
        {
            "economic": (
                "Que la boutique paie son loyer et deux salaires la troisième année.",
                "Un budget à trois ans avec l’expert-comptable, présenté au conseil de mai.",
                "under_way",
            ),
            "production": (
                "Réparer cent objets par mois sans que la qualité baisse.",
                "Un planning partagé entre l’atelier et la boutique.",
                "not_started",
            ),
        },
    ),
    (
        "2026-05-28 18:40",
        "L’Atelier Recyclé",
        {
            "economic": (
                "Que la boutique paie son loyer et deux salaires la troisième année.",
                "Le budget à trois ans est voté ; la trésorière le revoit chaque trimestre.",
                "reached",
            ),
            "marketing": (
                "Être connus des habitants du quartier avant l’ouverture.",
                "Une vente d’essai par mois d’ici l’automne.",
                "under_way",
            ),
            "other": ("", "", "aside"),
        },
    ),
    (
        "2026-06-30 21:05",
        "Savon & Sel",
        {
            "production": (
                "Produire à l’avance pour les mois de forte vente.",
                "Deux jours de fabrication groupés, un stock de six semaines.",
                "under_way",
            ),
            "hr": (
                "Un second poste, à mi-temps, dès l’ouverture.",
                "Fiche de poste à écrire avec le consultant.",
                "not_started",
            ),
        },
    ),
    (
        "2026-10-14 19:30",
        "Goûts d’Ailleurs",
        {
            "marketing": (
                "Que les salariés du quartier viennent déjeuner, et pas seulement les adhérents.",
                "Une carte courte, des horaires du midi, un prix affiché dehors.",
                "under_way",
            ),
        },
    ),
)
"""Strategic plans, as they were written: (when, structure, {theme: (aim, what is decided, progress)})."""
