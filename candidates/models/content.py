"""What an application says: the same fields in the draft and in each deposited version."""

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q

from ccr.documents.models import JoinedFile
from ccr.wall.models import SealedModel


class SpaceKind(models.TextChoices):
    """Kinds of space (B1)."""

    CORNER = "corner", "corner dans l’espace de vente partagé"
    SHOP = "shop", "boutique"
    RESTAURANT = "restaurant", "restauration"
    OFFICE = "office", "bureau"
    PERMANENCE = "permanence", "permanence ponctuelle"


class Pole(models.TextChoices):
    """The poles of activity in which corners are grouped (B1)."""

    FOOD = "food", "alimentation"
    HOME = "home", "maison"
    CLOTHING = "clothing", "habillement"
    TRAVEL = "travel", "tourisme solidaire"
    CULTURE = "culture", "culture et loisirs"
    REUSE = "reuse", "réemploi et réparation"
    SERVICES = "services", "services et bureaux"


class Branch(models.TextChoices):
    """The branches (*filières*) of responsible consumption, a closed list."""

    FOOD = "food", "alimentation"
    CLOTHING = "clothing", "habillement"
    HOME = "home", "maison et aménagement"
    TRAVEL = "travel", "tourisme solidaire"
    CULTURE = "culture", "culture"
    REUSE = "reuse", "réemploi"
    MOBILITY = "mobility", "mobilité"
    ENERGY = "energy", "énergie"
    SERVICES = "services", "services"
    OTHER = "other", "autre"


class Stage(models.TextChoices):
    """Where a structure stands as an employer: derived from its headcount, never typed (A191)."""

    PROJECT = "project", "projet"
    FIRST = "first", "primo-employeur"
    EMPLOYER = "employer", "employeur"


class Answer(models.TextChoices):
    """Yes or no, when not answering is not the same as no."""

    YES = "yes", "oui"
    NO = "no", "non"


class ContactKind(models.TextChoices):
    """Elected volunteers and staff both take part (A181)."""

    ELECTED = "elected", "élu"
    VOLUNTEER = "volunteer", "bénévole"
    STAFF = "staff", "salarié"


class SectionKey(models.TextChoices):
    """The sections of an application, in order; the code is the end of the section's address."""

    STRUCTURE = "structure", "La structure"
    ACTIVITY = "activite", "L’activité et les filières"
    PROJECT = "projet", "Le projet"
    SITES = "sites", "Les sites"
    SPACE = "espace", "L’espace"
    EMPLOYMENT = "emploi", "L’emploi"
    FIGURES = "chiffres", "Les chiffres de trois exercices"
    COOPERATION = "cooperation", "La coopération"
    ESS = "ess", "L’économie sociale et solidaire"
    CHARTER = "charte", "La charte"
    PIECES = "pieces", "Les pièces"
    CONTACTS = "contacts", "Les contacts"


CONTACTS = 5
"""How many people a structure names at most."""


STAGES_FROM = {Stage.EMPLOYER: 2, Stage.FIRST: 1, Stage.PROJECT: 0}
"""{stage: the least headcount}, the largest first: no salaried job, a first one, several (A191)."""


def stage_of(headcount: int | None) -> Stage | None:
    """The stage of employment. None while the headcount is unknown."""
    if headcount is None:
        return None
    return next(stage for stage, least in STAGES_FROM.items() if headcount >= least)


def _count(label, **options):
    return models.PositiveIntegerField(label, null=True, blank=True, **options)


def _euros(label):
    return models.DecimalField(label, max_digits=12, decimal_places=2, null=True, blank=True)


class Content(SealedModel):
    """Abstract: what an application says."""

    # The structure
    created_year = models.PositiveSmallIntegerField("année de création", null=True, blank=True)
    website = models.URLField("site internet", blank=True)
    summary = models.CharField("votre structure en une phrase", blank=True, max_length=250)
    # Activity
    activity = models.TextField("votre activité", blank=True, max_length=2000)
    branches = models.JSONField("filières", blank=True, default=list)
    other_branch = models.CharField("autre filière : laquelle", blank=True, max_length=120)
    # Project
    project = models.TextField("votre projet à la Cité", blank=True, max_length=4000)
    reasons = models.TextField("vos raisons de rejoindre la Cité", blank=True, max_length=4000)
    # Space
    space_kind = models.CharField("type d’espace", max_length=12, choices=SpaceKind, blank=True)
    space_m2 = models.DecimalField(
        "surface souhaitée (m²)",
        max_digits=7,
        decimal_places=1,
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
    )
    pole = models.CharField("pôle d’activité", max_length=12, choices=Pole, blank=True)
    # Employment
    headcount = _count("salariés")
    employees = models.DecimalField(
        "emplois (équivalents temps plein)",
        max_digits=7,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
    )
    permanent_jobs = _count("dont contrats à durée indéterminée")
    aided_contracts = _count("dont contrats aidés")
    volunteers = _count("bénévoles réguliers")
    # Cooperation
    cooperates = models.CharField("coopérations avec d’autres résidents", max_length=3, choices=Answer, blank=True)
    cooperation_with = models.TextField("avec qui", blank=True, max_length=1000)
    cooperation_shared = models.TextField("ce que vous partageriez", blank=True, max_length=2000)
    # Social and solidarity economy, where the legal form does not say it (law 2014-856, article 1)
    ess_answer = models.CharField("entreprise de l’ESS", max_length=3, choices=Answer, blank=True)
    ess_purpose = models.BooleanField("but autre que le seul partage des bénéfices", default=False)
    ess_governance = models.BooleanField("gouvernance démocratique", default=False)
    ess_profits = models.BooleanField("bénéfices consacrés à l’activité, réserves impartageables", default=False)
    # Charter
    charter_signed_by = models.CharField("charte signée par", max_length=160, blank=True)
    charter_signed_at = models.DateTimeField("charte signée le", null=True, blank=True)
    charter_version = models.PositiveSmallIntegerField("version de la charte", null=True, blank=True)

    TYPED_FIELDS = (
        "created_year",
        "website",
        "summary",
        "activity",
        "branches",
        "other_branch",
        "project",
        "reasons",
        "space_kind",
        "space_m2",
        "pole",
        "headcount",
        "employees",
        "permanent_jobs",
        "aided_contracts",
        "volunteers",
        "cooperates",
        "cooperation_with",
        "cooperation_shared",
        "ess_answer",
        "ess_purpose",
        "ess_governance",
        "ess_profits",
    )
    """What is typed, one field of a page each."""

    CHARTER_FIELDS = ("charter_signed_by", "charter_signed_at", "charter_version")
    CONTENT_FIELDS = TYPED_FIELDS + CHARTER_FIELDS

    class Meta(SealedModel.Meta):
        abstract = True

    @property
    def stage(self) -> Stage | None:
        """The stage of employment, from the headcount (A191)."""
        return stage_of(self.headcount)


class SiteAnswer(SealedModel):
    """Abstract: the answer to the stake of a chosen site (A023)."""

    campaign_site = models.ForeignKey("ccr_programme.CampaignSite", on_delete=models.PROTECT, related_name="+")
    answer = models.TextField("votre réponse à l’enjeu du site", blank=True, max_length=3000)

    class Meta(SealedModel.Meta):
        abstract = True


class YearFigures(SealedModel):
    """Abstract: the economic figures of a year, in euros. The result is computed."""

    year = models.PositiveSmallIntegerField("exercice")
    income = _euros("produits")
    sales = _euros("dont ventes")
    subsidies = _euros("dont subventions")
    expenses = _euros("charges")
    equity = _euros("fonds propres")
    cash = _euros("trésorerie")

    FIGURES = ("income", "sales", "subsidies", "expenses", "equity", "cash")

    class Meta(SealedModel.Meta):
        abstract = True

    @property
    def result(self):
        """Income less expenses, None while one of them is unknown."""
        return None if self.income is None or self.expenses is None else self.income - self.expenses

    @property
    def is_blank(self) -> bool:
        return all(getattr(self, name) is None for name in self.FIGURES)


class Contact(SealedModel):
    """Abstract: somebody of the structure (A181)."""

    rank = models.PositiveSmallIntegerField("rang")
    name = models.CharField("nom", max_length=120, blank=True)
    function = models.CharField("fonction", max_length=120, blank=True)
    kind = models.CharField("qualité", max_length=10, choices=ContactKind, blank=True)
    email = models.EmailField("e-mail", blank=True)
    phone = models.CharField("téléphone", max_length=30, blank=True)

    PARTS = ("name", "function", "kind", "email", "phone")

    class Meta(SealedModel.Meta):
        abstract = True

    @property
    def is_blank(self) -> bool:
        return not any(getattr(self, name) for name in self.PARTS)


ONE_TO_FIVE = Q(rank__gte=1, rank__lte=CONTACTS)


class Piece(JoinedFile, SealedModel):
    """Abstract: a file joined to an application. The label is the call's on the day the file was joined."""

    kind = models.SlugField("pièce", max_length=40, db_index=False)
    label = models.CharField("intitulé", max_length=160)
    rank = models.PositiveSmallIntegerField("rang", default=0)
    added_at = models.DateTimeField("ajoutée le")

    class Meta(SealedModel.Meta):
        abstract = True
