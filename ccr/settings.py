"""Settings of the platform, all of them read from the environment.

Two ways to start, and no third:

- ``CCR_DEMO=1`` gives the demo: SQLite, files in ``var/``, invented people. Only this flag does.
- otherwise production: every variable of ``REQUIRED_IN_PRODUCTION`` must be there, and the project refuses to start
  while one is missing, naming it.
"""

from pathlib import Path

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from kombu import Queue

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()

REQUIRED_IN_PRODUCTION = (
    "SECRET_KEY",
    "ALLOWED_HOSTS",
    "DATABASE_URL",
    "REDIS_URL",
    "EMAIL_URL",
    "STORAGE_URL",
    "CCR_BASE_URL",
    "CCR_FROM_EMAIL",
    "CCR_OPERATOR_NAME",
    "CCR_OPERATOR_ADDRESS",
    "CCR_OPERATOR_PHONE",
    "CCR_OPERATOR_EMAIL",
    "CCR_OPERATOR_PUBLISHER",
    "CCR_HOST_NAME",
    "CCR_HOST_ADDRESS",
    "CCR_HOST_PHONE",
)

CCR_DEMO = env.bool("CCR_DEMO", False)
VAR_DIR = Path(env.str("CCR_VAR", str(BASE_DIR / "var")))

missing = [] if CCR_DEMO else [name for name in REQUIRED_IN_PRODUCTION if not env.str(name, "")]
if missing:
    raise ImproperlyConfigured(
        "Neither the demo (CCR_DEMO=1) nor production: missing " + ", ".join(missing) + ". See docs/exploitation.md."
    )

DEBUG = False
SECRET_KEY = env.str("SECRET_KEY", "demo-only-not-a-secret-" + "x" * 40)
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
CCR_BASE_URL = env.str("CCR_BASE_URL", "http://localhost:8000").rstrip("/")
CCR_HTTPS = env.bool("CCR_HTTPS", not CCR_DEMO)
"""False only behind plain HTTP: the demo and the browser tests."""
CCR_MFA_REQUIRED = env.bool("CCR_MFA_REQUIRED", not CCR_DEMO)
"""Whether everyone but candidates must have a second factor."""
CCR_TRUSTED_PROXIES = env.int("CCR_TRUSTED_PROXIES", 0)
"""How many proxies stand in front: allauth counts addresses for its rate limits from there."""

ROOT_URLCONF = "ccr.urls"
WSGI_APPLICATION = "ccr.wsgi.application"

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "ccr.accounts.admin_apps.HouseAdminConfig",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "crispy_forms",
    "crispy_bootstrap5",
    "django_filters",
    "django_include_bootstrap",
    "django_htmx",
    "csp",
    "ccr.wall",
    "ccr.journal",
    "ccr.accounts",
    "ccr.directory",
    "ccr.programme",
    "ccr.notifications",
    "ccr.documents",
    "ccr.library",
    "ccr.ui",
    "ccr.health",
    "candidates",
    "diagnostics",
    "selection",
    "dla",
    "financing",
]
if CCR_DEMO:
    INSTALLED_APPS.append("ccr.demo")

MIDDLEWARE = [
    # Outermost: what runs before and after the view is on the threshold, never inside the seat.
    "ccr.wall.middleware.ThresholdMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "ccr.ui.middleware.WellFormedMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "ccr.accounts.middleware.SecondFactorMiddleware",
    # Innermost: the view runs inside the seat's pass.
    "ccr.wall.middleware.SeatMiddleware",
]

if CCR_DEMO:
    MIDDLEWARE.insert(MIDDLEWARE.index("csp.middleware.CSPMiddleware") + 1, "ccr.demo.middleware.CurtainMiddleware")

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
                "ccr.ui.context.interface",
            ],
            "builtins": ["ccr.ui.templatetags.ui", "ccr.documents.templatetags.documents"],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

DEFAULT_SQLITE = f"sqlite:///{VAR_DIR / 'demo.sqlite3'}"
DATABASES = {"default": env.db_url("DATABASE_URL", default=DEFAULT_SQLITE)}
DATABASES["default"]["ATOMIC_REQUESTS"] = False
if "sqlite" in DATABASES["default"]["ENGINE"]:
    # Measured: with DEFERRED transactions half of concurrent writers are locked out; with these, none.
    DATABASES["default"]["OPTIONS"] = {
        "timeout": 20,
        "transaction_mode": "IMMEDIATE",
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }
else:
    # A server that does not answer is said in seconds, by « /sante/ » first of all.
    DATABASES["default"].setdefault("OPTIONS", {}).setdefault("connect_timeout", 3)
    # Compiling a statement takes PostgreSQL longer than any of ours runs: 0.3 s for the table of 300 structures. And it
    # counts on a turning disc, where reading a whole table beats reading one call's rows by their keys: we have none.
    DATABASES["default"]["OPTIONS"].setdefault("options", "-c jit=off -c random_page_cost=1.1")
    DATABASES["default"]["CONN_MAX_AGE"] = env.int("CCR_CONN_MAX_AGE", 60)
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "ccr_accounts.Person"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "demo:visit" if CCR_DEMO else "account_login"
LOGIN_REDIRECT_URL = "ui:entrance"
LOGOUT_REDIRECT_URL = "ui:public_home"

ACCOUNT_ADAPTER = "ccr.accounts.adapter.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_SIGNUP_FORM_CLASS = "ccr.accounts.forms.SignupNames"
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
# A mail leaves by the worker: a code lives long enough to be late by a few minutes.
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 15 * 60
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_TIMEOUT = 30 * 60
# Added to allauth's own: by account (key) and by address (ip), in the short and in the long run.
ACCOUNT_RATE_LIMITS = {
    "login_failed": "20/m/ip,100/h/ip,5/5m/key,20/h/key",
    "request_login_code": "20/m/ip,3/m/key,10/h/key",
    "signup": "20/m/ip,100/h/ip",
}
ACCOUNT_USER_DISPLAY = "ccr.accounts.models.full_name"
ACCOUNT_FORMS = {
    "login": "ccr.accounts.allauth_forms.SignIn",
    "signup": "ccr.accounts.allauth_forms.SignUp",
    "request_login_code": "ccr.accounts.allauth_forms.RequestCode",
    "confirm_login_code": "ccr.accounts.allauth_forms.ConfirmSignInCode",
    "confirm_email_verification_code": "ccr.accounts.allauth_forms.ConfirmAddressCode",
    "change_email": "ccr.accounts.allauth_forms.ChangeAddressInStage",
    "add_email": "ccr.accounts.allauth_forms.ChangeAddress",
    "change_password": "ccr.accounts.allauth_forms.ChangePassword",
    "set_password": "ccr.accounts.allauth_forms.SetPassword",
    "reauthenticate": "ccr.accounts.allauth_forms.Reauthenticate",
}
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_PREVENT_ENUMERATION = True
ALLAUTH_TRUSTED_PROXY_COUNT = CCR_TRUSTED_PROXIES
MFA_ADAPTER = "ccr.accounts.adapter.MFAAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not CCR_HTTPS
MFA_RATE_LIMITS = {"webauthn_login": "40/m/ip"}  # two for each sign-in; an association has one address
MFA_TOTP_ISSUER = "CCR Marseille"
MFA_TOTP_TOLERANCE = 1
MFA_FORMS = {
    "authenticate": "ccr.accounts.allauth_forms.SecondFactorCode",
    "reauthenticate": "ccr.accounts.allauth_forms.SecondFactorAgain",
    "activate_totp": "ccr.accounts.allauth_forms.ActivateSecondFactor",
    "add_webauthn": "ccr.accounts.allauth_forms.AddPasskey",
    "edit_webauthn": "ccr.accounts.allauth_forms.NamePasskey",
    "login_webauthn": "ccr.accounts.allauth_forms.PasskeySignIn",
    "authenticate_webauthn": "ccr.accounts.allauth_forms.PasskeyCode",
    "reauthenticate_webauthn": "ccr.accounts.allauth_forms.PasskeyAgain",
}
USERSESSIONS_TRACK_ACTIVITY = False

# Sign-in limits are counted in the cache: shared between workers and hosts.
if REDIS_URL := env.str("REDIS_URL", ""):
    CACHES = {"default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": REDIS_URL}}
else:
    CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
            "LOCATION": VAR_DIR / "cache",
        }
    }

LANGUAGE_CODE = "fr"
TIME_ZONE = "Europe/Paris"
USE_I18N = True  # Django's and the libraries' own French; ours are literals.
USE_TZ = True
LANGUAGES = [("fr", "Français")]
FORMAT_MODULE_PATH = "ccr.formats"
USE_THOUSAND_SEPARATOR = False

STATIC_URL = "/static/"
STATIC_ROOT = Path(env.str("CCR_STATIC", str(VAR_DIR / "static")))
STATICFILES_DIRS = [BASE_DIR / "static"]
FONTS_DIR = VAR_DIR / "fonts"
"""WOFF2 subsets made at set-up by ``manage.py make_fonts`` from the installed font packages."""
STATICFILES_DIRS.append(("fonts", FONTS_DIR))
FONTS_DIR.mkdir(parents=True, exist_ok=True)
WHITENOISE_USE_FINDERS = False

STORAGE_URL = env.str("STORAGE_URL", f"file://{VAR_DIR / 'media'}")
if STORAGE_URL.startswith("file://"):
    _private = {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": STORAGE_URL.removeprefix("file://"), "base_url": None},
    }
else:
    from ccr.documents.storage import s3_options

    _private = {"BACKEND": "storages.backends.s3.S3Storage", "OPTIONS": s3_options(STORAGE_URL)}
STORAGES = {
    "default": _private,
    "staticfiles": {
        # Compressing takes longer than all the rest of the demo's preparation.
        "BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"
        if CCR_DEMO
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
FILE_UPLOAD_PERMISSIONS = 0o600
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
CCR_UPLOAD_MAX_BYTES = 20 * 1024 * 1024

if CCR_DEMO:
    EMAIL_BACKEND = "ccr.demo.mail.FileBackend"
else:
    vars().update(env.email_url("EMAIL_URL"))
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = env.str("CCR_FROM_EMAIL", "CCR Marseille <ne-pas-repondre@ccr.invalid>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL

CELERY_TASK_ALWAYS_EAGER = env.bool("CCR_TASKS_EAGER", False)
CELERY_TASK_EAGER_PROPAGATES = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_IGNORE_RESULT = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
# One worker listens to both, in turn: whoever waits for a code does not wait for every mail of a publication.
CELERY_TASK_QUEUES = [Queue("celery", routing_key="celery"), Queue("prompt", routing_key="prompt")]
CELERY_TIMEZONE = TIME_ZONE
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BEAT_SCHEDULE_FILENAME = str(VAR_DIR / "beat-schedule")
if REDIS_URL:
    CELERY_BROKER_URL = REDIS_URL
    CELERY_BROKER_TRANSPORT_OPTIONS = {"visibility_timeout": 3600}
else:
    CELERY_BROKER_URL = "ccr-files://localhost"
    CELERY_BROKER_TRANSPORT_OPTIONS = {"folder": str(VAR_DIR / "broker")}
    CELERY_WORKER_ENABLE_REMOTE_CONTROL = False

SESSION_COOKIE_AGE = 12 * 3600
SESSION_SAVE_EVERY_REQUEST = False
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = CCR_HTTPS
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "ccr.ui.errors.csrf_failure"
MESSAGE_STORAGE = "django.contrib.messages.storage.cookie.CookieStorage"
SECURE_SSL_REDIRECT = CCR_HTTPS
SECURE_REDIRECT_EXEMPT = [r"^sante/$"]
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if CCR_HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = CCR_HTTPS
SECURE_HSTS_PRELOAD = CCR_HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if CCR_TRUSTED_PROXIES else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "img-src": [SELF, "data:"],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}

# Asked by « Remplir depuis le SIRET » alone; empty, there is no such button. The demo plays it itself.
COMPANY_SEARCH_URL = env.str(
    "COMPANY_SEARCH_URL",
    f"{CCR_BASE_URL}/demo/repertoire/" if CCR_DEMO else "https://recherche-entreprises.api.gouv.fr/search",
)

CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"
TEST_RUNNER = "django.test.runner.DiscoverRunner"

# Logs carry no personal data: no parameters, no locals, no bodies.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "()": "ccr.ui.errors.DiscreetFormatter",
            "format": "%(asctime)s %(levelname)s %(name)s %(message)s",
        }
    },
    "filters": {"no_tokens": {"()": "ccr.accounts.logs.HideTokens"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["no_tokens"]}},
    "root": {"handlers": ["console"], "level": env.str("CCR_LOG_LEVEL", "WARNING")},
    "loggers": {
        # IntegrityError texts of PostgreSQL hold the row's values: never log SQL.
        "django.db.backends": {"level": "ERROR"},
        "django.request": {"level": "ERROR"},
        "ccr": {"level": "INFO"},
    },
}
DEFAULT_EXCEPTION_REPORTER = "ccr.ui.errors.DiscreetReporter"
DEFAULT_EXCEPTION_REPORTER_FILTER = "ccr.ui.errors.DiscreetReporterFilter"

# Mentions légales: production names its own operator, the demo an invented one.
CCR_OPERATOR = {
    "name": env.str("CCR_OPERATOR_NAME", "Regain (démonstration)"),
    "address": env.str("CCR_OPERATOR_ADDRESS", "1 rue de l’Exemple, 13001 Marseille"),
    "phone": env.str("CCR_OPERATOR_PHONE", "04 00 00 00 00"),
    "email": env.str("CCR_OPERATOR_EMAIL", "contact@ccr.invalid"),
    "publisher": env.str("CCR_OPERATOR_PUBLISHER", "La présidence de Regain (démonstration)"),
    "host": env.str("CCR_HOST_NAME", "Cette machine (démonstration)"),
    "host_address": env.str("CCR_HOST_ADDRESS", "1 rue de l’Exemple, 13001 Marseille"),
    "host_phone": env.str("CCR_HOST_PHONE", "04 00 00 00 00"),
}
