"""The fact that another body answers for what a merged or dissolved one had."""

from typing import ClassVar

from pydantic import BaseModel, ConfigDict
from typing_extensions import override

from lianxin.rules.facts import sentences
from lianxin.rules.facts.meaning import Meaning
from lianxin.rules.facts.shapes import Fact
from lianxin.rules.naming import Body, Post, Word

UNNAMED = "unnamed"
"""The result of a dissolution that leaves nobody named: somebody has to name who handles it."""


class PaperPosts(BaseModel):
    """Which posts sign a paper from now on, those that signed it already among them."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    document: Word
    posts: tuple[Post, ...]


class TakenOver(Fact):
    """What a body had in the matter is another's since it was merged or dissolved (article 24(2)).

    `after` stands wherever `before` stood; without one nobody is left, and `before` stays on record.
    `lead` says that it leads, or led last. `unnamed`: dissolved without a successor, so that whoever
    handles the matter is still to be named, and `after` answers until then.
    """

    name: ClassVar[str] = "taken_over"
    meaning: ClassVar[Meaning] = Meaning(
        audience="parties",
        told=("named", "centre"),
        leads="lead",
        paper=False,
        work="none",
        counted=None,
        resident=sentences.taken_over,
    )

    before: Body
    after: Body | None = None
    lead: Body | None = None
    unnamed: bool = False
    papers: tuple[PaperPosts, ...] = ()

    @property
    @override
    def qualifier(self) -> str | None:
        return UNNAMED if self.unnamed else None
