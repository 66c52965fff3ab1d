import datetime
import uuid

import django.core.serializers.json
import django.core.validators
import django.db.models.deletion
import django.db.models.manager
from django.conf import settings
from django.db import migrations, models

import ccr.clock
import ccr.create_models
import ccr.notifications.models
import ccr.programme.models.calls


class Migration(migrations.Migration):
    replaces = [
        ("ccr_programme", "0001_initial"),
        ("ccr_programme", "0002_help_contact"),
        ("ccr_programme", "0003_numbers_within_limits"),
        ("ccr_programme", "0004_calendar_changes"),
        ("ccr_programme", "0005_sites_replaced"),
        ("ccr_programme", "0006_campaign_piece"),
        ("ccr_programme", "0007_usual_pieces"),
        ("ccr_programme", "0008_mandate_given_by"),
        ("ccr_programme", "0009_site_offer"),
        ("ccr_programme", "0010_taken_over"),
        ("ccr_programme", "0011_agenda_link_and_cancelled_day"),
        ("ccr_programme", "0012_form_corrected"),
    ]

    initial = True

    dependencies = [
        ("ccr_accounts", "0001_squashed_0001_initial"),
        ("ccr_directory", "0001_squashed_0001_initial"),
    ]

    operations = [
        ccr.create_models.CreateModels(
            models=[
                migrations.CreateModel(
                    name="Axis",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ("number", models.PositiveSmallIntegerField(unique=True, verbose_name="numéro")),
                        ("label", models.CharField(max_length=120, verbose_name="intitulé")),
                        ("is_open", models.BooleanField(default=False, verbose_name="ouvert")),
                    ],
                    options={
                        "verbose_name": "axe d’accompagnement",
                        "verbose_name_plural": "axes d’accompagnement",
                        "ordering": ["number"],
                    },
                ),
                migrations.CreateModel(
                    name="Campaign",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        (
                            "slug",
                            models.SlugField(
                                help_text="Par exemple «\xa02026\xa0»\xa0: l’appel est à /2026/.",
                                max_length=40,
                                unique=True,
                                validators=[ccr.programme.models.calls.refuse_reserved_address],
                                verbose_name="adresse",
                            ),
                        ),
                        ("title", models.CharField(max_length=120, verbose_name="titre")),
                        (
                            "state",
                            models.CharField(
                                choices=[("draft", "en préparation"), ("published", "publié"), ("closed", "clos")],
                                default="draft",
                                max_length=10,
                                verbose_name="état",
                            ),
                        ),
                        (
                            "created_at",
                            models.DateTimeField(default=ccr.clock.now, editable=False, verbose_name="créé le"),
                        ),
                        ("opens_on", models.DateField(verbose_name="ouverture des candidatures")),
                        (
                            "deadline_on",
                            models.DateField(
                                help_text="Dernier jour, jusqu’à 23 h 59.", verbose_name="clôture des candidatures"
                            ),
                        ),
                        ("diagnostics_from", models.DateField(verbose_name="début des diagnostics")),
                        (
                            "diagnostics_until",
                            models.DateField(verbose_name="dernière restitution possible avant le comité"),
                        ),
                        ("sessions_from", models.DateField(verbose_name="début des sessions DLA")),
                        ("sessions_until", models.DateField(verbose_name="fin des sessions DLA")),
                        (
                            "diagnostics_min",
                            models.PositiveSmallIntegerField(
                                default=15,
                                validators=[
                                    django.core.validators.MinValueValidator(0, "Donnez un nombre entre 0 et 500."),
                                    django.core.validators.MaxValueValidator(500, "Donnez un nombre entre 0 et 500."),
                                ],
                                verbose_name="diagnostics, au moins",
                            ),
                        ),
                        (
                            "diagnostics_max",
                            models.PositiveSmallIntegerField(
                                default=25,
                                validators=[
                                    django.core.validators.MinValueValidator(1, "Donnez un nombre entre 1 et 500."),
                                    django.core.validators.MaxValueValidator(500, "Donnez un nombre entre 1 et 500."),
                                ],
                                verbose_name="diagnostics, au plus",
                            ),
                        ),
                        (
                            "diagnostic_delay_min_months",
                            models.PositiveSmallIntegerField(
                                default=2,
                                validators=[
                                    django.core.validators.MinValueValidator(0, "Donnez un nombre entre 0 et 24."),
                                    django.core.validators.MaxValueValidator(24, "Donnez un nombre entre 0 et 24."),
                                ],
                                verbose_name="délai d’un diagnostic, au moins (mois)",
                            ),
                        ),
                        (
                            "diagnostic_delay_max_months",
                            models.PositiveSmallIntegerField(
                                default=3,
                                validators=[
                                    django.core.validators.MinValueValidator(1, "Donnez un nombre entre 1 et 24."),
                                    django.core.validators.MaxValueValidator(24, "Donnez un nombre entre 1 et 24."),
                                ],
                                verbose_name="délai d’un diagnostic, au plus (mois)",
                            ),
                        ),
                        (
                            "fil_rouge_min_months",
                            models.PositiveSmallIntegerField(
                                default=12,
                                validators=[
                                    django.core.validators.MinValueValidator(1, "Donnez un nombre entre 1 et 60."),
                                    django.core.validators.MaxValueValidator(60, "Donnez un nombre entre 1 et 60."),
                                ],
                                verbose_name="fil rouge, au moins (mois)",
                            ),
                        ),
                        (
                            "fil_rouge_max_months",
                            models.PositiveSmallIntegerField(
                                default=24,
                                validators=[
                                    django.core.validators.MinValueValidator(1, "Donnez un nombre entre 1 et 60."),
                                    django.core.validators.MaxValueValidator(60, "Donnez un nombre entre 1 et 60."),
                                ],
                                verbose_name="fil rouge, au plus (mois)",
                            ),
                        ),
                        (
                            "diagnosis_bar_months",
                            models.PositiveSmallIntegerField(
                                default=24,
                                help_text="Après la dernière restitution possible de l’appel.",
                                validators=[
                                    django.core.validators.MinValueValidator(0, "Donnez un nombre entre 0 et 60."),
                                    django.core.validators.MaxValueValidator(60, "Donnez un nombre entre 0 et 60."),
                                ],
                                verbose_name="exclusion du comité des structures qui diagnostiquent (mois)",
                            ),
                        ),
                        (
                            "sessions_count",
                            models.PositiveSmallIntegerField(
                                default=3,
                                validators=[
                                    django.core.validators.MinValueValidator(1, "Donnez un nombre entre 1 et 50."),
                                    django.core.validators.MaxValueValidator(50, "Donnez un nombre entre 1 et 50."),
                                ],
                                verbose_name="sessions DLA",
                            ),
                        ),
                        (
                            "session_days",
                            models.PositiveSmallIntegerField(
                                default=6,
                                validators=[
                                    django.core.validators.MinValueValidator(1, "Donnez un nombre entre 1 et 30."),
                                    django.core.validators.MaxValueValidator(30, "Donnez un nombre entre 1 et 30."),
                                ],
                                verbose_name="jours par session",
                            ),
                        ),
                        (
                            "session_seats_min",
                            models.PositiveSmallIntegerField(
                                default=10,
                                validators=[
                                    django.core.validators.MinValueValidator(1, "Donnez un nombre entre 1 et 100."),
                                    django.core.validators.MaxValueValidator(100, "Donnez un nombre entre 1 et 100."),
                                ],
                                verbose_name="structures par session, au moins",
                            ),
                        ),
                        (
                            "session_seats_max",
                            models.PositiveSmallIntegerField(
                                default=12,
                                validators=[
                                    django.core.validators.MinValueValidator(1, "Donnez un nombre entre 1 et 100."),
                                    django.core.validators.MaxValueValidator(100, "Donnez un nombre entre 1 et 100."),
                                ],
                                verbose_name="structures par session, au plus",
                            ),
                        ),
                        (
                            "session_association_percent",
                            models.PositiveSmallIntegerField(
                                default=50,
                                validators=[
                                    django.core.validators.MinValueValidator(0, "Donnez un nombre entre 0 et 100."),
                                    django.core.validators.MaxValueValidator(100, "Donnez un nombre entre 0 et 100."),
                                ],
                                verbose_name="associations par session, au moins (%)",
                            ),
                        ),
                        (
                            "session_cost",
                            models.DecimalField(
                                decimal_places=2,
                                default=5000,
                                max_digits=10,
                                validators=[
                                    django.core.validators.MinValueValidator(
                                        0, "Donnez un nombre entre 0 et 1\xa0000\xa0000."
                                    ),
                                    django.core.validators.MaxValueValidator(
                                        1000000, "Donnez un nombre entre 0 et 1\xa0000\xa0000."
                                    ),
                                ],
                                verbose_name="coût d’une session (€)",
                            ),
                        ),
                        (
                            "pool_half_days",
                            models.PositiveSmallIntegerField(
                                default=60,
                                help_text="60 = 30 jours.",
                                validators=[
                                    django.core.validators.MinValueValidator(
                                        0, "Donnez un nombre entre 0 et 5\xa0000."
                                    ),
                                    django.core.validators.MaxValueValidator(
                                        5000, "Donnez un nombre entre 0 et 5\xa0000."
                                    ),
                                ],
                                verbose_name="demi-journées individuelles",
                            ),
                        ),
                        (
                            "day_rate",
                            models.DecimalField(
                                decimal_places=2,
                                default=700,
                                max_digits=10,
                                validators=[
                                    django.core.validators.MinValueValidator(
                                        0, "Donnez un nombre entre 0 et 100\xa0000."
                                    ),
                                    django.core.validators.MaxValueValidator(
                                        100000, "Donnez un nombre entre 0 et 100\xa0000."
                                    ),
                                ],
                                verbose_name="prix d’un jour individuel (€)",
                            ),
                        ),
                        (
                            "fiscal_years",
                            models.PositiveSmallIntegerField(
                                default=2,
                                validators=[
                                    django.core.validators.MinValueValidator(1, "Donnez un nombre entre 1 et 10."),
                                    django.core.validators.MaxValueValidator(10, "Donnez un nombre entre 1 et 10."),
                                ],
                                verbose_name="exercices budgétaires",
                            ),
                        ),
                        (
                            "observer_allowed",
                            models.BooleanField(default=True, verbose_name="le référent ESIA peut assister au comité"),
                        ),
                        (
                            "eligibility_threshold",
                            models.PositiveSmallIntegerField(
                                default=50,
                                validators=[
                                    django.core.validators.MinValueValidator(0, "Donnez un nombre entre 0 et 100."),
                                    django.core.validators.MaxValueValidator(100, "Donnez un nombre entre 0 et 100."),
                                ],
                                verbose_name="seuil «\xa0retenable\xa0» (sur 100)",
                            ),
                        ),
                        (
                            "join_request_days",
                            models.PositiveSmallIntegerField(
                                default=3,
                                validators=[
                                    django.core.validators.MinValueValidator(1, "Donnez un nombre entre 1 et 60."),
                                    django.core.validators.MaxValueValidator(60, "Donnez un nombre entre 1 et 60."),
                                ],
                                verbose_name="délai de réponse à un rattachement (jours)",
                            ),
                        ),
                        (
                            "help_email",
                            models.EmailField(
                                blank=True,
                                help_text="Au pied de chaque page de l’appel. Sans elle, celle de la plateforme.",
                                max_length=254,
                                verbose_name="adresse e-mail pour aider les candidats",
                            ),
                        ),
                        (
                            "help_phone",
                            models.CharField(
                                blank=True,
                                help_text="Avec les heures où l’on répond, par exemple «\xa004 91 00 00 00, du lundi au jeudi\xa0».",
                                max_length=60,
                                verbose_name="téléphone pour aider les candidats",
                            ),
                        ),
                        (
                            "bar_ended_on",
                            models.DateField(
                                blank=True,
                                editable=False,
                                help_text="Celle que l’on peut remettre le jour même\xa0: au-delà, des structures comptent sur la nouvelle.",
                                null=True,
                                verbose_name="fin de l’exclusion avant ce jour",
                            ),
                        ),
                        (
                            "bar_lengthened_on",
                            models.DateField(
                                blank=True, editable=False, null=True, verbose_name="exclusion allongée le"
                            ),
                        ),
                        (
                            "based_on",
                            models.ForeignKey(
                                blank=True,
                                editable=False,
                                help_text="L’appel dont celui-ci a repris les nombres, les sites, les pièces, les réunions et la grille.",
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="ccr_programme.campaign",
                                verbose_name="repris de",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "appel",
                        "verbose_name_plural": "appels",
                        "ordering": ["-opens_on", "slug"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("opens_on__lte", models.F("deadline_on")),
                                    ("diagnostics_from__lte", models.F("diagnostics_until")),
                                    ("sessions_from__lte", models.F("sessions_until")),
                                ),
                                name="campaign_dates_in_order",
                                violation_error_message="Une période ne peut pas finir avant d’avoir commencé.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("deadline_on__lte", datetime.date(2100, 12, 31)),
                                    ("opens_on__gte", datetime.date(2000, 1, 1)),
                                    ("diagnostics_from__gte", datetime.date(2000, 1, 1)),
                                    ("diagnostics_until__lte", datetime.date(2100, 12, 31)),
                                    ("sessions_from__gte", datetime.date(2000, 1, 1)),
                                    ("sessions_until__lte", datetime.date(2100, 12, 31)),
                                ),
                                name="campaign_dates_of_the_programme",
                                violation_error_message="Vérifiez les années\xa0: une date de l’appel est hors du siècle.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("diagnostics_min__lte", models.F("diagnostics_max")),
                                    ("diagnostic_delay_min_months__lte", models.F("diagnostic_delay_max_months")),
                                    ("fil_rouge_min_months__lte", models.F("fil_rouge_max_months")),
                                    ("session_seats_min__lte", models.F("session_seats_max")),
                                    ("session_association_percent__lte", 100),
                                ),
                                name="campaign_ranges_in_order",
                                violation_error_message="Un minimum ne peut pas dépasser son maximum.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("diagnostics_min__gte", 0), ("diagnostics_min__lte", 500)),
                                name="campaign_diagnostics_min_within",
                                violation_error_message="Un nombre de l’appel est hors de ses limites, de 0 à 500.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("diagnostics_max__gte", 1), ("diagnostics_max__lte", 500)),
                                name="campaign_diagnostics_max_within",
                                violation_error_message="Un nombre de l’appel est hors de ses limites, de 1 à 500.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("diagnostic_delay_min_months__gte", 0), ("diagnostic_delay_min_months__lte", 24)
                                ),
                                name="campaign_diagnostic_delay_min_months_within",
                                violation_error_message="Un nombre de l’appel est hors de ses limites, de 0 à 24.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("diagnostic_delay_max_months__gte", 1), ("diagnostic_delay_max_months__lte", 24)
                                ),
                                name="campaign_diagnostic_delay_max_months_within",
                                violation_error_message="Un nombre de l’appel est hors de ses limites, de 1 à 24.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("fil_rouge_min_months__gte", 1), ("fil_rouge_min_months__lte", 60)),
                                name="campaign_fil_rouge_min_months_within",
                                violation_error_message="Un nombre de l’appel est hors de ses limites, de 1 à 60.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("fil_rouge_max_months__gte", 1), ("fil_rouge_max_months__lte", 60)),
                                name="campaign_fil_rouge_max_months_within",
                                violation_error_message="Un nombre de l’appel est hors de ses limites, de 1 à 60.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("diagnosis_bar_months__gte", 0), ("diagnosis_bar_months__lte", 60)),
                                name="campaign_diagnosis_bar_months_within",
                                violation_error_message="Un nombre de l’appel est hors de ses limites, de 0 à 60.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("sessions_count__gte", 1), ("sessions_count__lte", 50)),
                                name="campaign_sessions_count_within",
                                violation_error_message="Un nombre de l’appel est hors de ses limites, de 1 à 50.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("session_days__gte", 1), ("session_days__lte", 30)),
                                name="campaign_session_days_within",
                                violation_error_message="Un nombre de l’appel est hors de ses limites, de 1 à 30.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("session_seats_min__gte", 1), ("session_seats_min__lte", 100)),
                                name="campaign_session_seats_min_within",
                                violation_error_message="Un nombre de l’appel est hors de ses limites, de 1 à 100.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("session_seats_max__gte", 1), ("session_seats_max__lte", 100)),
                                name="campaign_session_seats_max_within",
                                violation_error_message="Un nombre de l’appel est hors de ses limites, de 1 à 100.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("session_cost__gte", 0), ("session_cost__lte", 1000000)),
                                name="campaign_session_cost_within",
                                violation_error_message="Un nombre de l’appel est hors de ses limites, de 0 à 1\xa0000\xa0000.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("pool_half_days__gte", 0), ("pool_half_days__lte", 5000)),
                                name="campaign_pool_half_days_within",
                                violation_error_message="Un nombre de l’appel est hors de ses limites, de 0 à 5\xa0000.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("day_rate__gte", 0), ("day_rate__lte", 100000)),
                                name="campaign_day_rate_within",
                                violation_error_message="Un nombre de l’appel est hors de ses limites, de 0 à 100\xa0000.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("fiscal_years__gte", 1), ("fiscal_years__lte", 10)),
                                name="campaign_fiscal_years_within",
                                violation_error_message="Un nombre de l’appel est hors de ses limites, de 1 à 10.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("eligibility_threshold__gte", 0), ("eligibility_threshold__lte", 100)
                                ),
                                name="campaign_eligibility_threshold_within",
                                violation_error_message="Un nombre de l’appel est hors de ses limites, de 0 à 100.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("join_request_days__gte", 1), ("join_request_days__lte", 60)),
                                name="campaign_join_request_days_within",
                                violation_error_message="Un nombre de l’appel est hors de ses limites, de 1 à 60.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("based_on__isnull", True),
                                    models.Q(("based_on", models.F("pk")), _negated=True),
                                    _connector="OR",
                                ),
                                name="campaign_based_on_another",
                                violation_error_message="Un appel reprend un autre appel que lui-même.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Site",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ("name", models.CharField(max_length=100, unique=True, verbose_name="nom")),
                        ("address", models.CharField(blank=True, max_length=200, verbose_name="adresse")),
                        ("description", models.TextField(blank=True, verbose_name="description")),
                    ],
                    options={
                        "verbose_name": "site",
                        "verbose_name_plural": "sites",
                        "ordering": ["name"],
                    },
                ),
                migrations.CreateModel(
                    name="CalendarChange",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ("moved", models.JSONField(verbose_name="dates")),
                        ("reason", models.TextField(max_length=1000, verbose_name="motif")),
                        ("at", models.DateTimeField(verbose_name="changé le")),
                        (
                            "by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "campaign",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="ccr_programme.campaign",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "changement de calendrier",
                        "verbose_name_plural": "changements de calendrier",
                        "db_table": "ccr_programme_calendar_change",
                        "ordering": ["-at", "id"],
                        "abstract": False,
                        "default_manager_name": "rows",
                    },
                    managers=[
                        ("rows", django.db.models.manager.Manager()),
                    ],
                ),
                migrations.CreateModel(
                    name="CampaignPiece",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        (
                            "slug",
                            models.SlugField(
                                max_length=40,
                                validators=[ccr.programme.models.calls.refuse_support_paper],
                                verbose_name="code",
                            ),
                        ),
                        (
                            "label",
                            models.CharField(
                                max_length=160,
                                validators=[ccr.programme.models.calls.refuse_support_paper],
                                verbose_name="intitulé",
                            ),
                        ),
                        (
                            "help",
                            models.CharField(
                                blank=True,
                                max_length=300,
                                validators=[ccr.programme.models.calls.refuse_support_paper],
                                verbose_name="précision",
                            ),
                        ),
                        ("is_required", models.BooleanField(default=True, verbose_name="obligatoire")),
                        (
                            "only_for",
                            models.CharField(
                                choices=[
                                    ("all", "toutes les structures"),
                                    ("associations", "les associations"),
                                    ("companies", "les sociétés et autres formes"),
                                ],
                                default="all",
                                max_length=12,
                                verbose_name="demandée à",
                            ),
                        ),
                        ("order", models.PositiveSmallIntegerField(default=0, verbose_name="rang")),
                        ("is_asked", models.BooleanField(default=True, verbose_name="demandée")),
                        (
                            "campaign",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="pieces",
                                to="ccr_programme.campaign",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "pièce demandée",
                        "verbose_name_plural": "pièces demandées",
                        "db_table": "ccr_programme_campaign_piece",
                        "ordering": ["order", "slug"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("campaign", "slug"),
                                name="campaign_piece_once",
                                violation_error_message="Cette pièce est déjà demandée.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CampaignSite",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        (
                            "stake",
                            models.TextField(
                                help_text="Par exemple «\xa0apprendre à gérer des flux importants\xa0».",
                                verbose_name="enjeu",
                            ),
                        ),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("envisaged", "envisagé"),
                                    ("validated", "validé"),
                                    ("abandoned", "abandonné"),
                                ],
                                default="envisaged",
                                max_length=10,
                                verbose_name="état",
                            ),
                        ),
                        (
                            "campaign",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="sites",
                                to="ccr_programme.campaign",
                            ),
                        ),
                        (
                            "site",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="campaigns",
                                to="ccr_programme.site",
                            ),
                        ),
                        ("reason", models.TextField(blank=True, max_length=1000, verbose_name="motif de l’état")),
                        (
                            "replaced_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="ccr_programme.campaignsite",
                                verbose_name="proposé à la place",
                            ),
                        ),
                        (
                            "offered_m2",
                            models.PositiveIntegerField(
                                blank=True,
                                help_text="Ce que les structures se partageraient, si on le sait.",
                                null=True,
                                verbose_name="surface proposée (m²)",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "site de l’appel",
                        "verbose_name_plural": "sites de l’appel",
                        "ordering": ["site__name"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("campaign", "site"),
                                name="campaign_site_once",
                                violation_error_message="Ce site figure déjà dans l’appel.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("offered_m2__isnull", True),
                                    models.Q(("offered_m2__gte", 1), ("offered_m2__lte", 100000)),
                                    _connector="OR",
                                ),
                                name="campaign_site_m2_within",
                                violation_error_message="Une surface va de 1 à 100\xa0000\xa0m².",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Engagement",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        (
                            "function",
                            models.CharField(
                                choices=[
                                    ("candidacy", "candidature"),
                                    ("diagnosis", "diagnostic"),
                                    ("dla", "opération du DLA"),
                                    ("provision", "prestation"),
                                    ("finance", "financement"),
                                    ("coordination", "coordination"),
                                    ("instruction", "instruction et comité"),
                                    ("piloting", "pilotage"),
                                ],
                                max_length=12,
                                verbose_name="fonction",
                            ),
                        ),
                        ("started_at", models.DateTimeField(verbose_name="depuis le")),
                        ("ended_at", models.DateTimeField(blank=True, null=True, verbose_name="jusqu’au")),
                        (
                            "listed_as",
                            models.CharField(
                                blank=True,
                                db_collation="french",
                                help_text="Celui que tout visiteur lit, fixé à l’inscription sur la liste des structures qui diagnostiquent.",
                                max_length=200,
                                verbose_name="nom sur la liste publique",
                            ),
                        ),
                        (
                            "carried_until",
                            models.DateField(
                                blank=True,
                                help_text="Inscrite sur la liste d’un autre appel, dont l’exclusion court encore.",
                                null=True,
                                verbose_name="reconduite jusqu’au",
                            ),
                        ),
                        (
                            "campaign",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="engagements",
                                to="ccr_programme.campaign",
                            ),
                        ),
                        (
                            "organisation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="engagements",
                                to="ccr_directory.organisation",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "engagement",
                        "verbose_name_plural": "engagements",
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("ended_at__isnull", True)),
                                fields=("campaign", "organisation", "function"),
                                name="engagement_once",
                                violation_error_message="Cette organisation tient déjà cette fonction dans l’appel.",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(
                                    ("ended_at__isnull", True), ("function__in", ["instruction", "diagnosis"])
                                ),
                                fields=("campaign", "organisation"),
                                name="engagement_instruction_or_diagnosis",
                                violation_error_message="Une même organisation ne peut pas tenir la fonction «\xa0instruction et comité\xa0» et la fonction «\xa0diagnostic\xa0» dans le même appel.",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(
                                    ("ended_at__isnull", True), ("function__in", ["instruction", "candidacy"])
                                ),
                                fields=("campaign", "organisation"),
                                name="engagement_instruction_or_candidacy",
                                violation_error_message="Une même organisation ne peut pas tenir la fonction «\xa0instruction et comité\xa0» et la fonction «\xa0candidature\xa0» dans le même appel.",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(
                                    ("ended_at__isnull", True), ("function__in", ["instruction", "provision"])
                                ),
                                fields=("campaign", "organisation"),
                                name="engagement_instruction_or_provision",
                                violation_error_message="Une même organisation ne peut pas tenir la fonction «\xa0instruction et comité\xa0» et la fonction «\xa0prestation\xa0» dans le même appel.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("ended_at__isnull", True),
                                    ("ended_at__gte", models.F("started_at")),
                                    _connector="OR",
                                ),
                                name="engagement_ends_after_start",
                                violation_error_message="La fin ne peut pas précéder le début.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Event",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("application_withdrawn", "candidature retirée"),
                                    ("calendar_announced", "changement de calendrier annoncé"),
                                    ("calendar_changed", "calendrier modifié"),
                                    ("calendar_proposed", "changement de calendrier proposé"),
                                    ("form_corrected", "forme juridique corrigée"),
                                    ("meeting_cancelled", "réunion annulée"),
                                    ("outcome_published", "décisions publiées"),
                                    ("site_changed", "état d’un site modifié"),
                                    ("seat_suspended", "siège suspendu"),
                                ],
                                max_length=30,
                                verbose_name="fait",
                            ),
                        ),
                        ("about_id", models.UUIDField(blank=True, null=True, verbose_name="objet")),
                        ("at", models.DateTimeField(verbose_name="quand")),
                        (
                            "campaign",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="ccr_programme.campaign",
                            ),
                        ),
                        (
                            "organisation",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="ccr_directory.organisation",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "fait neutre",
                        "verbose_name_plural": "faits neutres",
                        "ordering": ["at", "id"],
                        "abstract": False,
                        "default_manager_name": "rows",
                    },
                    managers=[
                        ("rows", django.db.models.manager.Manager()),
                    ],
                ),
                migrations.CreateModel(
                    name="Figure",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ("month", models.DateField(help_text="Le premier jour du mois.", verbose_name="mois")),
                        ("key", models.CharField(max_length=60, verbose_name="clé")),
                        ("label", models.CharField(max_length=120, verbose_name="intitulé")),
                        ("value", models.PositiveIntegerField(verbose_name="valeur")),
                        (
                            "part_of",
                            models.CharField(
                                blank=True,
                                help_text="La clé du total dont c’est une part.",
                                max_length=60,
                                verbose_name="part de",
                            ),
                        ),
                        ("rank", models.PositiveSmallIntegerField(default=0, verbose_name="ordre")),
                        (
                            "campaign",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="ccr_programme.campaign",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "chiffre mensuel",
                        "verbose_name_plural": "chiffres mensuels",
                        "ordering": ["month", "rank", "key"],
                        "abstract": False,
                        "default_manager_name": "rows",
                        "constraints": [
                            models.UniqueConstraint(fields=("campaign", "month", "key"), name="figure_once_a_month")
                        ],
                    },
                    managers=[
                        ("rows", django.db.models.manager.Manager()),
                    ],
                ),
                migrations.CreateModel(
                    name="Mail",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("waiting", "en attente"),
                                    ("claimed", "en préparation"),
                                    ("handing", "en cours de remise"),
                                    ("sent", "parti"),
                                    ("failed", "échec"),
                                    ("uncertain", "à vérifier"),
                                    ("void", "sans objet"),
                                ],
                                default="waiting",
                                editable=False,
                                max_length=10,
                                verbose_name="état",
                            ),
                        ),
                        (
                            "created_at",
                            models.DateTimeField(default=ccr.clock.now, editable=False, verbose_name="écrit le"),
                        ),
                        (
                            "due_at",
                            models.DateTimeField(
                                default=ccr.clock.real_now, editable=False, verbose_name="à envoyer à partir de"
                            ),
                        ),
                        (
                            "lease_until",
                            models.DateTimeField(blank=True, editable=False, null=True, verbose_name="réservé jusqu’à"),
                        ),
                        (
                            "attempts",
                            models.PositiveSmallIntegerField(default=0, editable=False, verbose_name="essais"),
                        ),
                        (
                            "sent_at",
                            models.DateTimeField(blank=True, editable=False, null=True, verbose_name="parti le"),
                        ),
                        (
                            "message_id",
                            models.CharField(
                                default=ccr.notifications.models.new_message_id,
                                editable=False,
                                max_length=200,
                                unique=True,
                                verbose_name="Message-ID",
                            ),
                        ),
                        (
                            "error",
                            models.CharField(
                                blank=True, default="", editable=False, max_length=80, verbose_name="erreur"
                            ),
                        ),
                        ("kind", models.CharField(editable=False, max_length=60, verbose_name="courrier")),
                        (
                            "address",
                            models.EmailField(
                                blank=True, default="", editable=False, max_length=254, verbose_name="adresse"
                            ),
                        ),
                        ("about_type", models.CharField(editable=False, max_length=100, verbose_name="objet")),
                        ("about_id", models.UUIDField(editable=False, verbose_name="identifiant de l’objet")),
                        (
                            "occurrence",
                            models.CharField(
                                blank=True, default="", editable=False, max_length=60, verbose_name="occurrence"
                            ),
                        ),
                        (
                            "campaign",
                            models.ForeignKey(
                                blank=True,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="ccr_programme.campaign",
                                verbose_name="appel",
                            ),
                        ),
                        (
                            "recipient",
                            models.ForeignKey(
                                blank=True,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="destinataire",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "courrier du programme",
                        "verbose_name_plural": "courriers du programme",
                        "ordering": ("-created_at", "id"),
                        "abstract": False,
                        "default_manager_name": "rows",
                        "indexes": [
                            models.Index(
                                condition=models.Q(("state__in", ("waiting", "claimed", "handing"))),
                                fields=["due_at"],
                                name="ccr_programme_mail_due",
                            )
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("lease_until__isnull", False), ("state__in", ("claimed", "handing"))),
                                    models.Q(
                                        models.Q(("state__in", ("claimed", "handing")), _negated=True),
                                        ("lease_until__isnull", True),
                                    ),
                                    _connector="OR",
                                ),
                                name="ccr_programme_mail_lease_when_held",
                                violation_error_message="Un courrier est réservé quand, et seulement quand, il est en cours d’envoi.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("sent_at__isnull", False), ("state", "sent")),
                                    models.Q(models.Q(("state", "sent"), _negated=True), ("sent_at__isnull", True)),
                                    _connector="OR",
                                ),
                                name="ccr_programme_mail_sent_has_date",
                                violation_error_message="Un courrier parti a une date d’envoi, les autres n’en ont pas.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state__in", ("failed", "uncertain")), _negated=True),
                                    models.Q(("error", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="ccr_programme_mail_trouble_has_error",
                                violation_error_message="Un échec porte son code d’erreur.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("address", ""), ("recipient__isnull", False)),
                                    models.Q(("recipient__isnull", True), models.Q(("address", ""), _negated=True)),
                                    _connector="OR",
                                ),
                                name="ccr_programme_mail_recipient_or_address",
                                violation_error_message="Un courrier va à une personne ou à une adresse, jamais aux deux.",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("recipient__isnull", False)),
                                fields=("kind", "about_id", "occurrence", "recipient"),
                                name="ccr_programme_mail_once_per_person",
                                violation_error_message="Ce courrier est déjà écrit.",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("recipient__isnull", True)),
                                fields=("kind", "about_id", "occurrence", "address"),
                                name="ccr_programme_mail_once_per_address",
                                violation_error_message="Ce courrier est déjà écrit.",
                            ),
                        ],
                    },
                    managers=[
                        ("rows", django.db.models.manager.Manager()),
                    ],
                ),
                migrations.CreateModel(
                    name="Meeting",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("information", "journée d’information"),
                                    ("committee", "comité de sélection"),
                                    ("steering", "comité de pilotage"),
                                ],
                                max_length=12,
                                verbose_name="nature",
                            ),
                        ),
                        ("starts_at", models.DateTimeField(verbose_name="date et heure")),
                        ("place", models.CharField(blank=True, max_length=200, verbose_name="lieu")),
                        (
                            "campaign",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="meetings",
                                to="ccr_programme.campaign",
                            ),
                        ),
                        (
                            "cancelled_at",
                            models.DateTimeField(blank=True, editable=False, null=True, verbose_name="annulée le"),
                        ),
                        (
                            "cancelled_reason",
                            models.CharField(
                                blank=True, editable=False, max_length=300, verbose_name="motif de l’annulation"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "réunion",
                        "verbose_name_plural": "réunions",
                        "ordering": ["starts_at", "id"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("campaign", "kind", "starts_at"),
                                name="meeting_once",
                                violation_error_message="Cette réunion est déjà au calendrier.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("cancelled_at__isnull", True), ("cancelled_reason", "")),
                                    models.Q(
                                        ("cancelled_at__isnull", False),
                                        models.Q(("cancelled_reason", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="meeting_cancellation_explained",
                                violation_error_message="Une annulation a un motif.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("cancelled_at__isnull", True), ("kind", "information"), _connector="OR"
                                ),
                                name="meeting_cancelled_is_an_information_day",
                                violation_error_message="Seule une journée d’information s’annule\xa0; une autre réunion se déplace.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Seat",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        (
                            "lane",
                            models.CharField(
                                choices=[
                                    ("support", "appui"),
                                    ("candidate", "structure candidate"),
                                    ("coordination", "coordination"),
                                    ("instruction", "instruction"),
                                    ("pilot", "pilotage"),
                                ],
                                max_length=12,
                                verbose_name="couloir",
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[("active", "actif"), ("suspended", "suspendu")],
                                default="active",
                                max_length=10,
                                verbose_name="état",
                            ),
                        ),
                        ("suspended_at", models.DateTimeField(blank=True, null=True, verbose_name="suspendu le")),
                        (
                            "campaign",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="seats",
                                to="ccr_programme.campaign",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="seats",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "siège",
                        "verbose_name_plural": "sièges",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("person", "campaign"),
                                name="seat_once_per_campaign",
                                violation_error_message="Cette personne a déjà un siège dans cet appel.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "active"), ("suspended_at__isnull", True)),
                                    models.Q(("state", "suspended"), ("suspended_at__isnull", False)),
                                    _connector="OR",
                                ),
                                name="seat_suspension_dated",
                                violation_error_message="Une suspension a une date.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="AgendaLink",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ("made_at", models.DateTimeField(verbose_name="créé le")),
                        ("ended_at", models.DateTimeField(blank=True, null=True, verbose_name="remplacé ou arrêté le")),
                        (
                            "seat",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="ccr_programme.seat"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "lien d’agenda",
                        "verbose_name_plural": "liens d’agenda",
                        "db_table": "ccr_programme_agenda_link",
                        "abstract": False,
                        "default_manager_name": "rows",
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("ended_at__isnull", True)),
                                fields=("seat",),
                                name="agenda_link_one_live",
                                violation_error_message="Ce siège a déjà un lien d’agenda.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("ended_at__isnull", True), ("ended_at__gte", models.F("made_at")), _connector="OR"
                                ),
                                name="agenda_link_ends_after_start",
                                violation_error_message="La fin ne peut pas précéder le début.",
                            ),
                        ],
                    },
                    managers=[
                        ("rows", django.db.models.manager.Manager()),
                    ],
                ),
                migrations.CreateModel(
                    name="FirstOpening",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ("at", models.DateTimeField(verbose_name="première ouverture")),
                        (
                            "seat",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="ccr_programme.seat"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "première ouverture de dossier",
                        "verbose_name_plural": "premières ouvertures de dossier",
                        "db_table": "ccr_programme_first_opening",
                        "abstract": False,
                        "default_manager_name": "rows",
                    },
                    managers=[
                        ("rows", django.db.models.manager.Manager()),
                    ],
                ),
                migrations.CreateModel(
                    name="Journal",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ("at", models.DateTimeField(default=ccr.clock.now, verbose_name="quand")),
                        ("verb", models.CharField(max_length=60, verbose_name="verbe")),
                        ("about_type", models.CharField(max_length=100, verbose_name="objet")),
                        ("about_id", models.UUIDField(verbose_name="identifiant de l’objet")),
                        (
                            "details",
                            models.JSONField(
                                default=dict,
                                encoder=django.core.serializers.json.DjangoJSONEncoder,
                                verbose_name="détails",
                            ),
                        ),
                        (
                            "by_person",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="par",
                            ),
                        ),
                        (
                            "campaign",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="ccr_programme.campaign",
                                verbose_name="appel",
                            ),
                        ),
                        (
                            "by_seat",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="ccr_programme.seat",
                                verbose_name="au titre de",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "journal du programme",
                        "verbose_name_plural": "journal du programme",
                        "ordering": ("at", "id"),
                        "abstract": False,
                        "default_manager_name": "rows",
                        "indexes": [models.Index(fields=["about_id", "at"], name="ccr_program_about_i_5bc268_idx")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("by_seat__isnull", True), ("by_person__isnull", False), _connector="OR"
                                ),
                                name="ccr_programme_journal_seat_has_person",
                                violation_error_message="Une ligne écrite au titre d’un siège nomme la personne.",
                            )
                        ],
                    },
                    managers=[
                        ("rows", django.db.models.manager.Manager()),
                    ],
                ),
                migrations.CreateModel(
                    name="Mandate",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        (
                            "role",
                            models.CharField(
                                choices=[
                                    ("representative", "représentant de la structure candidate"),
                                    ("contributor", "contributeur de la structure candidate"),
                                    ("diagnostician", "diagnostiqueur"),
                                    ("ramsess_coordinator", "coordination RAMSESS"),
                                    ("dla_officer", "chargé de mission DLA"),
                                    ("consultant", "consultant DLA"),
                                    ("fund_officer", "chargé de fonds"),
                                    ("coordinator", "coordination Regain"),
                                    ("instructor", "instructeur"),
                                    ("committee_member", "membre du comité de sélection"),
                                    ("committee_president", "présidence du comité de sélection"),
                                    ("pilot", "pilote"),
                                ],
                                max_length=20,
                                verbose_name="rôle",
                            ),
                        ),
                        ("started_at", models.DateTimeField(verbose_name="depuis le")),
                        ("ended_at", models.DateTimeField(blank=True, null=True, verbose_name="jusqu’au")),
                        (
                            "organisation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="mandates",
                                to="ccr_directory.organisation",
                            ),
                        ),
                        (
                            "seat",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="mandates",
                                to="ccr_programme.seat",
                            ),
                        ),
                        (
                            "given_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="donné par",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "mandat",
                        "verbose_name_plural": "mandats",
                        "ordering": ["started_at", "id"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("ended_at__isnull", True)),
                                fields=("seat", "role", "organisation"),
                                name="mandate_once",
                                violation_error_message="Cette personne tient déjà ce rôle pour cette organisation.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("ended_at__isnull", True),
                                    ("ended_at__gte", models.F("started_at")),
                                    _connector="OR",
                                ),
                                name="mandate_ends_after_start",
                                violation_error_message="La fin ne peut pas précéder le début.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="MeetingChange",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ("starts_at", models.DateTimeField(verbose_name="date et heure proposées")),
                        ("place", models.CharField(blank=True, max_length=200, verbose_name="lieu")),
                        ("proposed_at", models.DateTimeField(verbose_name="proposé le")),
                        (
                            "ended_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="appliqué ou abandonné le"),
                        ),
                        (
                            "meeting",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="ccr_programme.meeting",
                            ),
                        ),
                        ("reason", models.TextField(blank=True, max_length=1000, verbose_name="motif")),
                    ],
                    options={
                        "verbose_name": "changement de date proposé",
                        "verbose_name_plural": "changements de date proposés",
                        "db_table": "ccr_programme_meeting_change",
                        "abstract": False,
                        "default_manager_name": "rows",
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("ended_at__isnull", True)),
                                fields=("meeting",),
                                name="meeting_change_one_open",
                                violation_error_message="Un changement de date attend déjà pour cette réunion.",
                            )
                        ],
                    },
                    managers=[
                        ("rows", django.db.models.manager.Manager()),
                    ],
                ),
            ],
        ),
    ]
