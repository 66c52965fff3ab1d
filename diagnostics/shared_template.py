"""The shared template as it is delivered: the ten sections of B5, light and complete (A034, A042).

RAMSESS and Regain publish a next version by adding rows; diagnostics that began keep theirs. So it is when it changes
here: its ``VERSION`` goes up, and the next diagnostic that begins publishes it.
"""

from django.db import transaction

from ccr import clock, journal
from diagnostics.models import Question, Section, Template
from diagnostics.states import QuestionKind

K = QuestionKind
LIGHT = True
VERSION = 2
"""1 did not rate the risk of the move (A016)."""


def _text(code, label, help="", *, light=True, in_note=True):
    return (K.TEXT, code, label, help, light, in_note)


def _rating(label, *, code="rating", help="De 1 (fragile) à 4 (solide).", light=True):
    return (K.RATING, code, label, help, light, True)


def _ternary(code, label, *, light=True):
    return (K.TERNARY, code, label, "", light, True)


def _both_sides(*, light=True):
    """What every theme ends with: strong points, weak points, and what stays with the diagnostician."""
    return (
        (K.STRENGTHS, "strengths", "Points forts", "", light, True),
        (K.WEAKNESSES, "weaknesses", "Points faibles", "", light, True),
        (K.COMMENT, "comment", "Commentaire interne", "Reste dans votre organisation, n’est pas repris.", light, False),
    )


SECTIONS = (
    (
        "Identité, personnes rencontrées, méthode",
        LIGHT,
        "Qui a été rencontré, où et comment. Nommez les fonctions plutôt que les personnes.",
        (
            _text("met", "Personnes rencontrées", "Fonctions et nombre : « présidente, trésorier, trois salariés »."),
            _text("method", "Méthode", "Visites sur place, entretiens, documents consultés."),
            _text("sources", "Sources utilisées", light=False),
        ),
    ),
    (
        "Projet, valeurs, charte",
        LIGHT,
        "Le projet de la structure et ce qu’elle attend de la Cité.",
        (
            _rating("Le projet est clair et partagé"),
            _ternary("charter", "Les valeurs de la charte sont connues et partagées"),
            _ternary("updated", "Le projet a été réexaminé depuis moins de trois ans", light=False),
            *_both_sides(),
        ),
    ),
    (
        "Activités, filière, clients, marché",
        False,
        "Ce qui est produit ou vendu, à qui, face à qui.",
        (
            _rating("L’offre trouve son public", light=False),
            _ternary("responsible", "La filière répond aux critères de consommation responsable", light=False),
            _ternary("competition", "La structure connaît ses concurrents", light=False),
            *_both_sides(light=False),
        ),
    ),
    (
        "Gouvernance",
        False,
        "Instances, décision, renouvellement des responsables.",
        (
            _rating("Les instances décident et contrôlent", light=False),
            _ternary("renewal", "Les responsables se renouvellent", light=False),
            *_both_sides(light=False),
        ),
    ),
    (
        "Ressources humaines, emploi, GPEC",
        False,
        "Équipe, compétences, emplois prévus.",
        (
            _rating("L’équipe a les compétences du projet", light=False),
            _ternary("jobs", "Les emplois prévus sont financés", light=False),
            *_both_sides(light=False),
        ),
    ),
    (
        "Organisation de la production",
        False,
        "Approvisionnement, outils, qualité, capacité à suivre la demande.",
        (
            _rating("L’organisation suit le rythme de l’activité", light=False),
            _ternary("scale", "Elle supporterait un doublement des ventes", light=False),
            *_both_sides(light=False),
        ),
    ),
    (
        "Modèle économique, trésorerie, besoin en fonds de roulement",
        LIGHT,
        "Trois exercices passés, trois années à venir. Version courte dans le diagnostic léger.",
        (
            _rating("Le modèle économique est viable"),
            _ternary("cash", "La trésorerie couvre trois mois de charges"),
            _ternary("analytic", "Une comptabilité analytique existe", light=False),
            _text("past", "Trois exercices passés", "Produits, charges, résultat, fonds propres.", light=False),
            _text("future", "Trois années à venir", "Hypothèses, seuil de rentabilité, BFR.", light=False),
            *_both_sides(),
        ),
    ),
    (
        "Impact du site choisi",
        LIGHT,
        "Les effets de chaque site choisi, au vu de son enjeu. Espace, boutique ou bureau.",
        (
            _rating("La structure est prête pour le site choisi"),
            _rating(
                "Fragilité face au déménagement : quel risque prend la structure en s’installant ?",
                code="move",
                help="De 1 (fragile, risque fort) à 4 (solide, risque faible).",
            ),
            _ternary("space", "La surface demandée est réaliste"),
            _text(
                "themes",
                "Effets sur la stratégie, le commercial, les finances, les ressources humaines, la gouvernance",
            ),
            *_both_sides(),
        ),
    ),
    (
        "Synthèse : forces, faiblesses, opportunités, menaces",
        False,
        "Une page, en quatre parties.",
        (
            (K.STRENGTHS, "strengths", "Forces", "", False, True),
            (K.WEAKNESSES, "weaknesses", "Faiblesses", "", False, True),
            _text("opportunities", "Opportunités", light=False),
            _text("threats", "Menaces", light=False),
        ),
    ),
    (
        "Avis d’opportunité",
        LIGHT,
        "L’avis, ses conditions, les risques et l’accompagnement conseillé : c’est la note.",
        (),
    ),
)


def current() -> Template | None:
    """The latest published version."""
    return Template.objects.system().filter(published_at__isnull=False).order_by("-version").first()


@transaction.atomic
def ensure(*, by=None) -> Template:
    """The latest published version; ours is written when there is none yet, or only older ones."""
    found = current()
    if found is not None and found.version >= VERSION:
        return found
    template, created = Template.objects.system().get_or_create(version=VERSION, defaults={"published_at": clock.now()})
    if created:
        _fill(template)
        journal.record(by, "template_published", template, version=VERSION)
    return template


def _fill(template):
    questions = []
    for number, (title, is_light, help_text, asked) in enumerate(SECTIONS, start=1):
        section = Section.objects.system().create(
            shared_template=template,
            number=number,
            title=title,
            help=help_text,
            is_light=is_light,
            is_note=not asked,
        )
        questions += [
            Question(
                section=section,
                position=position,
                kind=kind,
                code=code,
                label=label,
                help=help,
                is_light=light,
                in_note=in_note,
            )
            for position, (kind, code, label, help, light, in_note) in enumerate(asked, start=1)
        ]
    Question.objects.system().bulk_create(questions)
