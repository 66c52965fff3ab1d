"""What diagnosticians write: answers of the template, notes, contacts of the fil rouge."""

TEXTS = {
    "met": (
        "Présidente, trésorier, deux salariés.",
        "Directeur, responsable d’atelier, trois salariées, une administratrice.",
        "Les deux cogérants et la comptable.",
    ),
    "method": (
        "Deux visites sur place, un entretien avec le bureau, lecture des trois derniers bilans.",
        "Une demi-journée dans l’atelier, une réunion avec l’équipe, échanges avec deux clients.",
        "Trois entretiens, un après-midi de vente observé, analyse du plan de trésorerie.",
    ),
    "sources": (
        "Bilans 2022 à 2024, rapport d’activité, budget prévisionnel, conventions de subvention.",
        "Comptes annuels, tableau de bord mensuel, étude de clientèle de 2023.",
        "Liasse fiscale, carnet de commandes, procès-verbaux d’assemblée.",
    ),
    "themes": (
        "Le site oblige à revoir les horaires et le planning. Le panier moyen devrait monter, la marge rester stable. "
        "Le bureau devra suivre l’activité chaque mois.",
        "Commercial : une clientèle de passage, à fidéliser. Finances : loyer plus élevé, à couvrir dès le sixième "
        "mois. Ressources humaines : un poste de vente à créer.",
        "La stratégie est cohérente avec le lieu. Le point à surveiller est la saisonnalité, forte en été.",
    ),
    "past": (
        "Produits en hausse de 6 % par an, résultat proche de zéro, fonds propres faibles mais positifs.",
        "Deux exercices excédentaires, un déficit en 2023 lié à un déménagement.",
        "Chiffre d’affaires stable, part des subventions passée de 48 à 36 %.",
    ),
    "future": (
        "Équilibre attendu la deuxième année. Seuil de rentabilité à 21 000 € par mois. BFR estimé à 18 000 €.",
        "Trois hypothèses de fréquentation ; la plus basse demande 12 000 € de trésorerie de plus.",
        "Croissance de 15 % par an, tirée par la vente directe.",
    ),
    "opportunities": (
        "Achats groupés avec les autres résidents, livraison mutualisée.",
        "Un public déjà sensible à la consommation responsable.",
        "Une commande publique qui s’ouvre au réemploi.",
    ),
    "threats": (
        "Le calendrier des travaux du site.",
        "L’arrivée d’une enseigne concurrente à trois cents mètres.",
        "La fin d’une aide à l’emploi dans dix-huit mois.",
    ),
}
STRENGTHS = (
    "Une équipe stable et un savoir-faire reconnu.",
    "Des partenaires fidèles et des clients qui reviennent.",
    "Un projet partagé par les salariés et les administrateurs.",
    "Une gestion suivie chaque mois.",
)
WEAKNESSES = (
    "La décision repose sur une ou deux personnes.",
    "Des fonds propres trop courts pour un imprévu.",
    "Peu d’expérience de la vente au public.",
    "Pas de comptabilité analytique.",
)
COMMENTS = (
    "À revoir avec le trésorier, un peu en retrait pendant l’entretien.",
    "Tension perceptible dans l’équipe sur les horaires : en reparler en fil rouge.",
    "Rien à signaler.",
)

# name: (opinion, reasons, conditions, risks, format, {axis: recommendation})
NOTES = {
    "L’Atelier Recyclé": (
        "conditional",
        "Le projet rejoint celui de la Cité et l’équipe sait faire. La boutique-atelier prolonge une activité qui "
        "tourne.",
        "Trouver un associé ou un prêt pour le fonds de roulement avant l’ouverture ; fixer un prix de la réparation.",
        "Une trésorerie courte au printemps, quand les achats de pièces précèdent les ventes.",
        "Six jours collectifs, deux jours individuels sur la trésorerie.",
        {2: "Préparer la montée en charge de la vente.", 6: "Chercher un prêt participatif pour le stock."},
    ),
    "Jardin des Docks": (
        "timely",
        "Les débouchés sont identifiés, la production peut suivre. L’étal quotidien est déjà testé deux jours par "
        "semaine.",
        "",
        "Une saison sèche réduirait l’offre de moitié en août.",
        "Six jours collectifs.",
        {2: "Organiser la conserverie avec deux autres résidents."},
    ),
    "Café des Quais": (
        "conditional",
        "L’équipe connaît son métier et son public. Le restaurant de la Cité est plus grand que tout ce qu’elle a "
        "tenu.",
        "Recruter une cheffe ou un chef avant de signer ; séparer les comptes de la programmation et du restaurant.",
        "Le prix libre du midi peut peser si la fréquentation dépasse 80 couverts.",
        "Six jours collectifs, trois jours individuels sur l’organisation.",
        {2: "Dimensionner la cuisine et l’équipe.", 4: "Former deux serveurs à l’encadrement."},
    ),
    "Vélos en Ville": (
        "timely",
        "Un modèle éprouvé, une demande plus forte que l’offre, des comptes sains.",
        "",
        "La dépendance à une convention municipale qui se termine.",
        "Un suivi léger suffit.",
        {2: "Renégocier la convention avant l’installation."},
    ),
    "Les Mains Vertes": (
        "later",
        "L’activité d’animation est solide, celle de vente n’existe pas encore.",
        "Vendre d’abord une saison sur un marché.",
        "Un local loué sans recettes la première année.",
        "Deux jours individuels sur l’offre.",
        {2: "Tester la vente de plants au printemps."},
    ),
    "Ressources Sud": (
        "timely",
        "Onze salariés, une logistique rodée, une clientèle fidèle. La Cité ajoute une vitrine sans fragiliser "
        "l’entrepôt.",
        "",
        "Le tri sur place demande une place que la boutique n’a pas.",
        "Six jours collectifs, un jour individuel sur les flux.",
        {2: "Régler les navettes avec l’entrepôt.", 4: "Préparer deux salariés à la vente."},
    ),
    "Épices du Large": (
        "timely",
        "Marges solides, fournisseurs engagés sur trois ans, deux saisons de boutique éphémère réussies.",
        "",
        "Les retards d’importation, jusqu’à six semaines l’an dernier.",
        "Six jours collectifs.",
        {6: "Un prêt de stock avant les fêtes."},
    ),
    "Le Vrac Marseillais": (
        "untimely",
        "La demande existe et la tournée l’a prouvée. Mais un lieu fixe triple les charges, sans fonds propres pour "
        "tenir une mauvaise saison : c’est trop tôt.",
        "Réunir d’abord 15 000 € de fonds propres ; partager la consigne avec au moins deux résidents.",
        "Le secteur du vrac a connu des fermetures ; la marge est faible.",
        "Six jours collectifs, deux jours individuels sur la marge.",
        {2: "Bâtir un compte de résultat par rayon.", 6: "Ouvrir le capital aux clients."},
    ),
    "Tiers-Temps": (
        "timely",
        "Le service répond à un besoin que personne ne couvre dans le quartier. Les financements sont pluriannuels.",
        "",
        "La charge émotionnelle de l’équipe et l’absence d’encadrement intermédiaire.",
        "Deux jours individuels sur l’organisation.",
        {4: "Former une responsable de secteur."},
    ),
    "Goûts d’Ailleurs": (
        "conditional",
        "La qualité est reconnue, le carnet de commandes plein. La cuisine partagée bride la croissance.",
        "Signer deux contrats annuels avant d’investir dans la cuisine.",
        "Un équipement coûteux et une équipe à former aux normes d’une cuisine de production.",
        "Six jours collectifs, trois jours individuels.",
        {2: "Passer de la commande à la production régulière.", 6: "Financer 46 000 € de matériel."},
    ),
    "Terre d’Argile": (
        "timely",
        "L’atelier vend déjà tout ce qu’il produit ; la boutique le rendrait visible.",
        "",
        "La cuisson est le goulet : un four pour deux potiers.",
        "Un jour individuel sur les prix.",
        {2: "Partager le four et ses charges."},
    ),
}
DRAFT_NOTE = {
    "reasons": "L’épicerie répond à une demande du quartier et l’équipe la connaît. À préciser : le rôle des "
    "adhérents.",
}

CONTACTS = (
    ("phone", "Point sur l’ouverture : planning tenu, mobilier commandé.", True),
    ("visit", "Visite de l’atelier. L’équipe a intégré deux bénévoles ; le tableau de trésorerie est à jour.", True),
    ("meeting", "Rendez-vous avec le trésorier sur le prévisionnel. Fragile jusqu’en juin.", False),
    ("mail", "Envoi d’une grille de prix de revient, à remplir avant notre prochain échange.", True),
    ("visit", "Les ventes dépassent la prévision de 12 %. Recrutement d’une apprentie envisagé.", True),
    ("phone", "Question sur le bail : renvoi vers la coordination.", False),
)
CLOSING = (
    "Huit mois de suivi, sept contacts. La convention est renouvelée pour trois ans et l’équipe compte une personne de "
    "plus. La structure demande à s’arrêter là : elle est autonome."
)


def answer(question, name: str, rank: int, *, association: bool) -> str:
    """A plausible answer to a question of the template, for a structure."""
    number = sum(map(ord, name)) + rank
    if question.choices:
        values = [value for value, _ in question.choices]
        # Mostly the better half, now and then a weaker one.
        return values[(number * 7 // 3) % (len(values) if number % 4 == 0 else 2)]
    pools = {"strengths": STRENGTHS, "weaknesses": WEAKNESSES, "comment": COMMENTS}
    pool = pools.get(question.kind) or TEXTS.get(question.code) or STRENGTHS
    if question.code == "met":
        return pool[number % 2 if association else 2]
    return pool[number % len(pool)]
