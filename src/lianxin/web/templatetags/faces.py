"""Tags that every page uses: addresses of the stylesheet and scripts, and the reader's choices."""

from datetime import date
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from urllib.parse import urlencode

from django import template
from django.contrib.staticfiles import finders
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from lianxin.web import dates
from lianxin.web.middleware import is_elder
from lianxin.web.names import is_english

register = template.Library()


@register.filter
def dated(local: date) -> str:
    """Write a day of a calendar as papers do: `2026年3月2日`."""
    return dates.date_of(local)


@register.simple_tag
def asset(name: str) -> str:
    """Return the address of a file with its digest, so that browsers may keep it for a year."""
    return f"{static(name)}?v={_digest(name)}"


@lru_cache(maxsize=64)
def _digest(name: str) -> str:
    file = finders.find(name)
    if not isinstance(file, str):
        raise template.TemplateSyntaxError(f"there is no file {name}")
    return sha256(Path(file).read_bytes()).hexdigest()[:12]


@register.simple_tag
def still(name: str) -> SafeString:
    """Return a part that is the same for everybody, made once a language."""
    return _still(name, get_language() or "")


@lru_cache(maxsize=64)
def _still(name: str, language: str) -> SafeString:
    return render_to_string(name)


@register.simple_tag(takes_context=True)
def chosen(context: template.Context, what: str) -> bool:
    """Whether the reader chose `elder` letters or `english`."""
    request: HttpRequest = context["request"]
    return is_elder(request) if what == "elder" else is_english()


@register.simple_tag(takes_context=True)
def switch(context: template.Context, what: str) -> str:
    """Return the address that turns `elder` letters or `english` on, or off again."""
    request: HttpRequest = context["request"]
    here = request.get_full_path() if request.method == "GET" else "/"
    if what == "elder":
        choice = {"mode": "plain" if is_elder(request) else "elder"}
    else:
        choice = {"lang": "zh" if is_english() else "en"}
    return f"{reverse('prefer')}?{urlencode({**choice, 'next': here})}"
