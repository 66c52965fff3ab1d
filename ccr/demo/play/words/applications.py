"""What each structure writes in its application: (activity, project, reasons). Invented, like the structures."""

from decimal import Decimal

from django.utils.text import slugify

from ccr.directory.models import ASSOCIATION_FORMS, ESS_FORMS

PAST = {
    "L’Atelier Recyclé": (
        "Nous collectons, réparons et revendons des meubles et de l’électroménager. Six salariés, dont quatre en "
        "parcours d’insertion, remettent en état 380 objets par mois.",
        "Une boutique-atelier de 85 m² : l’établi est face à la rue, chacun peut apporter un objet et le réparer avec "
        "nous le mercredi et le samedi. Le reste de la semaine, la vente finance l’atelier.",
        "Notre atelier actuel est au fond d’une zone d’activité, sans passage. La Cité nous donnerait des clients, et "
        "des voisins avec qui partager le camion et la caisse.",
    ),
    "Jardin des Docks": (
        "Deux hectares de maraîchage biologique à Saint-Menet, douze jardiniers en insertion, 140 paniers par semaine.",
        "Un étal quotidien de 24 m² et une petite conserverie le mardi, avec les invendus des autres résidents. Les "
        "voisins cuisinent avec nous une fois par mois.",
        "Nos paniers plafonnent faute de point de retrait en centre-ville. Nous voulons vendre la moitié de la récolte "
        "à la Cité d’ici deux ans.",
    ),
    "Café des Quais": (
        "Un café associatif ouvert six jours sur sept, trente concerts par an et un repas de quartier le jeudi.",
        "Tenir le restaurant de la Cité : un plat du jour à prix libre le midi, une carte courte le soir, des produits "
        "achetés aux autres résidents dès que possible.",
        "Notre bail s’arrête dans dix-huit mois. Nous préférons grandir dans un lieu partagé plutôt que seuls.",
    ),
    "Couture Commune": (
        "Retouches, cours du soir et atelier en libre service : 210 adhérentes et adhérents, trois couturières.",
        "Un atelier ouvert de douze machines et une boutique de vêtements refaits à partir des invendus de friperie.",
        "Nous cherchons un lieu accessible en tramway et des commandes régulières, par exemple les tabliers et sacs "
        "des autres boutiques.",
    ),
    "La Ruche aux Livres": (
        "Collecte de livres donnés, tri, revente à petit prix et lectures publiques dans les écoles.",
        "Une librairie d’occasion de 4 000 titres, un coin lecture pour les enfants, une vente en ligne préparée sur "
        "place.",
        "Quarante bénévoles se relaient aujourd’hui dans un garage. Un vrai lieu permettrait un premier emploi à temps "
        "plein.",
    ),
    "Vélos en Ville": (
        "Atelier d’autoréparation : 1 300 adhérents, 900 vélos remis en circulation chaque année, vélo-école pour "
        "adultes.",
        "Une station de réparation sans rendez-vous et une vélo-école qui part de la Cité, avec dix vélos en prêt.",
        "Nous refusons du monde chaque samedi. La Friche est à dix minutes de nos trois points actuels.",
    ),
    "Les Mains Vertes": (
        "Animation de six jardins partagés et de quatorze bornes de compostage.",
        "Une pépinière urbaine de plants potagers et des ateliers de compostage le week-end.",
        "Vendre des plants à la Cité paierait une partie des animations, aujourd’hui portées par des subventions.",
    ),
    "Goûts d’Ailleurs": (
        "Traiteur d’insertion : sept salariées, douze nationalités, 22 000 repas livrés l’an dernier.",
        "Une cuisine de production de 110 m² et un comptoir de vente à emporter, ouvert le midi.",
        "Notre cuisine louée à l’heure coûte cher et limite les commandes. Le site mk2 donnerait des clients du soir.",
    ),
    "Ressources Sud": (
        "Ressourcerie généraliste : 310 tonnes collectées par an, 72 % réemployées, onze salariés.",
        "Un espace de dons et de vente de 160 m², relié à notre entrepôt des Arnavaux, et des chantiers de réparation.",
        "La Cité est le lieu où consommer autrement se voit. Nous pouvons aussi équiper les autres résidents en "
        "mobilier.",
    ),
    "Mer et Partage": (
        "Vente directe pour neuf petits pêcheurs de l’Estaque et du Vallon des Auffes.",
        "Un étal de poisson le mercredi et le samedi, des ateliers de cuisine des espèces peu connues.",
        "Nous voulons un point de vente couvert, avec une chambre froide partagée.",
    ),
    "Tiers-Temps": (
        "Relais et écoute pour 160 aidantes et aidants familiaux, répit à domicile par cinq salariées.",
        "Un bureau d’accueil, une permanence hebdomadaire et des cafés des aidants avec le restaurant de la Cité.",
        "Les familles nous trouvent trop tard. Un lieu de passage nous rendrait visibles.",
    ),
    "Bulles de Savon": (
        "Fabrication de savon à froid, ateliers scolaires, vente sur les marchés.",
        "Un atelier visible depuis la rue et une boutique de 45 m², avec visite le mercredi.",
        "Nous voulons quitter un local trop humide pour la cure des savons et accueillir des classes entières.",
    ),
    "Le Fil d’Ariane": (
        "Conciergerie solidaire : petits services, colis, clés, courses pour les personnes âgées du quartier.",
        "Un guichet de services et un point relais pour les habitants et les salariés de la Cité.",
        "Une conciergerie vit du passage : la Cité en apporterait chaque jour.",
    ),
    "Épices du Large": (
        "Importation directe d’épices et de thés, contrats de trois ans avec onze coopératives.",
        "Une boutique de 40 m² et un salon de dégustation, avec des ateliers sur l’origine des produits.",
        "Nos clients veulent sentir et goûter. La vente en ligne seule ne suffit plus.",
    ),
    "Maison du Vélo": (
        "Vente et location de vélos utilitaires aux artisans et aux familles.",
        "Un magasin de vélos-cargos de 120 m² et une flotte de quinze vélos partagés entre résidents.",
        "Nous voulons être là où l’on fait ses courses, pour montrer qu’on peut les rapporter sans voiture.",
    ),
    "Savon & Sel": (
        "Cosmétiques solides, sans eau ni emballage plastique, fabriqués en petites séries.",
        "Un laboratoire vitré et une boutique en vrac de 70 m².",
        "Notre sociétariat réunit déjà des clients et deux fournisseurs de la Cité.",
    ),
    "Bio Panisse": (
        "Restauration rapide, biologique et locale, en deux camions.",
        "Un comptoir de panisses et de salades de saison de 50 m², ouvert jusqu’à la dernière séance.",
        "Après quatre ans sur les marchés nous voulons une cuisine fixe, et le site mk2 vit le soir.",
    ),
    "Imprimerie du Panier": (
        "Impression offset et numérique sur papier recyclé, huit associés.",
        "Un atelier partagé : nos presses, et des tables pour les graphistes et associations du quartier.",
        "Les résidents auront des affiches, menus et étiquettes à imprimer ; nous avons besoin de commandes proches.",
    ),
    "Le Vrac Marseillais": (
        "Épicerie en vrac itinérante, deux cents références, trois salariés.",
        "Une épicerie sans emballage de 110 m² avec consigne de bocaux commune à la Cité.",
        "Un lieu fixe doublerait notre panier moyen. La consigne n’a de sens qu’à plusieurs.",
    ),
    "Coopaterre": (
        "Coopérative d’activité de trente-quatre entrepreneurs de l’agriculture urbaine.",
        "Un bureau d’accompagnement et une halle de producteurs le samedi matin.",
        "Nos entrepreneurs produisent, ils manquent d’un lieu de vente commun.",
    ),
    "Lumen": (
        "Conseil et travaux de rénovation énergétique pour les copropriétés.",
        "Un guichet de conseil et une exposition de matériaux biosourcés.",
        "Être présents là où les habitants réfléchissent à leur consommation.",
    ),
    "Horizon Équitable": (
        "Agence de voyages solidaires : 240 voyageurs par an dans neuf pays.",
        "Une agence de 18 m² et des soirées de retour de voyage.",
        "La Cité nous ferait rencontrer des personnes qui ne cherchent pas encore à voyager autrement.",
    ),
    "Les Fermes du Garlaban": (
        "Groupement de dix-neuf fermes, à moins de soixante kilomètres de Marseille.",
        "Un magasin de producteurs de 180 m² ouvert six jours sur sept, tenu à tour de rôle.",
        "Nos points de vente sont hors de la ville. Il nous manque les clients du centre.",
    ),
    "Studio Calanque": (
        "Design et fabrication d’objets en plastique recyclé, à partir de bouchons collectés.",
        "Un atelier de presse à injecter ouvert au public, 35 m².",
        "Montrer la machine, c’est expliquer le recyclage mieux que dix affiches.",
    ),
}

OPEN = {
    "Les Paniers du Port": (
        "Cent quatre-vingts paniers de légumes par semaine et une épicerie de quartier tenue par quatre salariées et "
        "trente bénévoles.",
        "Une épicerie coopérative de 42 m² tenue par ses adhérents : chacun donne deux heures par mois, les prix "
        "restent bas, les producteurs sont payés sous huit jours.",
        "",
    ),
    "Atelier Bois Flotté": ("", "", ""),
    "La Cantine des Cinq Avenues": (
        "Restauration collective biologique : deux écoles, une crèche, 310 repas par jour.",
        "Une cantine le midi et une table d’hôtes le vendredi soir, cuisinées avec les produits des résidents.",
        "Nous voulons sortir de la seule commande publique et montrer qu’un repas juste peut rester abordable.",
    ),
    "Mémoire Vive": (
        "Réemploi de 2 400 ordinateurs par an, formation de vingt personnes éloignées de l’emploi.",
        "Un atelier de remise en état et une boutique d’ordinateurs garantis un an, avec un guichet d’aide numérique.",
        "Les dons viennent des entreprises, les clients du quartier : la Cité est entre les deux.",
    ),
    "Terre d’Argile": (
        "Vaisselle utilitaire en grès, vendue aux restaurants et à l’atelier.",
        "Un atelier-boutique de 38 m² avec un tour ouvert au public, et la vaisselle du restaurant de la Cité.",
        "Notre four actuel est électrique et mutualisable. Nous aimerions le partager avec d’autres artisans.",
    ),
    "Le Petit Théâtre d’Ombres": (
        "Spectacles d’ombres pour le jeune public, 90 représentations par an.",
        "Des ateliers le mercredi et une petite salle de soixante places.",
        "Nous cherchions un lieu de répétition ; la Cité aurait aussi donné un public.",
    ),
    "Cyclo-Fret": (
        "Livraison du dernier kilomètre à vélo : dix coursiers associés, 26 000 colis par an.",
        "Une base de livraison de 90 m², et la livraison à domicile des achats faits à la Cité.",
        "Les résidents auront besoin d’être livrés et de livrer. Nous pouvons le faire sans moteur.",
    ),
    "Herbes Folles": (
        "Cueillette et culture de plantes aromatiques sur 4 000 m² à Allauch, tisanes et sirops.",
        "Un séchoir pédagogique et un comptoir de 14 m².",
        "Nous débutons : la Cité est un lieu pour apprendre à vendre avec d’autres.",
    ),
    "Ludothèque des Réformés": (
        "Prêt de 1 800 jeux à 240 familles, et remise en état de jouets donnés, avec deux écoles du quartier.",
        "Une salle de jeux de 40 m² ouverte cinq après-midi par semaine et une boutique de jouets d’occasion.",
        "Nos jeux dorment dans une cave trois jours sur quatre. La Cité les ferait sortir, et vivre avec la boutique.",
    ),
    "Le Comptoir des Algues": (
        "Condiments et conserves d’algues de trois récoltants, vendus à quarante épiceries.",
        "Un comptoir de dégustation de 22 m² et un atelier de cuisine par semaine, avec les restaurants de la Cité.",
        "Il faut goûter pour acheter : nous avons besoin d’un lieu de passage, et de voisins qui cuisinent.",
    ),
    "Presse-Citron": (
        "Douze tonnes de fruits déclassés pressés par an, vendus en jus et en sirops aux cantines et aux cafés.",
        "Un bar à jus de 75 m² et une presse que les jardiniers du quartier réservent le samedi.",
        "La presse est sous-employée quatre jours par semaine : la partager est tout le projet.",
    ),
}

MK2 = (
    "Nous avons tenu un point de vente lors de deux festivals, jusqu’à 900 passages par jour. Nous prévoyons deux "
    "personnes de plus les soirs et le week-end, une caisse rapide et un stock tampon de trois jours.",
    "Les flux du cinéma demandent de servir vite. Nous réduisons l’offre à l’essentiel aux heures de sortie et gardons "
    "le conseil pour la journée. Un renfort étudiant est budgété.",
    "Apprendre à gérer des flux importants fait partie de notre projet. Nous avons visité une structure comparable à "
    "Lyon, qui nous prête son tableau de planning.",
)
FRICHE = (
    "La montée en charge plus lente nous convient : elle laisse un an pour former l’équipe et trouver nos habitués. "
    "Nous avons prévu une trésorerie de quatre mois.",
    "Nous ouvrirons d’abord quatre jours par semaine, puis six. Les ateliers, déjà réservés par trois écoles, feront "
    "venir du monde avant les achats.",
    "La Friche a un public curieux mais irrégulier. Nous comptons sur des rendez-vous fixes, le mercredi et le samedi, "
    "et sur les résidents déjà installés.",
)


def site_answer(site: str, name: str) -> str:
    """What the structure answers to the stake of a site."""
    pool = MK2 if site == "mk2" else FRICHE
    return pool[sum(map(ord, name)) % len(pool)]


WITHDRAWN = "Aucun des deux sites n’a la hauteur qu’il nous faut sous plafond. Nous reviendrons s’il s’en ouvre un."
"""Why a structure of the open call took its application back."""
BRANCHES = {
    "food": (
        "légum",
        "épic",
        "cantine",
        "restaur",
        "café",
        "traiteur",
        "poisson",
        "cuisin",
        "plant",
        "producteur",
        "jardin",
    ),
    "clothing": ("coutur", "vêtement"),
    "home": ("meuble", "vaisselle", "savon", "objet", "cosmétique", "poterie", "céramique"),
    "travel": ("voyage",),
    "culture": ("livre", "spectacle", "concert", "théâtre"),
    "reuse": ("répar", "réemploi", "ressourcerie", "recycl"),
    "mobility": ("vélo",),
    "energy": ("énergé",),
    "services": ("concierge", "permanence", "conseil", "aidant", "impression"),
}
"""Words of an activity that tell its branch."""
POLES = {"mobility": "reuse", "energy": "services"}
FUNCTIONS = {True: ("présidence", "elected"), False: ("gérance", "staff")}
SECOND = (
    ("Lucie Arnaud", "trésorière", "elected"),
    ("Farid Meziane", "coordinateur", "staff"),
    ("Solène Riou", "bénévole, référente des achats", "volunteer"),
)


def facts(structure, number: int) -> dict:
    """The short answers: branches, employment, cooperation, the law's three criteria."""
    told = f"{structure.activity} {structure.project}".lower()
    found = [branch for branch, signs in BRANCHES.items() if any(sign in told for sign in signs)]
    jobs = float(structure.employees)
    headcount = round(jobs * 1.2)
    typed = {
        "website": f"https://{number}.exemple.fr/",
        "summary": f"{structure.activity}.",
        "branches": found[:3] or ["other"],
        "other_branch": "" if found else "artisanat",
        "headcount": headcount,
        "permanent_jobs": headcount * 2 // 3,
        "aided_contracts": headcount // 4 if "siae" in structure.flags else 0,
        "volunteers": 5 + number % 28,
        "pole": POLES.get(found[0], found[0]) if found else "home",
        "cooperates": "yes" if number % 3 else "no",
    }
    if typed["cooperates"] == "yes":
        typed["cooperation_with"] = "L’épicerie et le restaurant de la Cité, et les structures de notre pôle."
        typed["cooperation_shared"] = "Le camion deux jours par semaine, une caisse commune et des commandes groupées."
    if structure.form not in ESS_FORMS:
        meets = number % 2 == 0
        typed |= {"ess_answer": "yes" if meets else "no"}
        typed |= dict.fromkeys(("ess_purpose", "ess_governance", "ess_profits"), meets)
    return typed


def years(structure, created: int, opening: int) -> dict:
    """Three years of figures, in proportion to the staff, growing a little; none before the creation."""
    jobs = Decimal(structure.employees)
    found = {}
    for rank, year in enumerate(range(opening - 3, opening)):
        if year < created:
            continue
        share = Decimal("0.86") + Decimal("0.07") * rank
        sales, grants = (21_400 + jobs * 31_250) * share, jobs * 6_800
        expenses = (jobs * 29_900 + 12_600 + jobs * 6_350) * (share + Decimal("0.01"))
        amounts = {
            "income": sales + grants,
            "sales": sales,
            "subsidies": grants,
            "expenses": expenses,
            "equity": sales * Decimal("0.12"),
            "cash": sales * Decimal("0.08"),
        }
        found[year] = {name: amount.quantize(Decimal("1")) for name, amount in amounts.items()}
    return found


def contacts(structure, number: int) -> dict:
    """The person to reach first, and a colleague."""
    function, kind = FUNCTIONS[structure.form in ASSOCIATION_FORMS]
    first_name, last_name = structure.contact
    slug = slugify(f"{first_name}.{last_name}".replace(".", "-"))
    name, role, second = SECOND[number % len(SECOND)]
    return {
        1: {
            "name": f"{first_name} {last_name}",
            "function": function,
            "kind": kind,
            "email": f"{slug}@exemple.fr",
            "phone": f"04 91 00 {number % 90 + 10} {number % 80 + 11}",
        },
        2: {
            "name": name,
            "function": role,
            "kind": second,
            "email": f"{slugify(name)}@exemple.fr",
            "phone": f"06 39 98 {number % 90 + 10} {number % 70 + 12}",
        },
    }
