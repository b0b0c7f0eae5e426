"""Writes a paper as a Word file, for an office that still wants to turn a sentence."""

from datetime import datetime
from io import BytesIO

from docxtpl import DocxTemplate
from jinja2.exceptions import TemplateError
from jinja2.sandbox import SandboxedEnvironment

from lianxin.documents.folders import word_form
from lianxin.documents.layout import Laid
from lianxin.documents.pdf import Unprintable


def word(laid: Laid, *, at: datetime, form: bytes = b"") -> bytes:
    """Return the paper as .docx, in a template's own form or the common one.

    Raises Unprintable for a form whose places are wrong. Forms are data: they run in a sandbox.
    """
    document = DocxTemplate(BytesIO(form or word_form()))
    try:
        # A form is data that a county brings: in the sandbox it reaches nothing of ours.
        # A form is a file that somebody uploaded: in the sandbox it reaches nothing of ours.
        document.render({"d": laid, **laid}, SandboxedEnvironment(autoescape=True), autoescape=True)
    except TemplateError as wrong:
        raise Unprintable(str(wrong)) from None
    about = document.docx.core_properties
    about.title, about.author = laid["label"], laid["body"]
    # The format knows no zones, and a moment of now would make each copy another file.
    about.created = about.modified = at.replace(tzinfo=None)
    out = BytesIO()
    document.save(out)
    return out.getvalue()
