"""Legal forms and bands of headcount, as the public register names them (B7, A160)."""

from django.db import models


class LegalForm(models.TextChoices):
    """Insee's legal categories, level III, as far as the programme meets them (B7, A160)."""

    SOLE_TRADER = "1000", "Entrepreneur individuel"
    SARL_COOPERATIVE_SCOP = "5458", "SARL SCOP"
    SARL_COOPERATIVE = "5460", "Autre SARL coopérative"
    SARL_SINGLE = "5498", "SARL unipersonnelle"
    SARL = "5499", "SARL"
    SA_SCOP_BOARD = "5558", "SA SCOP à conseil d’administration"
    SA_COOPERATIVE_BOARD = "5560", "Autre SA coopérative à conseil d’administration"
    SA_BOARD = "5599", "SA à conseil d’administration"
    SA_SCOP_DIRECTORATE = "5658", "SA SCOP à directoire"
    SA_DIRECTORATE = "5699", "SA à directoire"
    SAS = "5710", "SAS"
    SASU = "5720", "SAS unipersonnelle"
    GIE = "6220", "Groupement d’intérêt économique"
    PUBLIC_LOCAL = "7229", "Collectivité territoriale"
    MUTUAL = "8210", "Mutuelle"
    ASSOCIATION_UNDECLARED = "9210", "Association non déclarée"
    ASSOCIATION = "9220", "Association déclarée"
    ASSOCIATION_INSERTION = "9221", "Association d’insertion par l’économique"
    ASSOCIATION_INTERMEDIARY = "9222", "Association intermédiaire"
    ASSOCIATION_EMPLOYERS = "9223", "Groupement d’employeurs"
    ASSOCIATION_PUBLIC_UTILITY = "9230", "Association reconnue d’utilité publique"
    ASSOCIATION_LOCAL_LAW = "9260", "Association de droit local (Bas-Rhin, Haut-Rhin, Moselle)"
    FOUNDATION = "9300", "Fondation"


ASSOCIATION_FORMS = frozenset(form for form in LegalForm if "9210" <= form.value <= "9260")
"""What counts as an association for the 50 % rule: 9210 to 9260 (B7, A065)."""


class HeadcountBand(models.TextChoices):
    """Insee's bands of employees (« tranche d'effectif salarié ») as the public register gives them."""

    NONE = "NN", "Non employeuse, ou effectif inconnu"
    ZERO = "00", "0 salarié, après en avoir employé"
    FROM_1 = "01", "1 ou 2 salariés"
    FROM_3 = "02", "3 à 5 salariés"
    FROM_6 = "03", "6 à 9 salariés"
    FROM_10 = "11", "10 à 19 salariés"
    FROM_20 = "12", "20 à 49 salariés"
    FROM_50 = "21", "50 à 99 salariés"
    FROM_100 = "22", "100 à 199 salariés"
    FROM_200 = "31", "200 à 249 salariés"
    FROM_250 = "32", "250 à 499 salariés"
    FROM_500 = "41", "500 à 999 salariés"
    FROM_1000 = "42", "1 000 à 1 999 salariés"
    FROM_2000 = "51", "2 000 à 4 999 salariés"
    FROM_5000 = "52", "5 000 à 9 999 salariés"
    FROM_10000 = "53", "10 000 salariés et plus"


ESS_FORMS = ASSOCIATION_FORMS | {
    LegalForm.SARL_COOPERATIVE_SCOP,
    LegalForm.SARL_COOPERATIVE,
    LegalForm.SA_SCOP_BOARD,
    LegalForm.SA_COOPERATIVE_BOARD,
    LegalForm.SA_SCOP_DIRECTORATE,
    LegalForm.MUTUAL,
    LegalForm.FOUNDATION,
}
"""The forms that are of the social and solidarity economy by right (law 2014-856, article 1, II, 1°; B7)."""


RNA_ALONE_MONTHS = 24
"""An association may go without a SIREN for that long after its declaration (B7)."""
