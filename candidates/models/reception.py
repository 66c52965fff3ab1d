"""Who came to ask, and what was answered: the coordination's own record (A132, A133, A211).

Read by no other side: that somebody was sent to a diagnostic, or by whom, is nothing for instruction to know.
"""

from django.db import models
from django.db.models import Q

from ccr.collation import FRENCH
from ccr.once import MadeOnce
from ccr.wall.models import SealedManager, SealedModel, SealedQuerySet
from ccr.wall.sides import Side
from ccr.workflow import Badge


class Channel(models.TextChoices):
    """How somebody came."""

    TELEPHONE = "telephone", "téléphone"
    MAIL = "mail", "courriel ou courrier"
    VISIT = "visit", "visite"
    INFORMATION_DAY = "information_day", "journée d’information"
    EVENT = "event", "salon ou rencontre"


class ReceptionOutcome(models.TextChoices):
    """What came of it (A132: information, orientation to a partner, diagnostic)."""

    INFORMED = "informed", "information donnée"
    ORIENTED = "oriented", "orientation vers un partenaire"
    APPLICATION = "application", "candidature à commencer"
    DIAGNOSTIC = "diagnostic", "diagnostic à demander"
    CALL_BACK = "call_back", "à rappeler"


class Came(models.TextChoices):
    """Who sent them: always asked, so that prescribers are counted (A133)."""

    ALONE = "alone", "de sa propre initiative"
    SENT = "sent", "sur le conseil d’un prescripteur"


class ReceptionQuerySet(SealedQuerySet):
    def for_coordination(self, seat):
        return Q(campaign=seat.campaign_id)

    def holding(self, text: str):
        """Those of which the person, the structure, the prescriber, the partner or the question hold the text."""
        text = text.replace("\x00", "").strip()
        names = ("name", "structure", "prescriber", "partner", "question")
        found = Q()
        for name in names:
            found |= Q(**{f"{name}__icontains": text})
        return self.filter(found)


class Reception(MadeOnce, SealedModel):
    """Somebody came, wrote or rang. Person and structure are both optional: some say neither.

    Structure, prescriber and partner are names as they were typed; where the directory knows one, it is linked.
    """

    campaign = models.ForeignKey("ccr_programme.Campaign", on_delete=models.PROTECT, related_name="+")
    on = models.DateField("date")
    channel = models.CharField("canal", max_length=16, choices=Channel)
    name = models.CharField("personne", max_length=120, blank=True, db_collation=FRENCH)
    reach = models.CharField("téléphone ou e-mail", max_length=200, blank=True)
    structure = models.CharField("structure", max_length=200, blank=True, db_collation=FRENCH)
    organisation = models.ForeignKey(
        "ccr_directory.Organisation", on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    question = models.TextField("question", max_length=2000)
    outcome = models.CharField("suite donnée", max_length=12, choices=ReceptionOutcome)
    partner = models.CharField("orientée vers", max_length=200, blank=True, db_collation=FRENCH)
    partner_organisation = models.ForeignKey(
        "ccr_directory.Organisation", on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    came = models.CharField("venue", max_length=6, choices=Came)
    prescriber = models.CharField("prescripteur", max_length=200, blank=True, db_collation=FRENCH)
    prescriber_organisation = models.ForeignKey(
        "ccr_directory.Organisation", on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    by = models.ForeignKey("ccr_accounts.Person", on_delete=models.PROTECT, related_name="+")
    noted_at = models.DateTimeField("noté le")

    readers = {Side.COORDINATION}
    writers = {Side.COORDINATION}
    objects = SealedManager.from_queryset(ReceptionQuerySet)()

    class Meta(SealedModel.Meta):
        verbose_name = "accueil"
        verbose_name_plural = "accueils"
        ordering = ["-on", "-noted_at", "id"]
        indexes = [models.Index(name="reception_of_campaign", fields=["campaign", "-on"])]
        constraints = [
            models.CheckConstraint(
                name="reception_says_what",
                condition=~Q(question=""),
                violation_error_message="Écrivez la question, même en deux mots.",
            ),
            models.CheckConstraint(
                name="reception_prescriber_named",
                condition=(Q(came=Came.SENT) & ~Q(prescriber=""))
                | Q(came=Came.ALONE, prescriber="", prescriber_organisation__isnull=True),
                violation_error_message="Nommez le prescripteur, ou dites que la personne est venue d’elle-même.",
            ),
            models.CheckConstraint(
                name="reception_partner_named",
                condition=(Q(outcome=ReceptionOutcome.ORIENTED) & ~Q(partner=""))
                | (~Q(outcome=ReceptionOutcome.ORIENTED) & Q(partner="", partner_organisation__isnull=True)),
                violation_error_message="Nommez le partenaire vers qui la personne est orientée.",
            ),
        ]

    def __str__(self):
        return f"reception {self.pk}"

    @property
    def who(self) -> str:
        """The person, else the structure, else nobody in particular."""
        return self.name or self.structure or "Personne non nommée"

    @property
    def outcome_badge(self) -> Badge:
        waits = self.outcome == ReceptionOutcome.CALL_BACK
        return Badge(self.get_outcome_display(), "warn" if waits else "none")
