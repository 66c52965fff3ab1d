"""The call as a structure sees it.

Tables follow the wall (DESIGN 2.3): ``Application`` says who applies and where it stands, and is all that support reads
with the chosen sites and the outcome; ``Draft`` is the candidate's; ``Version`` is what instruction reads.
"""

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q

from candidates.states import APPLICATION, OUTCOME_TONES, SELECTED, ApplicationState, OutcomeValue
from ccr.journal.models import JournalEntry, JournalQuerySet
from ccr.notifications.models import OutboxMail, OutboxMailQuerySet
from ccr.programme.models import Receipt as AbstractReceipt
from ccr.wall.models import SealedManager, SealedModel, SealedQuerySet
from ccr.wall.sides import SUPPORT, Side
from ccr.workflow import Badge

OWN = {Side.CANDIDATE, Side.COORDINATION}


class ApplicationQuerySet(SealedQuerySet):
    """Support and coordination see every application of the campaign; instruction, what was deposited."""

    def for_candidate(self, seat):
        return Q(campaign=seat.campaign_id, organisation__in=seat.organisations)

    def for_coordination(self, seat):
        return Q(campaign=seat.campaign_id)

    def for_instruction(self, seat):
        return Q(campaign=seat.campaign_id, state=ApplicationState.DEPOSITED)

    def for_diagnosis(self, seat):
        return Q(campaign=seat.campaign_id)

    def for_dla(self, seat):
        return Q(campaign=seat.campaign_id)

    def for_consultant(self, seat):
        return Q(campaign=seat.campaign_id)

    def for_finance(self, seat):
        return Q(campaign=seat.campaign_id)

    def selected(self):
        """Those whose published outcome makes them future residents."""
        return self.filter(outcome__value__in=SELECTED)


class Application(SealedModel):
    """A structure applies to a campaign, once. No autosave and no action of support touches this row."""

    campaign = models.ForeignKey("ccr_programme.Campaign", on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey("ccr_directory.Organisation", on_delete=models.PROTECT, related_name="+")
    state = models.CharField("état", max_length=10, choices=ApplicationState, default=ApplicationState.BEGUN)
    begun_at = models.DateTimeField("commencée le")
    deposited_at = models.DateTimeField("déposée le", null=True, blank=True)
    withdrawn_at = models.DateTimeField("retirée le", null=True, blank=True)
    receipt_number = models.CharField("numéro de dépôt", max_length=30, blank=True)

    readers = OWN | SUPPORT | {Side.INSTRUCTION, Side.NEWCOMER}
    writers = OWN | {Side.NEWCOMER}
    objects = SealedManager.from_queryset(ApplicationQuerySet)()

    class Meta(SealedModel.Meta):
        verbose_name = "candidature"
        verbose_name_plural = "candidatures"
        ordering = ["begun_at", "id"]
        constraints = [
            models.UniqueConstraint(
                name="application_once_per_campaign",
                fields=["campaign", "organisation"],
                violation_error_message="Cette organisation a déjà une candidature dans cet appel.",
            ),
            models.UniqueConstraint(
                name="application_receipt_number_unique", fields=["receipt_number"], condition=~Q(receipt_number="")
            ),
            models.CheckConstraint(
                name="application_deposit_dated",
                condition=~Q(state=ApplicationState.DEPOSITED) | (Q(deposited_at__isnull=False) & ~Q(receipt_number="")),
                violation_error_message="Une candidature déposée a une date et un numéro de dépôt.",
            ),
            models.CheckConstraint(
                name="application_withdrawal_dated",
                condition=Q(state=ApplicationState.WITHDRAWN, withdrawn_at__isnull=False)
                | (~Q(state=ApplicationState.WITHDRAWN) & Q(withdrawn_at__isnull=True)),
                violation_error_message="Un retrait a une date.",
            ),
        ]

    def __str__(self):
        return f"application {self.pk}"

    @property
    def badge(self) -> Badge:
        return APPLICATION.badge(self.state)


class SiteChoiceQuerySet(SealedQuerySet):
    def for_candidate(self, seat):
        return Q(application__campaign=seat.campaign_id, application__organisation__in=seat.organisations)

    def for_coordination(self, seat):
        return Q(application__campaign=seat.campaign_id)

    for_diagnosis = for_dla = for_consultant = for_finance = for_coordination

    def for_instruction(self, seat):
        return Q(application__campaign=seat.campaign_id, application__state=ApplicationState.DEPOSITED)


class SiteChoice(SealedModel):
    """A site the structure asked for in its last deposit. What it answers to the stake is in the version."""

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="site_choices")
    campaign_site = models.ForeignKey("ccr_programme.CampaignSite", on_delete=models.PROTECT, related_name="+")
    is_current = models.BooleanField("choix en vigueur", default=True)

    readers = OWN | SUPPORT | {Side.INSTRUCTION}
    writers = OWN
    objects = SealedManager.from_queryset(SiteChoiceQuerySet)()

    class Meta(SealedModel.Meta):
        verbose_name = "site souhaité"
        verbose_name_plural = "sites souhaités"
        constraints = [
            models.UniqueConstraint(name="site_choice_once", fields=["application", "campaign_site"]),
        ]

    def __str__(self):
        return f"site choice {self.pk}"


class SpaceKind(models.TextChoices):
    """Kinds of space (B1)."""

    CORNER = "corner", "corner dans l’espace de vente partagé"
    SHOP = "shop", "boutique"
    RESTAURANT = "restaurant", "restauration"
    OFFICE = "office", "bureau"
    PERMANENCE = "permanence", "permanence ponctuelle"


class Content(SealedModel):
    """Abstract: what an application says. The same fields in the draft and in each deposited version."""

    activity = models.TextField("votre activité", blank=True, max_length=2000)
    employees = models.DecimalField(
        "emplois (équivalents temps plein)",
        max_digits=7,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
    )
    project = models.TextField("votre projet à la Cité", blank=True, max_length=4000)
    reasons = models.TextField("vos raisons de rejoindre la Cité", blank=True, max_length=4000)
    space_kind = models.CharField("type d’espace", max_length=12, choices=SpaceKind, blank=True)
    space_m2 = models.DecimalField(
        "surface souhaitée (m²)",
        max_digits=7,
        decimal_places=1,
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
    )
    contact_name = models.CharField("personne à joindre", max_length=120, blank=True)
    contact_phone = models.CharField("téléphone", max_length=30, blank=True)
    charter_signed_by = models.CharField("charte signée par", max_length=160, blank=True)
    charter_signed_at = models.DateTimeField("charte signée le", null=True, blank=True)
    charter_version = models.PositiveSmallIntegerField("version de la charte", null=True, blank=True)

    CONTENT_FIELDS = (
        "activity",
        "employees",
        "project",
        "reasons",
        "space_kind",
        "space_m2",
        "contact_name",
        "contact_phone",
        "charter_signed_by",
        "charter_signed_at",
        "charter_version",
    )

    class Meta(SealedModel.Meta):
        abstract = True


class DraftQuerySet(SealedQuerySet):
    def for_candidate(self, seat):
        return Q(application__campaign=seat.campaign_id, application__organisation__in=seat.organisations)

    def for_coordination(self, seat):
        return Q(application__campaign=seat.campaign_id)


class Draft(Content):
    """What is being typed; saves itself field by field. Read by the structure and the coordination."""

    application = models.OneToOneField(Application, on_delete=models.PROTECT, related_name="draft")
    saved_at = models.DateTimeField("enregistré le", null=True, blank=True)
    saved_by = models.ForeignKey(
        "ccr_accounts.Person", on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )

    becomes = "candidates.Version"
    """A deposit copies the draft into a version, which instruction reads: the audience sentences say so."""
    readers = OWN
    writers = OWN | {Side.NEWCOMER}
    objects = SealedManager.from_queryset(DraftQuerySet)()

    class Meta(Content.Meta):
        verbose_name = "brouillon"
        verbose_name_plural = "brouillons"

    def __str__(self):
        return f"draft {self.pk}"


class VersionQuerySet(SealedQuerySet):
    def for_candidate(self, seat):
        return Q(application__campaign=seat.campaign_id, application__organisation__in=seat.organisations)

    def for_coordination(self, seat):
        return Q(application__campaign=seat.campaign_id)

    def for_instruction(self, seat):
        return Q(application__campaign=seat.campaign_id, application__state=ApplicationState.DEPOSITED)


class Version(Content):
    """What was deposited, once and for all: never changed, only followed by another."""

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField("numéro")
    deposited_at = models.DateTimeField("déposée le")
    deposited_by = models.ForeignKey("ccr_accounts.Person", on_delete=models.PROTECT, related_name="+")
    is_current = models.BooleanField("version en vigueur", default=True)
    sha256 = models.CharField("empreinte", max_length=64)

    readers = OWN | {Side.INSTRUCTION}
    writers = OWN
    objects = SealedManager.from_queryset(VersionQuerySet)()

    class Meta(Content.Meta):
        verbose_name = "version déposée"
        verbose_name_plural = "versions déposées"
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(name="version_number_once", fields=["application", "number"]),
            models.UniqueConstraint(
                name="version_one_current", fields=["application"], condition=Q(is_current=True)
            ),
        ]

    def __str__(self):
        return f"version {self.pk}"


class SiteAnswer(SealedModel):
    """Abstract: the answer to the stake of a chosen site (A023)."""

    campaign_site = models.ForeignKey("ccr_programme.CampaignSite", on_delete=models.PROTECT, related_name="+")
    answer = models.TextField("votre réponse à l’enjeu du site", blank=True, max_length=3000)

    class Meta(SealedModel.Meta):
        abstract = True


class DraftSiteQuerySet(SealedQuerySet):
    def for_candidate(self, seat):
        return Q(
            draft__application__campaign=seat.campaign_id, draft__application__organisation__in=seat.organisations
        )

    def for_coordination(self, seat):
        return Q(draft__application__campaign=seat.campaign_id)


class DraftSite(SiteAnswer):
    """A site chosen in the draft, with the answer being typed."""

    draft = models.ForeignKey(Draft, on_delete=models.PROTECT, related_name="sites")
    is_chosen = models.BooleanField("choisi", default=True)

    becomes = "candidates.VersionSite"
    readers = OWN
    writers = OWN
    objects = SealedManager.from_queryset(DraftSiteQuerySet)()

    class Meta(SiteAnswer.Meta):
        verbose_name = "site du brouillon"
        verbose_name_plural = "sites du brouillon"
        constraints = [models.UniqueConstraint(name="draft_site_once", fields=["draft", "campaign_site"])]

    def __str__(self):
        return f"draft site {self.pk}"


class VersionPartQuerySet(SealedQuerySet):
    """Parts of a version follow it."""

    def for_candidate(self, seat):
        return Q(
            version__application__campaign=seat.campaign_id,
            version__application__organisation__in=seat.organisations,
        )

    def for_coordination(self, seat):
        return Q(version__application__campaign=seat.campaign_id)

    def for_instruction(self, seat):
        return Q(
            version__application__campaign=seat.campaign_id,
            version__application__state=ApplicationState.DEPOSITED,
        )


class VersionSite(SiteAnswer):
    """A site chosen in a deposited version."""

    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="sites")

    readers = OWN | {Side.INSTRUCTION}
    writers = OWN
    objects = SealedManager.from_queryset(VersionPartQuerySet)()

    class Meta(SiteAnswer.Meta):
        verbose_name = "site de la version"
        verbose_name_plural = "sites de la version"
        constraints = [models.UniqueConstraint(name="version_site_once", fields=["version", "campaign_site"])]

    def __str__(self):
        return f"version site {self.pk}"


class PieceKind(models.TextChoices):
    """The closed list of pieces; the diagnostic note is none of them (A022)."""

    STATUTES = "statutes", "Statuts à jour, signés"
    ACCOUNTS = "accounts", "Comptes du dernier exercice (bilan et compte de résultat)"


class Piece(SealedModel):
    """Abstract: a file joined to an application."""

    kind = models.CharField("pièce", max_length=12, choices=PieceKind)
    file = models.FileField("fichier", max_length=200)
    name = models.CharField("nom du fichier", max_length=200)
    mime = models.CharField("type", max_length=100)
    size = models.PositiveIntegerField("taille (octets)")
    sha256 = models.CharField("empreinte", max_length=64)
    added_at = models.DateTimeField("ajoutée le")

    class Meta(SealedModel.Meta):
        abstract = True


class DraftPiece(Piece):
    """A file joined to the draft. Replacing it retires the former one, which earlier versions still hold."""

    draft = models.ForeignKey(Draft, on_delete=models.PROTECT, related_name="pieces")
    retired_at = models.DateTimeField("remplacée ou retirée le", null=True, blank=True)

    becomes = "candidates.VersionPiece"
    readers = OWN
    writers = OWN
    objects = SealedManager.from_queryset(DraftSiteQuerySet)()

    class Meta(Piece.Meta):
        verbose_name = "pièce du brouillon"
        verbose_name_plural = "pièces du brouillon"
        constraints = [
            models.UniqueConstraint(
                name="draft_piece_one_live", fields=["draft", "kind"], condition=Q(retired_at__isnull=True)
            ),
        ]

    def __str__(self):
        return f"draft piece {self.pk}"


class VersionPiece(Piece):
    """A file as it was at the deposit: the same stored object, its own row."""

    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="pieces")

    readers = OWN | {Side.INSTRUCTION}
    writers = OWN
    objects = SealedManager.from_queryset(VersionPartQuerySet)()

    class Meta(Piece.Meta):
        verbose_name = "pièce de la version"
        verbose_name_plural = "pièces de la version"
        constraints = [models.UniqueConstraint(name="version_piece_once", fields=["version", "kind"])]

    def __str__(self):
        return f"version piece {self.pk}"


class OutcomeQuerySet(SealedQuerySet):
    def for_candidate(self, seat):
        return Q(application__campaign=seat.campaign_id, application__organisation__in=seat.organisations)

    def for_coordination(self, seat):
        return Q(application__campaign=seat.campaign_id)

    for_diagnosis = for_dla = for_consultant = for_finance = for_instruction = for_coordination


class Outcome(SealedModel):
    """The published decision: a closed choice and a date. Written at publication, not before (DESIGN 2.4)."""

    application = models.OneToOneField(Application, on_delete=models.PROTECT, related_name="outcome")
    value = models.CharField("décision", max_length=12, choices=OutcomeValue)
    published_at = models.DateTimeField("publiée le")

    readers = OWN | SUPPORT | {Side.INSTRUCTION}
    writers = {Side.INSTRUCTION}
    objects = SealedManager.from_queryset(OutcomeQuerySet)()

    class Meta(SealedModel.Meta):
        verbose_name = "décision publiée"
        verbose_name_plural = "décisions publiées"

    def __str__(self):
        return f"outcome {self.pk}"

    @property
    def badge(self) -> Badge:
        return Badge(self.get_value_display(), OUTCOME_TONES[OutcomeValue(self.value)])


class OutcomeAxisQuerySet(SealedQuerySet):
    def for_candidate(self, seat):
        return Q(
            outcome__application__campaign=seat.campaign_id,
            outcome__application__organisation__in=seat.organisations,
        )

    def for_coordination(self, seat):
        return Q(outcome__application__campaign=seat.campaign_id)

    for_diagnosis = for_dla = for_consultant = for_finance = for_instruction = for_coordination


class OutcomeAxis(SealedModel):
    """An axis of support the committee recommends: a closed choice, no text (A092, A096)."""

    outcome = models.ForeignKey(Outcome, on_delete=models.PROTECT, related_name="axes")
    axis = models.ForeignKey("ccr_programme.Axis", on_delete=models.PROTECT, related_name="+")

    readers = OWN | SUPPORT | {Side.INSTRUCTION}
    writers = {Side.INSTRUCTION}
    objects = SealedManager.from_queryset(OutcomeAxisQuerySet)()

    class Meta(SealedModel.Meta):
        verbose_name = "axe recommandé"
        verbose_name_plural = "axes recommandés"
        constraints = [models.UniqueConstraint(name="outcome_axis_once", fields=["outcome", "axis"])]

    def __str__(self):
        return f"outcome axis {self.pk}"


class LetterQuerySet(SealedQuerySet):
    def for_candidate(self, seat):
        return Q(application__campaign=seat.campaign_id, application__organisation__in=seat.organisations)


class Letter(SealedModel):
    """What the committee tells the structure besides the outcome. Support cannot read it, nor can coordination."""

    application = models.OneToOneField(Application, on_delete=models.PROTECT, related_name="letter")
    motive = models.TextField("motif", blank=True)
    conditions = models.TextField("conditions", blank=True)
    waiting_rank = models.PositiveSmallIntegerField("rang sur la liste d’attente", null=True, blank=True)
    published_at = models.DateTimeField("publiée le")

    readers = {Side.CANDIDATE}
    writers = {Side.INSTRUCTION}
    objects = SealedManager.from_queryset(LetterQuerySet)()

    class Meta(SealedModel.Meta):
        verbose_name = "lettre de décision"
        verbose_name_plural = "lettres de décision"

    def __str__(self):
        return f"letter {self.pk}"


class CandidatesJournalQuerySet(JournalQuerySet):
    def for_coordination(self, seat):
        return Q(campaign=seat.campaign_id)


class Journal(JournalEntry):
    """What was done to applications."""

    verbs = {
        "begun": "Candidature commencée",
        "deposited": "Candidature déposée",
        "redeposited": "Modifications déposées",
        "withdrawn": "Candidature retirée",
        "resumed": "Candidature reprise",
        "charter_signed": "Charte signée",
        "piece_added": "Pièce ajoutée",
        "piece_retired": "Pièce retirée",
        "outcome_published": "Décision publiée",
    }

    readers = {Side.COORDINATION, Side.AUDIT}
    writers = OWN | {Side.NEWCOMER, Side.INSTRUCTION, Side.MACHINE}
    objects = SealedManager.from_queryset(CandidatesJournalQuerySet)()

    class Meta(JournalEntry.Meta):
        verbose_name = "journal des candidatures"
        verbose_name_plural = "journal des candidatures"


class Mail(OutboxMail):
    """Mails to candidates about their application."""

    readers = {Side.COORDINATION, Side.MACHINE}
    writers = OWN | {Side.NEWCOMER, Side.INSTRUCTION, Side.MACHINE}
    objects = SealedManager.from_queryset(OutboxMailQuerySet)()

    class Meta(OutboxMail.Meta):
        verbose_name = "courrier des candidatures"
        verbose_name_plural = "courriers des candidatures"


class Receipt(AbstractReceipt):
    """Facts the candidates' app has handled."""

    readers = {Side.MACHINE}
    writers = {Side.MACHINE}

    class Meta(AbstractReceipt.Meta):
        verbose_name = "accusé (candidatures)"
        verbose_name_plural = "accusés (candidatures)"

