"""In which language a caller is answered."""

from typing import Literal

from django.http import HttpRequest
from django.utils.translation.trans_real import parse_accept_lang_header

Language = Literal["zh", "en"]


def language(request: HttpRequest) -> Language:
    """Return the first language of `Accept-Language` that we speak; Chinese where none is asked."""
    for wish, _ in parse_accept_lang_header(request.META.get("HTTP_ACCEPT_LANGUAGE", "").lower()):
        if wish.startswith("en"):
            return "en"
        if wish.startswith("zh"):
            return "zh"
    return "zh"
