"""Settings, all from the environment; each has a value that is right for trying the product out.

LIANXIN_HOME, DATABASE_URL, LIANXIN_URL (the public address; `https` switches on secure cookies
and HSTS), LIANXIN_HOSTS (further host names), LIANXIN_SECRET_KEY, LIANXIN_DEBUG (1), and
LIANXIN_POOL (connections a web worker keeps; 0: one connection a thread) and
LIANXIN_STATEMENT_TIMEOUT (PostgreSQL's, such as `30s`, for the web; nothing else is cut short).
LIANXIN_TRUSTED_PROXIES is how many proxies of our own stand before the web: a client's address is
then what the outermost of them saw, and never what the client wrote himself. LIANXIN_SMS_URL,
LIANXIN_SMS_BODY and LIANXIN_SMS_TOKEN name a county's gateway for short messages; LIANXIN_TILES and
LIANXIN_TILES_CREDIT a map service and whom it is owed to.
"""

import os
import re
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured
from psycopg.conninfo import conninfo_to_dict

import lianxin
from lianxin.server import catalogue, postgres
from lianxin.server.home import home_folder, secret_in

_PLAIN_HOST = re.compile(r"[A-Za-z0-9.\-]+(:[0-9]{1,5})?")
HOME = home_folder()
FILES_FOLDER = HOME / "files"
KEYS_FOLDER = HOME / "keys"

DEBUG = os.environ.get("LIANXIN_DEBUG") == "1"
PUBLIC_URL = os.environ.get("LIANXIN_URL", "http://localhost:8000").rstrip("/")
_public = urlsplit(PUBLIC_URL)

TRUSTED_PROXIES = int(os.environ.get("LIANXIN_TRUSTED_PROXIES", "0"))
SECRET_KEY = os.environ.get("LIANXIN_SECRET_KEY") or secret_in(KEYS_FOLDER / "django.key")
ALLOWED_HOSTS = [
    *filter(None, [_public.hostname]),
    *filter(None, os.environ.get("LIANXIN_HOSTS", "").split(",")),
    "localhost",
    "127.0.0.1",
    "[::1]",
]

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "lianxin.ledger",
    "lianxin.files",
    "lianxin.org",
    "lianxin.people",
    "lianxin.cases",
    "lianxin.documents",
    "lianxin.sittings",
    "lianxin.notices",
    "lianxin.messages",
    "lianxin.intake",
    "lianxin.figures",
    "lianxin.api",
    "lianxin.web",
]
AUTH_USER_MODEL = "people.Account"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    # The REST interface makes out its callers on its own and goes without the rest.
    "lianxin.api.lane.Lane",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "lianxin.web.middleware.Faces",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
ROOT_URLCONF = "lianxin.server.urls"
WSGI_APPLICATION = "lianxin.server.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "OPTIONS": {
            # Read once a process: what the pages are laid out with is taken out of them on the way.
            "loaders": [
                ("django.template.loaders.cached.Loader", ["lianxin.web.stripping.Loader"])
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "lianxin.web.shared.shared",
            ],
        },
    }
]


def _database() -> dict[str, Any]:
    """DATABASE_URL in any form libpq reads, else the server of the home."""
    address = conninfo_to_dict(os.environ.get("DATABASE_URL") or postgres.known_address(HOME))
    options: dict[str, Any] = {
        key: value for key, value in address.items() if key not in _OWN_PLACE
    }
    size = int(os.environ.get("LIANXIN_POOL", "0"))
    if size:
        options["pool"] = {"min_size": 1, "max_size": size, "timeout": 10}
    timeout = os.environ.get("LIANXIN_STATEMENT_TIMEOUT")
    if timeout:
        # Before those of DATABASE_URL, which then have the last word.
        ours = f"-c statement_timeout={timeout}"
        options["options"] = f"{ours} {options.get('options', '')}".rstrip()
    return {
        "ENGINE": "lianxin.database.backend",
        **{place: address.get(key) or "" for key, place in _OWN_PLACE.items()},
        "OPTIONS": options,
    }


_OWN_PLACE = {
    "dbname": "NAME",
    "user": "USER",
    "password": "PASSWORD",
    "host": "HOST",
    "port": "PORT",
}
DATABASES = {"default": _database()}

PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

USE_TZ = True
TIME_ZONE = "Asia/Shanghai"
USE_I18N = True
LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "简体中文"), ("en", "English")]
LOCALE_PATHS = [catalogue.ready(Path(lianxin.__file__).parent / "locale", home=HOME)]

STATIC_URL = "static/"
# Every address of a file carries the digest of what it holds, so a browser may keep it for long.
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False
WHITENOISE_MAX_AGE = 31_536_000

SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 12 * 3600  # one working day with its evening
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "lianxin.web.expired.expired"
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
if _public.scheme == "https":
    SESSION_COOKIE_SECURE = True
    CSRF_COOKIE_SECURE = True
    CSRF_TRUSTED_ORIGINS = [PUBLIC_URL]
    SECURE_HSTS_SECONDS = 31_536_000
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

# A county's own gateway for short messages; without one they wait for `lianxin messages`.
SMS_URL = os.environ.get("LIANXIN_SMS_URL", "")
if SMS_URL and urlsplit(SMS_URL).scheme not in {"http", "https"}:
    raise ImproperlyConfigured("LIANXIN_SMS_URL is no address of a gateway (http or https)")
SMS_BODY = os.environ.get("LIANXIN_SMS_BODY", "")
SMS_TOKEN = os.environ.get("LIANXIN_SMS_TOKEN", "")

# A map service under the map of a case; without one no page asks anybody but ourselves for anything.
TILES = os.environ.get("LIANXIN_TILES", "")
_tiles = urlsplit(TILES)
if TILES and (
    _tiles.scheme not in {"http", "https"}
    or not _PLAIN_HOST.fullmatch(_tiles.netloc)
    or not all(part in TILES for part in ("{z}", "{x}", "{y}"))
):
    raise ImproperlyConfigured("LIANXIN_TILES is no address of map pictures with {z}, {x} and {y}")
TILES_CREDIT = os.environ.get("LIANXIN_TILES_CREDIT", "")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {"django.server": {"level": "WARNING"}, "psycopg.pool": {"level": "WARNING"}},
}
