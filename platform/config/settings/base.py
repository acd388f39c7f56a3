"""The settings that every way of running Sawt shares."""

from pathlib import Path

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from config.settings.environment import ROOT, STATE, read_environment, split_list
from config.settings.parts import (
    cache_from,
    channels_from,
    database_from,
    folder_from,
    live_redis_from,
    mail_from,
    origins_of_images,
    storage_from,
)

ENV = read_environment()
DEBUG = False
DEMO = ENV.demo == "on"
SECRET_KEY = ENV.secret_key
ALLOWED_HOSTS = split_list(ENV.hosts)
CSRF_TRUSTED_ORIGINS = [ENV.base_url]
CSRF_FAILURE_VIEW = "frontend.faults.csrf_failure"

INSTALLED_APPS = [
    "config",
    "outlets.api",
    "outlets.notifications",
    "search",
    "consultations.pages",
    "consultations.ideas",
    "drafts",
    "comments",
    "voting",
    "foundation.organisations",
    "foundation.media",
    "foundation.audiences",
    "foundation.live",
    "foundation.accounts",
    "foundation.audit",
    "foundation.core",
    "frontend",
    "wagtail.contrib.forms",
    "wagtail.contrib.redirects",
    "wagtail.contrib.settings",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    # Wagtail's users with our own forms; it stands below to silence Wagtail's mails.
    "consultations.pages.apps.PeopleConfig",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_tasks",
    "django_tasks_db",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "channels",
    "csp",
    "whitenoise.runserver_nostatic",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.contrib.sitemaps",
]

MIDDLEWARE = [
    "foundation.core.middleware.PlainAddressMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "config.middleware.AdministrationPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "foundation.core.middleware.LanguageMiddleware",
    "frontend.faults.FaultPageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "foundation.core.middleware.SentFormsMiddleware",
    "foundation.core.middleware.RefusalMiddleware",
]

ROOT_URLCONF = "config.urls"
ASGI_APPLICATION = "config.asgi.application"
WSGI_APPLICATION = "config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOT / "frontend"],
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": ["frontend.templatetags.sawt"],
            "context_processors": [
                "django.template.context_processors.debug",
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
                "csp.context_processors.nonce",
            ],
        },
    },
]


DATABASES = {"default": database_from(ENV.database_url)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {"default": cache_from(ENV.redis_url)}
CHANNEL_LAYERS = {"default": channels_from(ENV.redis_url)}
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

AUTH_USER_MODEL = "accounts.Person"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "organisations:profile"
LOGOUT_REDIRECT_URL = "/"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_UNIQUE_EMAIL = True
ACCOUNT_ADAPTER = "foundation.accounts.adapters.AccountAdapter"
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
# One person, one address: a new one replaces the old when its code is entered.
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_CHANGE = True
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = True
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 15 * 60
ACCOUNT_PASSWORD_RESET_BY_CODE_ENABLED = True
ACCOUNT_PASSWORD_RESET_BY_CODE_TIMEOUT = 15 * 60
ACCOUNT_LOGIN_ON_PASSWORD_RESET = True
# Nobody learns from our pages who has an account.
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_DEFAULT_HTTP_PROTOCOL = ENV.base_url.partition(":")[0]
ACCOUNT_RATE_LIMITS: dict[str, str] | bool = {} if ENV.rate_limits == "on" else False
ACCOUNT_FORMS = {
    "login": "foundation.accounts.forms.LoginForm",
    "signup": "foundation.accounts.forms.SignupForm",
    "change_email": "foundation.accounts.forms.CorrectEmailForm",
    "add_email": "foundation.accounts.forms.NewEmailForm",
    "change_password": "foundation.accounts.forms.ChangePasswordForm",
    "set_password": "foundation.accounts.forms.SetPasswordForm",
    "reset_password": "foundation.accounts.forms.ResetPasswordForm",
    "reset_password_from_key": "foundation.accounts.forms.NewPasswordForm",
    "reauthenticate": "foundation.accounts.forms.PasswordAgainForm",
    "request_login_code": "foundation.accounts.forms.RequestCodeForm",
    "confirm_login_code": "foundation.accounts.forms.LoginCodeForm",
    "confirm_email_verification_code": "foundation.accounts.forms.EmailCodeForm",
    "confirm_password_reset_code": "foundation.accounts.forms.ResetCodeForm",
}
MFA_ADAPTER = "foundation.accounts.adapters.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_PASSKEY_SIGNUP_ENABLED = True
MFA_TOTP_ISSUER = "Sawt"
# A clock may be one step of thirty seconds off.
MFA_TOTP_TOLERANCE = 1
MFA_FORMS = {
    "authenticate": "foundation.accounts.forms.SecondFactorForm",
    "reauthenticate": "foundation.accounts.forms.SecondFactorAgainForm",
    "activate_totp": "foundation.accounts.forms.ActivateAppForm",
    "add_webauthn": "foundation.accounts.forms.AddPasskeyForm",
    "signup_webauthn": "foundation.accounts.forms.FirstPasskeyForm",
    "edit_webauthn": "foundation.accounts.forms.RenamePasskeyForm",
}

LANGUAGE_CODE = "ar"
LANGUAGES = [("ar", _("Arabic")), ("en", _("English"))]
USE_I18N = True
FORMAT_MODULE_PATH = "config.formats"
USE_TZ = True
TIME_ZONE = ENV.time_zone
LOCALE_PATHS: list[Path] = []

STATIC_URL = "/static/"
STATICFILES_FINDERS = [
    "frontend.assets.FrontendFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
]
STATIC_ROOT = STATE / "static"
MEDIA_URL = "/media/"
MEDIA_ROOT = folder_from(ENV.storage_url) or STATE / "media"
STORAGES = {
    "default": storage_from(ENV.storage_url),
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000

globals().update(mail_from(ENV.mail_url))
DEFAULT_FROM_EMAIL = ENV.mail_from

WAGTAIL_SITE_NAME = _("Sawt")
WAGTAIL_I18N_ENABLED = False
# The administration asks no other site for anything.
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_FINISH_WORKFLOW_ACTION = "consultations.pages.apps.publish_approved"
WAGTAIL_AUTOSAVE_INTERVAL = 0  # each saving is a revision that may be approved
WAGTAILADMIN_BASE_URL = ENV.base_url
WAGTAILADMIN_LOGIN_URL = "account_login"
WAGTAILIMAGES_IMAGE_MODEL = "media.SawtImage"
WAGTAILDOCS_DOCUMENT_MODEL = "media.SawtDocument"
WAGTAILADMIN_PERMITTED_LANGUAGES = [("ar", _("Arabic")), ("en", _("English"))]
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAILUSERS_PASSWORD_ENABLED = False
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}
TAGGIT_CASE_INSENSITIVE = True
TAGGIT_STRIP_UNICODE_WHEN_SLUGIFYING = False

OTHER_IMAGES = origins_of_images(ENV.map_tiles, ENV.storage_url)
# Public pages run no inline script or style; the administration has its own policy.
CONTENT_SECURITY_POLICY = {
    "EXCLUDE_URL_PREFIXES": ("/admin/",),
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:", *OTHER_IMAGES],
        "font-src": [SELF],
        "connect-src": [SELF],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    },
}
ADMINISTRATION_POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline'; "
    "style-src 'self' 'unsafe-inline'; img-src 'self' data: blob: {}; "
    "frame-ancestors 'self'; object-src 'none'; base-uri 'self'; form-action 'self'"
).format(" ".join(OTHER_IMAGES))
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "SAMEORIGIN"

SAWT_RATE_LIMITS = ENV.rate_limits == "on"
SAWT_REPORTS_TO_HIDE = ENV.reports_to_hide
SAWT_LIVE_REDIS_URL = live_redis_from(ENV.redis_url, ENV.database_url)
SAWT_LIVE_SOCKETS_AN_ADDRESS = 200
SAWT_LIVE_SOCKETS = 20_000
SAWT_MAP_TILES = ENV.map_tiles
SAWT_BASE_URL = ENV.base_url
SAWT_COUNTRY = ENV.country
