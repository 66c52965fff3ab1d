"""The charter a structure signs, by version: a text that was signed never changes, a new one gets a new number.

Version 1 follows the values validated by the steering committee of 29 June 2010 (A026, B1).
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Article:
    """An article of the charter; criteria of selection refer to its number (A093)."""

    number: int
    title: str
    text: str


@dataclass(frozen=True)
class Charter:
    """A version of the charter, with what the signature promises."""

    version: int
    preamble: str
    articles: tuple[Article, ...]
    promise: str


_FIRST = Charter(
    version=1,
    preamble=(
        "La Cité de la Consommation Responsable met l’humain au centre de l’économie. Elle associe la viabilité "
        "économique, l’audace sociale et le respect de l’environnement, dans un esprit de dignité, de solidarité et de "
        "responsabilité."
    ),
    articles=(
        Article(
            1,
            "Prendre conscience",
            "Un achat agit sur les conditions de travail, sur l’environnement et sur la société : nous le faisons "
            "savoir à nos clients et nous en tenons compte dans nos propres achats.",
        ),
        Article(
            2,
            "Consommer avec modération",
            "Nous aidons chacun à acheter ce dont il a besoin, à faire durer, à réparer, à partager.",
        ),
        Article(
            3,
            "Informer",
            "Nous disons d’où viennent nos produits et nos services, comment ils sont faits et comment ils arrivent "
            "jusqu’à la Cité.",
        ),
        Article(
            4,
            "Choisir selon des valeurs",
            "Au-delà de la qualité et du prix, nous recherchons une forte valeur sociale, avec un partage équitable de "
            "la valeur ajoutée tout au long de la filière et le respect de la diversité culturelle, et une forte "
            "valeur environnementale, avec la réduction de notre empreinte.",
        ),
    ),
    promise=(
        "En signant, notre structure s’engage à respecter cette charte dans son activité à la Cité et à en rendre "
        "compte."
    ),
)

CHARTERS = {charter.version: charter for charter in (_FIRST,)}
CURRENT = CHARTERS[max(CHARTERS)]
"""The version proposed for signature."""


def get(version: int) -> Charter:
    """The charter of that version. Raises KeyError."""
    return CHARTERS[version]


def references(charter: Charter) -> dict[str, str]:
    """{"1.2": "article 2, « Consommer avec modération »"}: how a criterion of selection names its article (A026)."""
    return {
        f"{charter.version}.{article.number}": f"article {article.number}, «\u00a0{article.title}\u00a0»"
        for article in charter.articles
    }


def in_words(reference: str) -> str:
    """An article in words, of whichever version; what was written freely before articles were chosen, as it is."""
    known = {key: words for charter in CHARTERS.values() for key, words in references(charter).items()}
    return known.get(reference, reference)
