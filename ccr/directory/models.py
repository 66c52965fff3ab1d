"""Organisations, their legal forms, and who belongs to them."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce

from ccr import clock
from ccr.collation import FRENCH
from ccr.directory import identifiers
from ccr.journal.models import JournalEntry, JournalQuerySet
from ccr.notifications.models import OutboxMail
from ccr.once import MadeOnce
from ccr.wall.models import SealedManager, SealedModel, SealedQuerySet, UuidModel
from ccr.wall.sides import SIGNED_IN, Side


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


class OrganisationQuerySet(models.QuerySet):
    """Organisations are open: everybody signed in finds them."""

    def associations(self):
        """Those that count as associations."""
        return self.filter(legal_form__in=ASSOCIATION_FORMS)

    def kept(self):
        """One record per organisation: those that were merged into another are read through it."""
        return self.filter(merged_into__isnull=True)

    def acting(self, organisation):
        """The id of the record that acts for this one, given by itself or its id: itself, or that it was merged into.

        A part of a statement: ``organisation__in=Organisation.objects.acting(…)``.
        """
        return self.acting_among([getattr(organisation, "pk", organisation)])

    def acting_among(self, ids):
        """The same of several, given by their ids or by a queryset that gives them."""
        found = self.filter(pk__in=ids).order_by()
        return found.annotate(acting=Coalesce("merged_into_id", "id")).values("acting")

    def called(self, text: str):
        """Those whose whole name or identifier this is."""
        if "\x00" in text:
            return self.none()  # PostgreSQL holds no such character, and refuses to look for it
        compact = identifiers.compact(text)
        numbers = Q(siren=compact) | Q(siret=compact) | Q(rna=compact) if compact else Q()
        return self._kept_of(Q(name__iexact=text.strip()) | Q(former_name__iexact=text.strip()) | numbers)

    def named(self, text: str):
        """Those whose name or identifier holds the text."""
        if "\x00" in text:
            return self.none()
        compact = identifiers.compact(text)
        found = Q(name__icontains=text.strip()) | Q(former_name__icontains=text.strip())
        if compact:
            found |= Q(siren__startswith=compact[:9]) if compact.isdigit() else Q(rna=compact)
        return self._kept_of(found)

    def _kept_of(self, found: Q):
        """The records found, in place of one that was merged the one it is read through."""
        merged = Organisation.objects.filter(found, merged_into__isnull=False).order_by().values("merged_into")
        return self.kept().filter(found | Q(pk__in=merged))


class Organisation(UuidModel):
    """An organisation, once: candidate, diagnosing member, operator, funder or provider (A007)."""

    name = models.CharField("nom", max_length=200, db_collation=FRENCH)
    siren = models.CharField("SIREN", max_length=9, blank=True, null=True, unique=True)
    siret = models.CharField("SIRET du siège", max_length=14, blank=True)
    rna = models.CharField("RNA", max_length=10, blank=True, null=True, unique=True)
    legal_form = models.CharField("forme juridique", max_length=4, choices=LegalForm)
    is_scop = models.BooleanField("SCOP", default=False)
    is_scic = models.BooleanField("SCIC", default=False)
    is_cae = models.BooleanField("CAE", default=False)
    is_esus = models.BooleanField("agrément ESUS", default=False)
    is_siae = models.BooleanField("SIAE", default=False)
    is_ess = models.BooleanField("entreprise de l’ESS selon le répertoire public", default=False)
    naf_code = models.CharField("code NAF", max_length=6, blank=True)
    headcount_band = models.CharField("tranche d’effectif", max_length=2, choices=HeadcountBand, blank=True)
    declared_on = models.DateField("date de création ou de déclaration", null=True, blank=True)
    address = models.CharField("adresse", max_length=200, blank=True)
    postcode = models.CharField("code postal", max_length=5, blank=True)
    city = models.CharField("commune", max_length=100, blank=True)
    website = models.URLField("site internet", blank=True)
    is_ramsess = models.BooleanField("membre de RAMSESS", default=False)
    may_diagnose = models.BooleanField(
        "habilitée à réaliser des diagnostics", default=False, help_text="Neuf des dix membres de RAMSESS (A035)."
    )
    created_at = models.DateTimeField("créée le", default=clock.now, editable=False)
    merged_into = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        related_name="merged_records",
        null=True,
        blank=True,
        editable=False,
        verbose_name="fusionnée dans",
    )
    former_name = models.CharField("ancien nom", max_length=200, db_collation=FRENCH, blank=True, editable=False)
    merged_ids = models.JSONField(
        "fiches fusionnées dans celle-ci",
        default=list,
        blank=True,
        editable=False,
        help_text="Clés, que chaque requête lit avec l’organisation d’un siège.",
    )

    readers = SIGNED_IN
    writers = {Side.NEWCOMER, Side.CANDIDATE, Side.COORDINATION, Side.ADMIN}

    mirrored = (
        "name",
        "legal_form",
        "is_scop",
        "is_scic",
        "is_cae",
        "is_esus",
        "is_siae",
        "is_ess",
        "naf_code",
        "headcount_band",
        "declared_on",
        "address",
        "postcode",
        "city",
        "website",
    )
    """What a merged record says as the one it was merged into does: what still points at it is read rightly."""

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        verbose_name = "organisation"
        verbose_name_plural = "organisations"
        ordering = ["name", "id"]
        constraints = [
            models.CheckConstraint(
                name="organisation_identified",
                condition=Q(siren__isnull=False) | Q(rna__isnull=False) | Q(merged_into__isnull=False),
                violation_error_message="Indiquez le SIREN ou, pour une jeune association, le RNA.",
            ),
            models.CheckConstraint(
                name="organisation_rna_is_association",
                condition=Q(rna__isnull=True)
                | Q(legal_form__in=sorted(ASSOCIATION_FORMS))
                | Q(merged_into__isnull=False),
                violation_error_message="Seule une association a un numéro RNA.",
            ),
            models.CheckConstraint(
                name="organisation_siret_of_siren",
                condition=Q(siret="") | Q(siren__isnull=False, siret__startswith=F("siren")),
                violation_error_message="Le SIRET commence par le SIREN de la même organisation.",
            ),
            models.CheckConstraint(
                name="organisation_diagnoses_in_ramsess",
                condition=Q(may_diagnose=False) | Q(is_ramsess=True),
                violation_error_message="Seul un membre de RAMSESS est habilité à réaliser des diagnostics.",
            ),
            models.CheckConstraint(
                name="organisation_not_merged_into_itself",
                condition=Q(merged_into__isnull=True) | ~Q(merged_into=F("id")),
                violation_error_message="Une fiche ne se fusionne pas dans elle-même.",
            ),
            models.CheckConstraint(
                name="organisation_merged_once",
                condition=Q(merged_into__isnull=True) | Q(merged_ids=[]),
                violation_error_message="Une fiche fusionnée dans une autre n’en porte aucune.",
            ),
        ]

    def __str__(self):
        return f"organisation {self.pk}"

    @property
    def kept(self) -> "Organisation":
        """The record to act with: itself, or the one it was merged into. One query, for a merged one only."""
        return self.merged_into if self.merged_into_id else self

    @property
    def kept_id(self):
        """The key of the record to act with."""
        return self.merged_into_id or self.pk

    @property
    def family(self) -> frozenset:
        """The keys under which rows about it may be: its own, and those of the records merged into it."""
        return frozenset({self.pk, *map(uuid.UUID, self.merged_ids)})

    @property
    def is_association(self) -> bool:
        """Whether it counts as an association for the 50 % rule."""
        return self.legal_form in ASSOCIATION_FORMS

    @property
    def is_ess_by_form(self) -> bool:
        """Whether its form alone makes it an enterprise of the social and solidarity economy."""
        return self.legal_form in ESS_FORMS or self.is_scop or self.is_scic or self.is_cae

    @property
    def form_label(self) -> str:
        """Legal form and flags, as lists show them: « SARL, ESUS »."""
        flags = ("scop", "scic", "cae", "esus", "siae")
        held = [flag.upper() for flag in flags if getattr(self, f"is_{flag}")]
        form = "Association" if self.is_association else self.get_legal_form_display()
        return ", ".join([form, *(flag for flag in held if flag not in form)])

    @property
    def identifier(self) -> str:
        """The number people know it by."""
        if self.merged_into_id:
            return self.kept.identifier
        return identifiers.format_siret(self.siret) or identifiers.format_siren(self.siren or "") or self.rna or ""


class MemberKind(models.TextChoices):
    """Elected volunteers and staff both take part (A181)."""

    ELECTED = "elected", "élu ou bénévole"
    STAFF = "staff", "salarié"


class MembershipQuerySet(models.QuerySet):
    def current(self, day):
        """Memberships that hold on that day."""
        return self.filter(starts_on__lte=day).filter(Q(ends_on__isnull=True) | Q(ends_on__gt=day))


class Membership(UuidModel):
    """A person belongs to an organisation, from a day to a day (excluded). Read by the threshold and the audit."""

    person = models.ForeignKey("ccr_accounts.Person", on_delete=models.PROTECT, related_name="memberships")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="memberships")
    kind = models.CharField("qualité", max_length=10, choices=MemberKind, default=MemberKind.STAFF)
    is_representative = models.BooleanField("représente l’organisation", default=False)
    starts_on = models.DateField("depuis le")
    ends_on = models.DateField("jusqu’au", null=True, blank=True)

    readers = SIGNED_IN
    writers = {Side.NEWCOMER, Side.CANDIDATE, Side.COORDINATION, Side.ADMIN, Side.LINK}

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = "appartenance"
        verbose_name_plural = "appartenances"
        constraints = [
            models.UniqueConstraint(
                name="membership_once_open",
                fields=["person", "organisation"],
                condition=Q(ends_on__isnull=True),
                violation_error_message="Cette personne appartient déjà à cette organisation.",
            ),
            models.CheckConstraint(
                name="membership_ends_after_start",
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                violation_error_message="La fin ne peut pas précéder le début.",
            ),
        ]

    def __str__(self):
        return f"membership {self.pk}"


class JoinState(models.TextChoices):
    """States of a request to join an organisation."""

    WAITING = "waiting", "en attente de l’organisation"
    ESCALATED = "escalated", "transmise à la coordination"
    ACCEPTED = "accepted", "acceptée"
    REFUSED = "refused", "refusée"


class JoinRequest(UuidModel):
    """Somebody asks to join an organisation that is already known.

    Answered by a member; after 3 days (parameter), or when nobody can answer, by the coordination of the campaign.
    """

    person = models.ForeignKey("ccr_accounts.Person", on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="join_requests")
    campaign = models.ForeignKey("ccr_programme.Campaign", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField("qualité", max_length=10, choices=MemberKind, default=MemberKind.STAFF)
    state = models.CharField("état", max_length=10, choices=JoinState, default=JoinState.WAITING)
    asked_at = models.DateTimeField("demandée le")
    escalated_at = models.DateTimeField("transmise le", null=True, blank=True)
    answered_at = models.DateTimeField("répondue le", null=True, blank=True)
    answered_by = models.ForeignKey(
        "ccr_accounts.Person", on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )

    readers = {Side.NEWCOMER, Side.CANDIDATE, Side.COORDINATION, Side.MACHINE}
    writers = {Side.NEWCOMER, Side.CANDIDATE, Side.COORDINATION, Side.MACHINE}

    class Meta:
        verbose_name = "demande de rattachement"
        verbose_name_plural = "demandes de rattachement"
        constraints = [
            models.UniqueConstraint(
                name="join_request_once_open",
                fields=["person", "organisation"],
                condition=Q(state__in=[JoinState.WAITING, JoinState.ESCALATED]),
                violation_error_message="Votre demande est déjà partie.",
            ),
            models.CheckConstraint(
                name="join_request_answer_dated",
                condition=Q(state__in=[JoinState.ACCEPTED, JoinState.REFUSED], answered_at__isnull=False)
                | Q(state__in=[JoinState.WAITING, JoinState.ESCALATED], answered_at__isnull=True),
                violation_error_message="Une réponse a une date, une demande sans réponse n’en a pas.",
            ),
            models.CheckConstraint(
                name="join_request_escalation_dated",
                condition=~Q(state=JoinState.ESCALATED) | Q(escalated_at__isnull=False),
                violation_error_message="Une demande transmise à la coordination a une date.",
            ),
        ]

    def __str__(self):
        return f"join request {self.pk}"


class ImportState(models.TextChoices):
    """A file is read first, written when somebody has seen what it would do."""

    PLANNED = "planned", "à confirmer"
    DONE = "done", "importé"


class ImportQuerySet(SealedQuerySet):
    def for_coordination(self, seat):
        return Q(campaign=seat.campaign_id)


class Import(MadeOnce, SealedModel):
    """A CSV file for the directory, read line by line: what is confirmed is what was shown, the file is read once."""

    campaign = models.ForeignKey("ccr_programme.Campaign", on_delete=models.PROTECT, related_name="+")
    by_seat = models.ForeignKey("ccr_programme.Seat", on_delete=models.PROTECT, related_name="+", verbose_name="par")
    state = models.CharField("état", max_length=10, choices=ImportState, default=ImportState.PLANNED)
    filename = models.CharField("fichier", max_length=150)
    sha256 = models.CharField("SHA-256", max_length=64)
    unknown = models.JSONField("colonnes laissées de côté", default=list)
    read_at = models.DateTimeField("lu le")
    done_at = models.DateTimeField("importé le", null=True, blank=True)

    opens_as = "les imports et les fusions de l’annuaire"
    readers = {Side.COORDINATION}
    writers = {Side.COORDINATION}
    objects = SealedManager.from_queryset(ImportQuerySet)()

    class Meta(SealedModel.Meta):
        verbose_name = "import de l’annuaire"
        verbose_name_plural = "imports de l’annuaire"
        ordering = ["-read_at", "id"]
        constraints = [
            models.CheckConstraint(
                name="import_done_dated",
                condition=Q(state=ImportState.DONE, done_at__isnull=False)
                | Q(state=ImportState.PLANNED, done_at__isnull=True),
                violation_error_message="Un import fait a une date, un import à confirmer n’en a pas.",
            ),
        ]

    def __str__(self):
        return f"import {self.pk}"


class LineOutcome(models.TextChoices):
    """What a line of the file would do."""

    CREATE = "create", "à créer"
    UPDATE = "update", "à mettre à jour"
    SAME = "same", "déjà là"
    REFUSED = "refused", "refusée"


class LineResult(models.TextChoices):
    """What became of a line that would do something."""

    WRITTEN = "written", "écrite"
    SKIPPED = "skipped", "laissée de côté"


class ImportLineQuerySet(SealedQuerySet):
    def for_coordination(self, seat):
        return Q(of__campaign=seat.campaign_id)


class ImportLine(SealedModel):
    """A line of the file: what it says, what it would do, and what became of it."""

    of = models.ForeignKey(Import, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField("ligne du fichier")
    outcome = models.CharField("effet", max_length=10, choices=LineOutcome)
    name = models.CharField("nom", max_length=200, blank=True)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", null=True, blank=True, db_index=False
    )
    values = models.JSONField("valeurs", default=dict, help_text="{champ : valeur}, de ce qui serait créé.")
    changes = models.JSONField("changements", default=dict, help_text="{champ : [valeur de la fiche, valeur écrite]}.")
    reason = models.TextField("motif ou remarque", blank=True)
    result = models.CharField("suite", max_length=10, choices=LineResult, blank=True)

    readers = {Side.COORDINATION}
    writers = {Side.COORDINATION}
    objects = SealedManager.from_queryset(ImportLineQuerySet)()

    class Meta(SealedModel.Meta):
        verbose_name = "ligne d’import"
        verbose_name_plural = "lignes d’import"
        ordering = ["number", "id"]
        constraints = [
            models.UniqueConstraint(
                name="import_line_once",
                fields=["of", "number"],
                violation_error_message="Cette ligne du fichier est déjà lue.",
            ),
            models.CheckConstraint(
                name="import_line_result_of_what_acts",
                condition=Q(result="") | Q(outcome__in=[LineOutcome.CREATE, LineOutcome.UPDATE]),
                violation_error_message="Seule une ligne qui crée ou met à jour a une suite.",
            ),
            models.CheckConstraint(
                name="import_line_refusal_says_why",
                condition=~Q(outcome=LineOutcome.REFUSED) | ~Q(reason=""),
                violation_error_message="Une ligne refusée dit pourquoi.",
            ),
        ]

    def __str__(self):
        return f"import line {self.pk}"


class MergeQuerySet(SealedQuerySet):
    def for_coordination(self, seat):
        return Q(campaign=seat.campaign_id)


class Merge(SealedModel):
    """Two records of one organisation became one: by whom, and why. What was moved is in the journal."""

    kept = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", verbose_name="fiche gardée")
    merged = models.OneToOneField(
        Organisation, on_delete=models.PROTECT, related_name="+", verbose_name="fiche fusionnée"
    )
    campaign = models.ForeignKey("ccr_programme.Campaign", on_delete=models.PROTECT, related_name="+")
    by_seat = models.ForeignKey("ccr_programme.Seat", on_delete=models.PROTECT, related_name="+", verbose_name="par")
    at = models.DateTimeField("le")
    reason = models.TextField("motif")

    readers = {Side.COORDINATION}
    writers = {Side.COORDINATION}
    objects = SealedManager.from_queryset(MergeQuerySet)()

    class Meta(SealedModel.Meta):
        verbose_name = "fusion de fiches"
        verbose_name_plural = "fusions de fiches"
        constraints = [
            models.CheckConstraint(
                name="merge_says_why",
                condition=~Q(reason=""),
                violation_error_message="Dites pourquoi ces deux fiches sont la même organisation.",
            ),
        ]

    def __str__(self):
        return f"merge {self.pk}"


class DirectoryJournalQuerySet(JournalQuerySet):
    def for_coordination(self, seat):
        return Q(campaign=seat.campaign_id) | Q(campaign__isnull=True)


class Journal(JournalEntry):
    """What was done to organisations and memberships."""

    verbs = {
        "created": "Organisation créée",
        "changed": "Organisation modifiée",
        "imported": "Fichier importé",
        "merged": "Fiche fusionnée dans une autre",
        "joined": "Entrée dans l’organisation",
        "left": "Sortie de l’organisation",
        "join_asked": "Rattachement demandé",
        "join_escalated": "Rattachement transmis à la coordination",
        "join_accepted": "Rattachement accepté",
        "join_refused": "Rattachement refusé",
    }

    readers = {Side.COORDINATION, Side.AUDIT, Side.MACHINE}
    writers = {Side.NEWCOMER, Side.CANDIDATE, Side.COORDINATION, Side.LINK, Side.ADMIN, Side.MACHINE}
    objects = SealedManager.from_queryset(DirectoryJournalQuerySet)()

    class Meta(JournalEntry.Meta):
        verbose_name = "journal de l’annuaire"
        verbose_name_plural = "journal de l’annuaire"


class Mail(OutboxMail):
    """Mails about requests to join."""

    readers = {Side.COORDINATION, Side.MACHINE}
    writers = {Side.COORDINATION, Side.MACHINE, Side.NEWCOMER, Side.CANDIDATE}

    class Meta(OutboxMail.Meta):
        verbose_name = "courrier de l’annuaire"
        verbose_name_plural = "courriers de l’annuaire"
