"""Django's settings, made from the typed environment. Nothing else reads the environment."""

from __future__ import annotations

import sys
from typing import Any
from urllib.parse import unquote, urlsplit

from csp.constants import NONCE, NONE, SELF

from throughgate.config.environment import REPOSITORY, Environment
from throughgate.config.logging import configure_logging
from throughgate.foundation.database.lines import Line

ENVIRONMENT = Environment.read()

DEBUG = ENVIRONMENT.debug
DEMO = ENVIRONMENT.demo
SECRET_KEY = ENVIRONMENT.secret_key
ALLOWED_HOSTS = list(ENVIRONMENT.hosts)
ADDRESS = ENVIRONMENT.address
VAR = ENVIRONMENT.var
ROOT_URLCONF = "throughgate.config.urls"
WSGI_APPLICATION = "throughgate.config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.contrib.postgres",
    "django.forms",
    "throughgate.foundation.web",  # before allauth: its pages are drawn by our templates
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "django_htmx",
    "csp",
    "procrastinate.contrib.django",
    "throughgate.foundation.audit",
    "throughgate.foundation.jobs",
    "throughgate.foundation.imports",
    "throughgate.foundation.outbox",
    "throughgate.ground.vocabulary",
    "throughgate.ground.jurisdictions",
    "throughgate.ground.organisations",
    "throughgate.ground.accounts",
    "throughgate.person.people",
    "throughgate.person.observations",
    "throughgate.person.schooling",
    "throughgate.person.chain",
    "throughgate.work.openings",
    "throughgate.work.register",
    "throughgate.work.placements",
    "throughgate.work.followups",
    "throughgate.work.contact_log",
    "throughgate.work.merging",
    "throughgate.work.planning",
    "throughgate.desk",
]

MIDDLEWARE = [
    "throughgate.foundation.web.middleware.canonical.RequestLog",
    "throughgate.foundation.web.middleware.devices.NoDevices",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "throughgate.foundation.web.middleware.methods.RefuseMethods",
    "throughgate.foundation.web.health.Probes",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "throughgate.foundation.web.middleware.readable.RefuseUnreadable",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "throughgate.ground.accounts.middleware.SignedIn",
    "throughgate.ground.accounts.middleware.KeepPrivate",
    "throughgate.foundation.web.middleware.limits.RefuseOversized",
    "throughgate.foundation.web.middleware.readable.ReadForm",
    "throughgate.foundation.web.middleware.signing_in.SignInFirst",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "throughgate.ground.accounts.middleware.SecondFactor",
    "throughgate.foundation.audit.middleware.AccessLog",
    "throughgate.ground.accounts.middleware.InContext",
    "throughgate.ground.organisations.merged.LeadOn",
    "throughgate.foundation.web.middleware.idempotency.Idempotency",
    "throughgate.foundation.web.middleware.methods.ExplainMethod",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.messages.context_processors.messages",
                "throughgate.desk.navigation.context",
            ],
        },
    },
]
FORM_RENDERER = "throughgate.foundation.web.forms.Renderer"


def database(url: str, *, assume_role: str = "") -> dict[str, Any]:
    """Return Django's form of `postgresql://user:password@host:port/name?host=/socket/folder`."""
    parts = urlsplit(url)
    query = dict(pair.split("=", 1) for pair in parts.query.split("&") if "=" in pair)
    return {
        "ENGINE": "throughgate.foundation.database.backend",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(query.pop("host", "")) or parts.hostname or "",
        "PORT": str(parts.port or ""),
        "OPTIONS": {**query, **(_for_set_up(assume_role) if assume_role else _for_pages())},
    }


def _for_pages() -> dict[str, Any]:
    # Limits of `architecture.md`: a page that takes ten seconds is a fault, not a page.
    return {
        "pool": {
            "connection_class": Line,
            "min_size": 1,
            "max_size": ENVIRONMENT.database_pool,
            # Short: our backend asks again for as long as a page may wait.
            "timeout": 0.25,
            "reconnect_timeout": 0.1,
        },
        "options": "-c statement_timeout=10000 -c lock_timeout=5000 -c jit=off",
        # A machine that has gone closes nothing; without these the kernel believes in it for two hours.
        "connect_timeout": 3,
        "keepalives_idle": 10,
        "keepalives_interval": 5,
        "keepalives_count": 3,
        "tcp_user_timeout": 15_000,
    }


def _for_set_up(role: str) -> dict[str, Any]:
    return {"assume_role": role, "options": "-c lock_timeout=30000"}


# Placeholder host: a command attaches to a cluster first and hands its address over by the environment.
DATABASES = {
    "default": database(ENVIRONMENT.database_url or "postgresql://throughgate_app@127.0.0.1:1/throughgate")
}
if ENVIRONMENT.admin_url:
    # Set-up only: migrations, loading and dumping run as the owner, whom nobody signs in as.
    DATABASES["owner"] = database(ENVIRONMENT.admin_url, assume_role="throughgate_owner")

CACHES = {
    # Rate limits must hold across processes and machines, so they live in the database, and nothing else does.
    "default": {"BACKEND": "throughgate.foundation.web.counters.Counters", "LOCATION": "web_cache"},
}

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["throughgate.ground.accounts.backend.Backend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.ScryptPasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "throughgate.ground.accounts.passwords.MaximumLength"},
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("username", "email", "given_names", "family_name")},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "desk:today"
ACCOUNT_ADAPTER = "throughgate.ground.accounts.adapter.Adapter"
MFA_ADAPTER = "throughgate.ground.accounts.adapter.MfaAdapter"
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_NOTIFICATIONS = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_USERNAME_MIN_LENGTH = 3
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = True
ACCOUNT_LOGIN_ON_PASSWORD_RESET = False
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Throughgate"
MFA_TOTP_TOLERANCE = 1
MFA_ALLOW_UNVERIFIED_EMAIL = True
USERSESSIONS_TRACK_ACTIVITY = False
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if ENVIRONMENT.behind_proxy else 0

SESSION_ENGINE = "throughgate.ground.accounts.session_store"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 10 * 3600
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = ENVIRONMENT.secure
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "throughgate.foundation.web.errors.csrf_failure"
MESSAGE_STORAGE = "django.contrib.messages.storage.cookie.CookieStorage"
SECURE_SSL_REDIRECT = ENVIRONMENT.secure
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if ENVIRONMENT.secure else 0
SECURE_REDIRECT_EXEMPT = [r"^health$", r"^ready$"]
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
if ENVIRONMENT.behind_proxy:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF, NONCE],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "manifest-src": [SELF],
    },
}

# Limits of `safety.md`: forms 2.5 MB; uploads stream to disk and are checked by their own reader.
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2_000
DATA_UPLOAD_MAX_NUMBER_FILES = 5
UPLOAD_LIMITS: dict[str, int] = {"imports:add": 110_000_000}
FILE_UPLOAD_MAX_MEMORY_SIZE = 1_000_000
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_HANDLERS = [
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "throughgate.foundation.web.uploads.NamelessUpload",
]

USE_TZ = True
TIME_ZONE = ENVIRONMENT.time_zone
USE_I18N = True
LANGUAGE_CODE = ENVIRONMENT.language
LANGUAGES = [("en", "English"), ("de", "Deutsch")]
FORMAT_MODULE_PATH = ["throughgate.config.formats"]
LOCALE_PATHS = [REPOSITORY / "throughgate" / "locale"]
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"

STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
BUILD = VAR / "static-build"
STATICFILES_DIRS = [BUILD] if BUILD.exists() else []
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": VAR / "uploads"},
    },
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG or "pytest" in sys.modules
        else "throughgate.foundation.web.static_files.Files",
    },
}
WHITENOISE_USE_FINDERS = DEBUG or "pytest" in sys.modules
WHITENOISE_AUTOREFRESH = DEBUG

# Everything sent is stored first; the worker sends it with MAIL_BACKEND. The demo writes it to the terminal.
EMAIL_BACKEND = "throughgate.foundation.outbox.backend.Outbox"
MAIL_SERVER = urlsplit(ENVIRONMENT.mail_url)
MAIL_BACKEND = (
    "django.core.mail.backends.smtp.EmailBackend"
    if ENVIRONMENT.mail_url
    else "django.core.mail.backends.console.EmailBackend"
    if DEBUG or ENVIRONMENT.demo
    else ""
)
EMAIL_HOST = MAIL_SERVER.hostname or "localhost"
EMAIL_PORT = MAIL_SERVER.port or (465 if MAIL_SERVER.scheme == "smtps" else 587)
EMAIL_HOST_USER = unquote(MAIL_SERVER.username or "")
EMAIL_HOST_PASSWORD = unquote(MAIL_SERVER.password or "")
EMAIL_USE_SSL = MAIL_SERVER.scheme == "smtps"
EMAIL_USE_TLS = MAIL_SERVER.scheme == "smtp" and EMAIL_HOST not in ("localhost", "127.0.0.1")
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = ENVIRONMENT.mail_from
FONTS = ENVIRONMENT.fonts

LOGGING_CONFIG = None
configure_logging(as_json=ENVIRONMENT.log_json)
SILENCED_SYSTEM_CHECKS: list[str] = []

# What can be imported, and how the worker finds out who imports: pulled by name, so that nothing pushes upwards.
IMPORT_KINDS = [
    "throughgate.person.people.importing.PEOPLE",
    "throughgate.work.openings.importing.COMPANIES",
    "throughgate.work.openings.importing.OPENINGS",
    "throughgate.work.openings.importing.OWN_OPENINGS",
    "throughgate.person.observations.importing.LEVELS",
    "throughgate.person.schooling.importing.MARKS",
]
IMPORT_ACTOR = "throughgate.ground.accounts.importing.actor_of"

# How far somebody travels to work where the person's own reach is not known; pages say that it was assumed.
DEFAULT_REACH_KM = 30
# After how many days the newest rating of a competency is marked as old, on the profile and on Today.
PROFILE_STALE_AFTER_DAYS = 180
