"""The cast of the demo: invented structures and people. Names of real networks are used, never of real people."""

from dataclasses import dataclass

from ccr.directory.models import LegalForm as F


@dataclass(frozen=True)
class Structure:
    """A structure that applies: who it is, and what it would do at the Cité."""

    name: str
    form: F
    contact: tuple[str, str]
    activity: str
    project: str
    employees: str
    space: str
    m2: str
    flags: tuple[str, ...] = ()
    sites: tuple[str, ...] = ("Friche",)


A, SARL, SAS, SCOP = F.ASSOCIATION, F.SARL, F.SAS, F.SARL_COOPERATIVE_SCOP

PAST = [
    # 13 associations
    Structure(
        "L’Atelier Recyclé",
        A,
        ("Rose", "Antonini"),
        "Réparation et revente de meubles et d’électroménager",
        "Une boutique-atelier où l’on répare avec les clients",
        "6.5",
        "shop",
        "85",
        ("siae",),
        ("mk2", "Friche"),
    ),
    Structure(
        "Jardin des Docks",
        A,
        ("Bruno", "Sauvaire"),
        "Maraîchage d’insertion et paniers de légumes",
        "Un étal quotidien et une conserverie ouverte aux voisins",
        "9",
        "corner",
        "24",
        ("siae",),
    ),
    Structure(
        "Café des Quais",
        A,
        ("Sarah", "Nadal"),
        "Café associatif et programmation culturelle",
        "Le restaurant de la Cité, à prix libre le midi",
        "4",
        "restaurant",
        "140",
        (),
        ("mk2",),
    ),
    Structure(
        "Couture Commune",
        A,
        ("Mireille", "Aubert"),
        "Atelier de couture partagé et retouches",
        "Un atelier ouvert, des cours le soir, une boutique de vêtements refaits",
        "3",
        "shop",
        "60",
    ),
    Structure(
        "La Ruche aux Livres",
        A,
        ("Denis", "Ponsard"),
        "Livres d’occasion et lectures publiques",
        "Une librairie d’occasion tenue avec des bénévoles",
        "2",
        "shop",
        "55",
        (),
        ("mk2", "Friche"),
    ),
    Structure(
        "Vélos en Ville",
        A,
        ("Karima", "Slimani"),
        "Atelier d’autoréparation et vélo-école",
        "Une station de réparation et une vélo-école pour adultes",
        "3.5",
        "shop",
        "90",
    ),
    Structure(
        "Les Mains Vertes",
        A,
        ("Olivier", "Combes"),
        "Jardins partagés et compostage de quartier",
        "Une pépinière urbaine et des ateliers de compostage",
        "2",
        "corner",
        "30",
    ),
    Structure(
        "Goûts d’Ailleurs",
        A,
        ("Fatou", "Diarra"),
        "Traiteur d’insertion, cuisines du monde",
        "Une cuisine de production et un comptoir de vente à emporter",
        "7",
        "restaurant",
        "110",
        ("siae",),
        ("mk2",),
    ),
    Structure(
        "Ressources Sud",
        A,
        ("Gilles", "Ferrero"),
        "Ressourcerie généraliste",
        "Un espace de dons et de vente d’objets remis en état",
        "11",
        "shop",
        "160",
        ("siae",),
    ),
    Structure(
        "Mer et Partage",
        A,
        ("Lucie", "Marin"),
        "Vente directe de pêche artisanale",
        "Un étal de poisson deux fois par semaine et des ateliers de cuisine",
        "1.5",
        "corner",
        "16",
    ),
    Structure(
        "Tiers-Temps",
        A,
        ("Samir", "Guetta"),
        "Aide aux aidants et répit à domicile",
        "Un bureau d’accueil et une permanence hebdomadaire",
        "5",
        "office",
        "28",
    ),
    Structure(
        "Bulles de Savon",
        A,
        ("Nicole", "Arnoux"),
        "Savonnerie pédagogique",
        "Un atelier visible depuis la rue et une boutique",
        "2.5",
        "shop",
        "45",
    ),
    Structure(
        "Le Fil d’Ariane",
        A,
        ("Thierry", "Lambert"),
        "Conciergerie solidaire de quartier",
        "Un guichet de services et un point relais",
        "3",
        "permanence",
        "20",
    ),
    # 11 others
    Structure(
        "Épices du Large",
        SARL,
        ("Anouk", "Sarian"),
        "Importation équitable d’épices et de thés",
        "Une boutique d’épices et un salon de dégustation",
        "3",
        "shop",
        "40",
        ("esus",),
        ("mk2",),
    ),
    Structure(
        "Maison du Vélo",
        SCOP,
        ("Éric", "Blanchet"),
        "Vente et location de vélos utilitaires",
        "Un magasin de vélos-cargos et une flotte partagée",
        "5",
        "shop",
        "120",
        ("scop",),
    ),
    Structure(
        "Savon & Sel",
        SAS,
        ("Hélène", "Roca"),
        "Cosmétiques solides fabriqués sur place",
        "Un laboratoire et une boutique en vrac",
        "4",
        "shop",
        "70",
        ("scic", "esus"),
        ("mk2", "Friche"),
    ),
    Structure(
        "Bio Panisse",
        SAS,
        ("Marius", "Gasquet"),
        "Restauration rapide biologique et locale",
        "Un comptoir de panisses et de salades de saison",
        "6",
        "restaurant",
        "50",
        (),
        ("mk2",),
    ),
    Structure(
        "Imprimerie du Panier",
        SCOP,
        ("Agnès", "Toussaint"),
        "Impression sur papier recyclé",
        "Un atelier d’impression partagé",
        "8",
        "office",
        "95",
        ("scop",),
    ),
    Structure(
        "Le Vrac Marseillais",
        SARL,
        ("Jonas", "Meyer"),
        "Épicerie en vrac",
        "Une épicerie sans emballage de deux cents références",
        "3",
        "shop",
        "110",
        ("esus",),
        ("mk2", "Friche"),
    ),
    Structure(
        "Coopaterre",
        F.SARL_COOPERATIVE,
        ("Élodie", "Vasseur"),
        "Coopérative d’activité pour l’agriculture urbaine",
        "Un bureau et une halle de producteurs le samedi",
        "12",
        "office",
        "60",
        ("cae",),
    ),
    Structure(
        "Lumen",
        SCOP,
        ("Patrick", "Nguyen"),
        "Rénovation énergétique pour les copropriétés",
        "Un guichet de conseil et un showroom de matériaux biosourcés",
        "9",
        "office",
        "75",
        ("scop",),
    ),
    Structure(
        "Horizon Équitable",
        SARL,
        ("Clara", "Deville"),
        "Voyages solidaires",
        "Une agence de tourisme responsable",
        "3",
        "corner",
        "18",
        ("esus",),
    ),
    Structure(
        "Les Fermes du Garlaban",
        SAS,
        ("Rémi", "Chabaud"),
        "Groupement de producteurs fermiers",
        "Un magasin de producteurs ouvert six jours sur sept",
        "7",
        "shop",
        "180",
        ("scic",),
        ("mk2",),
    ),
    Structure(
        "Studio Calanque",
        F.SASU,
        ("Inga", "Lindqvist"),
        "Design d’objets en plastique recyclé",
        "Un atelier de presse à injecter ouvert au public",
        "1",
        "corner",
        "35",
    ),
]

OPEN = [
    Structure(
        "Les Paniers du Port",
        A,
        ("Amina", "Belaïd"),
        "Paniers de légumes et épicerie de quartier",
        "Une épicerie coopérative tenue par ses adhérents",
        "4.5",
        "shop",
        "42",
    ),
    Structure(
        "Atelier Bois Flotté",
        A,
        ("Romain", "Pascal"),
        "Menuiserie de réemploi",
        "Un atelier de menuiserie et des stages",
        "3",
        "shop",
        "80",
    ),
    Structure(
        "La Cantine des Cinq Avenues",
        SCOP,
        ("Yasmine", "Ouali"),
        "Restauration collective biologique",
        "Une cantine le midi et une table d’hôtes le vendredi",
        "8",
        "restaurant",
        "120",
        ("scop",),
        ("mk2",),
    ),
    Structure(
        "Mémoire Vive",
        A,
        ("Serge", "Kassab"),
        "Réemploi d’ordinateurs et formation",
        "Un atelier de remise en état et une boutique",
        "5",
        "shop",
        "70",
        ("siae",),
    ),
    Structure(
        "Terre d’Argile",
        SARL,
        ("Manon", "Crespin"),
        "Poterie utilitaire",
        "Un atelier-boutique de poterie",
        "2",
        "shop",
        "38",
        ("esus",),
    ),
    Structure(
        "Le Petit Théâtre d’Ombres",
        A,
        ("Basile", "Renard"),
        "Spectacles jeune public",
        "Des ateliers et une petite salle",
        "2",
        "permanence",
        "60",
    ),
    Structure(
        "Cyclo-Fret",
        SCOP,
        ("Noémie", "Jourdan"),
        "Livraison à vélo",
        "Une base de livraison du dernier kilomètre",
        "10",
        "office",
        "90",
        ("scop",),
        ("mk2",),
    ),
    Structure(
        "Herbes Folles",
        A,
        ("Gaël", "Tournier"),
        "Plantes aromatiques et tisanes",
        "Un séchoir pédagogique et un comptoir",
        "1.5",
        "corner",
        "14",
    ),
]

NEWCOMER = Structure(
    "Rustine & Cie",
    A,
    ("Solène", "Garnier"),
    "Réparation de vélos d’enfants",
    "Un atelier du mercredi",
    "1",
    "corner",
    "20",
)

RAMSESS = [
    # (name, able): nine of the ten members diagnose (A035)
    ("Le Relais des Initiatives", True),
    ("La Fabrique Solidaire", True),
    ("Pépinière du Soleil", True),
    ("Couveuse du Port", True),
    ("Boutique de Gestion des Deux Rives", True),
    ("Accès Création", True),
    ("Place aux Projets", True),
    ("Énergies Partagées", True),
    ("Union des Jeunes Pousses", True),
    ("Observatoire des Quartiers", False),
]

DIAGNOSTICIANS = [
    # (first name, last name, organisation)
    ("Hugo", "Ferrand", "Le Relais des Initiatives"),
    ("Nora", "Belkacem", "La Fabrique Solidaire"),
    ("Quentin", "Massé", "Pépinière du Soleil"),
    ("Delphine", "Royer", "Couveuse du Port"),
    ("Bastien", "Lafon", "Accès Création"),
]

COMMITTEE = [
    # (first name, last name, organisation): seven members, the first presides
    ("Paul", "Castel", "Fondation des Deux Rives"),
    ("Inès", "Roux", "Région Provence-Alpes-Côte d’Azur"),
    ("Sylvie", "Bonnet", "Label Éthique Méditerranée"),
    ("Jean-Marc", "Tavernier", "Citoyens du Littoral"),
    ("Aurélie", "Simonet", "Chambre régionale de l’économie sociale"),
    ("Farid", "Amrani", "Ville de Marseille"),
    ("Claude", "Rossi", "Pôle du commerce équitable"),
]

LEFT = ("Brigitte", "Lacombe", "Collectif des Rivages", "Accès Création")
"""An eighth member of last year's committee, her organisation, the RAMSESS one she joined: her seat was suspended."""

PARTNERS = [
    # (name, legal form)
    ("Regain", A),
    ("ESIA", A),
    ("Cap Conseil", SARL),
    ("Atelier Méthode", F.SARL_COOPERATIVE),
    ("URSCOP Provence", A),
]

OTHERS = [
    # (first name, last name, organisation): people of the networks, besides the personas
    ("Odile", "Ferrier", "Atelier Méthode"),
    ("Étienne", "Morand", "URSCOP Provence"),
]

STREETS = (
    "12 rue de la Fourmi",
    "4 traverse du Moulin",
    "31 boulevard des Tilleuls",
    "8 place aux Herbes",
    "57 rue des Docks",
    "2 impasse du Lavoir",
    "19 chemin des Pins",
    "76 avenue de la Gare",
    "5 quai des Pêcheurs",
    "23 rue du Four",
    "14 cours Vivier",
)
POSTCODES = ("13001", "13002", "13003", "13004", "13005", "13006", "13014", "13015")
