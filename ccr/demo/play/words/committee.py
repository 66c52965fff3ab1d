"""What instruction thinks and decides, structure by structure."""

# name: (instructor's opinion, its text, level of the marks out of 5, decision, words of the letter, axes recommended)
FILES = {
    "L’Atelier Recyclé": (
        "favourable",
        "Dossier complet et clair. L’atelier ouvert au public donne tout son sens à la Cité.",
        4.1,
        "retained",
        "",
        (2, 6),
    ),
    "Jardin des Docks": ("favourable", "Offre complémentaire, prix expliqués.", 4.3, "retained", "", (2,)),
    "Café des Quais": (
        "reserved",
        "Très bon ancrage. Le prévisionnel du restaurant repose sur une fréquentation à démontrer.",
        3.6,
        "conditional",
        "Présenter avant le 30 avril un budget du restaurant séparé de la programmation, et le nom de la personne qui "
        "tiendra la cuisine.",
        (2, 6),
    ),
    "Couture Commune": ("favourable", "Projet simple et bien chiffré.", 3.9, "retained", "", ()),
    "La Ruche aux Livres": (
        "reserved",
        "Belle énergie bénévole, modèle d’emploi encore fragile.",
        3.1,
        "waiting",
        "Le comité soutient votre projet. La surface disponible ne permet pas d’accueillir deux lieux du livre : vous "
        "êtes en deuxième position.",
        (),
    ),
    "Vélos en Ville": ("favourable", "Référence locale, comptes équilibrés.", 4.4, "retained", "", ()),
    "Les Mains Vertes": (
        "unfavourable",
        "L’activité de vente n’a pas encore été essayée.",
        2.4,
        "refused",
        "Le comité apprécie vos animations. Il souhaite voir une première saison de vente avant de vous confier un "
        "espace, et vous invite à vous représenter.",
        (),
    ),
    "Goûts d’Ailleurs": ("favourable", "Utilité sociale forte, cuisine à dimensionner.", 4.0, "retained", "", (2, 6)),
    "Ressources Sud": ("favourable", "Structure solide, effet d’entraînement sur les autres.", 4.5, "retained", "", ()),
    "Mer et Partage": (
        "reserved",
        "Offre rare. Chaîne du froid à préciser.",
        3.5,
        "conditional",
        "Joindre l’avis du service vétérinaire sur l’étal et la chambre froide.",
        (2,),
    ),
    "Tiers-Temps": ("favourable", "Service utile à tous les publics de la Cité.", 3.8, "retained", "", (4,)),
    "Bulles de Savon": ("favourable", "Projet pédagogique convaincant.", 3.7, "retained", "", (2,)),
    "Le Fil d’Ariane": (
        "reserved",
        "Le besoin dépendra du nombre de résidents installés.",
        3.2,
        "waiting",
        "Une conciergerie aura sa place quand la Cité comptera une vingtaine de résidents : vous êtes en première "
        "position.",
        (),
    ),
    "Épices du Large": ("favourable", "Filière exemplaire, bonne gestion.", 4.2, "retained", "", (6,)),
    "Maison du Vélo": ("favourable", "Complémentaire de l’atelier d’autoréparation.", 3.9, "retained", "", (2,)),
    "Savon & Sel": ("favourable", "Sociétariat ouvert, laboratoire bien pensé.", 4.0, "retained", "", ()),
    "Bio Panisse": (
        "reserved",
        "Offre attractive, équipe jeune.",
        3.4,
        "conditional",
        "Limiter les emballages jetables et présenter un plan de recrutement.",
        (2,),
    ),
    "Imprimerie du Panier": ("favourable", "Entreprise ancienne, gouvernance solide.", 4.1, "retained", "", ()),
    "Le Vrac Marseillais": ("reserved", "Modèle tendu, mais central pour la Cité.", 3.6, "retained", "", (2, 6)),
    "Coopaterre": ("favourable", "Effet de levier sur trente-quatre entrepreneurs.", 4.2, "retained", "", ()),
    "Lumen": (
        "unfavourable",
        "Activité de bureau, sans vente au public ; surface peu justifiée.",
        2.6,
        "refused",
        "Le comité n’a pas trouvé de lien assez fort entre votre activité de conseil et un lieu de consommation. Il "
        "vous propose de participer aux ateliers de la Cité.",
        (),
    ),
    "Horizon Équitable": ("reserved", "Dossier sincère, comptes récents à joindre.", 3.5, "retained", "", (2,)),
    "Les Fermes du Garlaban": ("favourable", "Le magasin attendu de la Cité.", 4.4, "retained", "", ()),
    "Studio Calanque": (
        "reserved",
        "Projet singulier, une seule personne.",
        3.3,
        "conditional",
        "Trouver une associée ou un associé, ou une place à temps partagé dans un autre atelier.",
        (2,),
    ),
}

RETAINED = (
    "Le comité a été sensible à la clarté de votre projet et à son utilité pour le quartier.",
    "Le comité compte sur vous pour faire vivre la coopération entre résidents.",
    "Votre offre complète celle des autres résidents. Le comité vous remercie du soin apporté au dossier.",
    "Le comité salue la solidité de votre structure et la place que vous faites à l’emploi.",
)
"""What the letter of a retained structure says."""

ADJOURNED = ("Horizon Équitable", "Studio Calanque")
"""Files put off from February to the second committee."""

MARK_COMMENTS = (
    "Très convaincant à la lecture.",
    "J’aurais voulu des chiffres sur trois ans.",
    "La coopération avec les autres résidents est précise.",
    "Emploi : des contrats courts, à surveiller.",
    "Surface demandée un peu grande.",
    "Bonne connaissance du public.",
)
SHEET_COMMENTS = (
    "Un dossier que je défendrai.",
    "À entendre en séance sur la gouvernance.",
    "Solide, sans surprise.",
    "J’hésite : l’idée est belle, le modèle fragile.",
)

# name: {structure: link}
LINKS = {
    "Farid Amrani": {"Café des Quais": "provider", "Vélos en Ville": "provider"},
    "Sylvie Bonnet": {"Épices du Large": "member", "Tiers-Temps": "other"},
    "Paul Castel": {"Coopaterre": "member"},
    "Aurélie Simonet": {"Imprimerie du Panier": "family"},
    "Claude Rossi": {"Horizon Équitable": "competitor"},
}

# What the committee writes of its sessions: nothing of a file, which who withdrew from it reads too
MINUTES = """La présidence rappelle la règle : les déports se font avant la discussion, et le membre concerné sort \
de la salle.

Les notes sont comparées critère par critère. Le comité s’attarde sur les écarts de plus de vingt points, et fait \
parler d’abord ceux qui ont noté le plus bas.

Deux dossiers, dont les comptes ne sont pas signés, sont remis à une seconde séance : les structures seront \
invitées à les compléter.
"""
MINUTES_END = """
Sur l’équilibre des activités, le comité souhaite que le prochain appel dise plus clairement combien de lieux de \
restauration la Cité peut accueillir.

La séance est levée à 17 h 20.
"""
SECOND_MINUTES = """Le comité se réunit pour les deux dossiers remis. Les comptes signés sont arrivés et ont été \
lus en séance.

À compléter : l’échange sur le calendrier d’installation.
"""

# The open call, as far as instruction has gone: name: (complete, what is missing, opinion, its text)
OPEN = {
    "Mémoire Vive": (True, "", "favourable", "Dossier exemplaire. Le guichet numérique servirait toute la Cité."),
    "Herbes Folles": (True, "", "", ""),
    "Terre d’Argile": (False, "Les comptes joints ne sont pas ceux du dernier exercice clos.", "", ""),
}


def letter_of(name: str) -> dict:
    """What the president writes to a structure: motive, conditions."""
    _, _, _, decision, text, _ = FILES[name]
    if decision == "retained":
        return {"motive": RETAINED[sum(map(ord, name)) % len(RETAINED)]}
    return {"conditions": text} if decision == "conditional" else {"motive": text}
