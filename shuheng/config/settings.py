"""All settings. Each variable is read once, here, with its type; `env-sample` explains them to operators."""

import os
from datetime import timedelta
from pathlib import Path

from shuheng.config.environment import Environment
from shuheng.config.secret import secret_key

environment = Environment(os.environ)

PROJECT = Path(__file__).resolve().parents[2]
HOME = PROJECT if (PROJECT / "pyproject.toml").is_file() else Path.cwd()

DATA = environment.folder("DATA", HOME / "var")
DEBUG = environment.switch("DEBUG", default=False)
SECRET_KEY = secret_key(DATA / "secret-key")
DATABASES = {"default": environment.database("DATABASE", DATA / "shuheng.sqlite3")}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

LOOPBACK_HOSTS = ["localhost", "127.0.0.1", "[::1]"]
ALLOWED_HOSTS = environment.names("HOSTS", LOOPBACK_HOSTS)
# Until a system administrator exists: may someone at this very machine do what is not public? "nobody" behind a proxy.
OPERATOR = environment.choice("OPERATOR", ["loopback", "nobody"], "loopback")
HTTPS = environment.switch("HTTPS", default=False)
UPLOAD_BYTES = environment.number("UPLOAD_MB", default=20, lowest=1, highest=500) * 1024 * 1024
# Hosts of the inner network that a harvest may ask; without them only public addresses.
HARVEST_HOSTS = environment.names("HARVEST_HOSTS", [])
# Hosts and folders where agencies keep data that may be measured in place; without them none.
DATA_HOSTS = environment.names("DATA_HOSTS", [])
DATA_FOLDERS = environment.names("DATA_FOLDERS", [])
SPARK = environment.text("SPARK", "")  # spark://host:port of a cluster for what outgrows this machine
# Hosts whose interfaces may be probed: names, IP addresses, or .domain for all below it; without them none.
PROBE_HOSTS = environment.names("PROBE_HOSTS", [])
LOG_LEVEL = environment.choice("LOG", ["DEBUG", "INFO", "WARNING", "ERROR"], "WARNING")
environment.refuse_unknown()

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "axes",
    "django_htmx",
    "template_partials",
    "django_q",
    "shuheng.web",
    "shuheng.audit",
    "shuheng.jobs",
    "shuheng.workdays",
    "shuheng.accounts",
    "shuheng.catalogue",
    "shuheng.registers",
    "shuheng.quality",
    "shuheng.assessment",
    "shuheng.reports",
]
AUTH_USER_MODEL = "accounts.Person"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
RULES = "django.contrib.auth.password_validation"
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": f"{RULES}.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("username", "display_name")},
    },
    {"NAME": f"{RULES}.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": f"{RULES}.CommonPasswordValidator"},
    {"NAME": f"{RULES}.NumericPasswordValidator"},
]
LOGIN_URL = "sign-in"
SESSION_COOKIE_AGE = 8 * 3600  # a working day
SESSION_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False  # the time that the page names stays true
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_USERNAME_CALLABLE = "shuheng.accounts.throttle.throttled_name"
AXES_CLIENT_IP_CALLABLE = "shuheng.accounts.throttle.address_of"
AXES_LOCKOUT_CALLABLE = "shuheng.accounts.throttle.locked_response"
AXES_RESET_ON_SUCCESS = True
AXES_DISABLE_ACCESS_LOG = True  # the audit log keeps who signed in
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "shuheng.web.security.ContentPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.middleware.http.ConditionalGetMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "shuheng.accounts.middleware.AccessMiddleware",
    "axes.middleware.AxesMiddleware",
]
ROOT_URLCONF = "shuheng.config.urls"
WSGI_APPLICATION = "shuheng.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.csrf",
                "shuheng.config.navigation.frame",
            ],
            "builtins": [
                "django.templatetags.static",
                "template_partials.templatetags.partials",
                "shuheng.web.templatetags.ui",
                "shuheng.assessment.templatetags.scores",
            ],
        },
    }
]

LANGUAGE_CODE = "zh-hans"
TIME_ZONE = "Asia/Shanghai"
USE_I18N = True
USE_TZ = True
USE_THOUSAND_SEPARATOR = False

STATIC_URL = "static/"
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": DATA / "files"},
    },
    "staticfiles": {"BACKEND": "shuheng.web.assets.VersionedStorage"},
}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = DEBUG
WHITENOISE_MAX_AGE = 30 * 24 * 3600
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": str(DATA / "cache"),
        "OPTIONS": {"MAX_ENTRIES": 20_000},
    },
    "workers": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
}

ENTRY_PANELS = (("质量", "entry-measures"),)  # title and url name of what the rooms above show of an entry
JOB_TASKS = "shuheng.config.tasks.TASKS"
JOB_STALE_SECONDS = 60  # a job whose worker was silent for so long is given to another
Q_CLUSTER = {
    "name": "shuheng",
    "orm": "default",
    "workers": 1
    if "sqlite3" in str(DATABASES["default"]["ENGINE"])
    else 2,  # SQLite has one writer at a time
    "timeout": 12 * 3600,
    "retry": 13 * 3600,  # the row of the job decides what is run again, and sooner
    "ack_failures": True,
    "save_limit": -1,
    "catch_up": False,
    "scheduler": True,  # starts the plans of quality checks and probes
    "sync": False,
    "poll": 0.5,
    "guard_cycle": 1,
    "recycle": 50,
    "cache": "workers",
}

FILE_UPLOAD_HANDLERS = [
    "shuheng.web.uploads.BoundedUploadHandler",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000  # the what-if form holds every fact of an agency

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if HTTPS else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
CSRF_COOKIE_SECURE = HTTPS
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "shuheng.web.errors.csrf_failure"
X_FRAME_OPTIONS = "DENY"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": LOG_LEVEL},
}
