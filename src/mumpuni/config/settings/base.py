"""Settings of an installation; what differs between installations comes from the environment.

`mumpuni.config.installation` knows the data folder with its keys and files; this page only reads it.
"""

import os
from pathlib import Path

import dj_database_url
from csp.constants import SELF
from django.utils.translation import gettext_lazy as _

from mumpuni.config import installation

PACKAGE = Path(__file__).resolve().parents[2]
REPOSITORY = PACKAGE.parents[1]


def _list(name: str, default: str = "") -> list[str]:
    return [word.strip() for word in os.environ.get(name, default).split(",") if word.strip()]


SECRET_KEY = installation.secret_key()
MUMPUNI_MASTER_KEY = installation.master_key()
MUMPUNI_DEMO = installation.demo_marker().exists
MUMPUNI_FILES = installation.data_folder() / "files"
MUMPUNI_BASE_URL = os.environ.get("MUMPUNI_BASE_URL", "http://localhost:8000").rstrip("/")
# Its error pages show data and settings, so it counts only where nobody else looks.
DEBUG = os.environ.get("MUMPUNI_DEBUG", "") == "1" and MUMPUNI_BASE_URL.startswith("http://localhost")

ALLOWED_HOSTS = _list("MUMPUNI_ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]")
CSRF_TRUSTED_ORIGINS = [MUMPUNI_BASE_URL]
_HTTPS = MUMPUNI_BASE_URL.startswith("https://")
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = _HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if _HTTPS else 0
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_AGE = 8 * 60 * 60
SESSION_COOKIE_SAMESITE = "Lax"
if os.environ.get("MUMPUNI_BEHIND_PROXY", "") == "1":
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

# Ours first, so that our templates go before those of the packages below.
INSTALLED_APPS = [
    "mumpuni.config.apps.ConfigConfig",
    "mumpuni.certification.apps.CertificationConfig",
    "mumpuni.training.apps.TrainingConfig",
    "mumpuni.assessment.apps.AssessmentConfig",
    "mumpuni.standards.apps.StandardsConfig",
    "mumpuni.people.apps.PeopleConfig",
    "mumpuni.exchange.apps.ExchangeConfig",
    "mumpuni.documents.apps.DocumentsConfig",
    "mumpuni.audit.apps.AuditConfig",
    "mumpuni.ui.apps.UiConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "csp",
    "django_filters",
    "django_htmx",
    "django_tables2",
    "pgtrigger",
    "procrastinate.contrib.django",
]

MIDDLEWARE = [
    "mumpuni.ui.middleware.RequestIdMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "mumpuni.ui.middleware.LanguageMiddleware",
    "mumpuni.ui.doors.PrivateMiddleware",
    "django.middleware.common.CommonMiddleware",
    "mumpuni.ui.doors.BodyLimitMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "mumpuni.people.middleware.SecondFactorMiddleware",
    "mumpuni.audit.middleware.RefusalMiddleware",
]

ROOT_URLCONF = "mumpuni.config.urls"
WSGI_APPLICATION = "mumpuni.config.wsgi.application"
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "mumpuni.ui.context.shell",
            ],
        },
    },
]

DATABASES = {"default": dj_database_url.parse(installation.database_url(), conn_health_checks=True)}
DATABASES["default"]["OPTIONS"] = {
    **DATABASES["default"].get("OPTIONS", {}),
    "pool": {"min_size": 2, "max_size": int(os.environ.get("MUMPUNI_POOL", "5")), "timeout": 10},
}
DATABASES["default"]["ATOMIC_REQUESTS"] = False
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "mumpuni_cache",
        "OPTIONS": {"MAX_ENTRIES": 20_000},
    }
}

AUTH_USER_MODEL = "people.Account"
AUTHENTICATION_BACKENDS = ["mumpuni.people.signin.SignInBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
ACCOUNT_ADAPTER = "mumpuni.people.adapter.AccountAdapter"
ACCOUNT_FORMS = {"login": "mumpuni.people.forms.LoginForm", "reset_password": "mumpuni.people.forms.ResetPasswordForm"}
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
ACCOUNT_SESSION_REMEMBER = False
# A whole office stands behind one address, so addresses get more room than the accounts they try (ADR 0003).
ACCOUNT_RATE_LIMITS = {"login": "120/m/ip", "login_failed": "30/m/ip,5/300s/key"}
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if os.environ.get("MUMPUNI_BEHIND_PROXY", "") == "1" else 0
MFA_ADAPTER = "mumpuni.people.adapter.SecondFactorAdapter"
# Accounts are opened by invitation through their mail address, so there is no unproven address to guard against.
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Mumpuni"
MFA_TOTP_TOLERANCE = 1
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = MUMPUNI_BASE_URL.startswith("http://localhost")
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/"

LANGUAGE_CODE = "id"
LANGUAGES = [("id", _("Bahasa Indonesia")), ("en", _("Inggris"))]
LOCALE_PATHS = [PACKAGE / "locale"]
TIME_ZONE = "Asia/Jakarta"
USE_I18N = True
USE_TZ = True
FORMAT_MODULE_PATH = ["mumpuni.ui.formats"]

STATIC_URL = "static/"
STATIC_ROOT = installation.data_folder() / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}

# The front end arrives with hashed names and compressed beside; it is served from where the package lies.
WHITENOISE_USE_FINDERS = True
WHITENOISE_IMMUTABLE_FILE_TEST = r"/ui/assets/"

MUMPUNI_RULES_PER_MINUTE = installation.number("MUMPUNI_RULES_PER_MINUTE", 120)
MUMPUNI_STAGE_DAYS = installation.number("MUMPUNI_STAGE_DAYS", 30)
MUMPUNI_USE_DAYS = installation.number("MUMPUNI_USE_DAYS", 180)
MUMPUNI_EFFECTIVE_FROM = {"bkn-26-2019": installation.day("MUMPUNI_BKN_26_2019_FROM")}

MUMPUNI_HAND_IN_MB = installation.number("MUMPUNI_HAND_IN_MB", 20)
MUMPUNI_HAND_INS_MB = installation.number("MUMPUNI_HAND_INS_MB", 100)
# A spreadsheet of 20 MB, or the largest file of an assessee, and the form around it.
MUMPUNI_LARGEST_BODY = (max(20, MUMPUNI_HAND_IN_MB) + 1) * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": ["'none'"],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": ["'none'"],
    }
}
PERMISSIONS_POLICY: dict[str, list[str]] = {
    name: [] for name in ("camera", "microphone", "geolocation", "payment", "usb", "midi")
}

EMAIL_HOST = os.environ.get("MUMPUNI_EMAIL_HOST", "")
EMAIL_PORT = int(os.environ.get("MUMPUNI_EMAIL_PORT", "587"))
EMAIL_HOST_USER = os.environ.get("MUMPUNI_EMAIL_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("MUMPUNI_EMAIL_PASSWORD", "")
EMAIL_USE_TLS = os.environ.get("MUMPUNI_EMAIL_TLS", "1") == "1"
DEFAULT_FROM_EMAIL = os.environ.get("MUMPUNI_EMAIL_FROM", "mumpuni@localhost")

FILTERS_EMPTY_CHOICE_LABEL = _("Semua")
DJANGO_TABLES2_TEMPLATE = "ui/table.html"
MUMPUNI_WORKBOOK = "mumpuni.exchange.exports.workbook"
CSRF_FAILURE_VIEW = "mumpuni.ui.errors.csrf_failure"
PROCRASTINATE_ON_APP_READY = None
PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "jobs"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"request_id": {"()": "mumpuni.ui.middleware.RequestIdFilter"}},
    "formatters": {
        "line": {
            "()": "mumpuni.config.logs.DiscreetFormatter",
            "format": "%(asctime)s %(levelname)s %(name)s [%(request_id)s] %(message)s",
        }
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["request_id"]}},
    "loggers": {name: {"level": "WARNING"} for name in ("procrastinate.blueprints", "procrastinate.periodic")},
    "root": {"handlers": ["console"], "level": "INFO"},
}
