"""Papers of a case, from the draft to the delivery."""

from typing import Literal

from pydantic import AwareDatetime

from lianxin.rules.state.value import Value

CLOSING_PAPERS = frozenset({"exemption", "legal_referral"})
"""Signed for one closing, and void when the matter is taken up again."""


class TakenDecision(Value):
    """A decision about the matter that a paper tells: the fact, its number within the case, by whom."""

    fact: str
    qualifier: str = ""
    n: int
    body: str = ""


class Document(Value):
    """A paper of the case: how far it is, what its signers sign, and who signed.

    `body` is in whose name it goes out, `tells` and `about` the decision of which it tells and its
    number; `text` what a decision says that waits for its signatures; `entry` the number of the fact that issued it, at `issued_at`. `failed` counts the
    times it did not arrive, a public notice was `posted_at` and runs `until`. A `void` one is sent
    by nobody any more. `executor` carries out what an opinion supports, until `carry_out_by`.
    """

    code: str
    state: Literal["drafted", "signed", "issued", "delivered", "void"]
    fields: str = ""
    outcome: str = ""
    body: str = ""
    text: str = ""
    tells: str = ""
    about: int = 0
    entry: int = 0
    issued_at: AwareDatetime | None = None
    failed: int = 0
    posted_at: AwareDatetime | None = None
    until: AwareDatetime | None = None
    carry_out_by: AwareDatetime | None = None
    executor: str = ""
    posts: tuple[str, ...] = ()
    signed_by: tuple[str, ...] = ()
    signers: tuple[str, ...] = ()

    @property
    def next_post(self) -> str | None:
        """The post whose signature is missing first."""
        if self.state != "drafted":
            return None
        left = self.posts[len(self.signed_by) :]
        return left[0] if left else None
