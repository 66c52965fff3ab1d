"""An organisation: one record, even after two were made."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce

from ccr import clock
from ccr.collation import FRENCH
from ccr.directory import identifiers
from ccr.wall.models import UuidModel
from ccr.wall.sides import SIGNED_IN, Side

from .legal_forms import ASSOCIATION_FORMS, ESS_FORMS, HeadcountBand, LegalForm


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
