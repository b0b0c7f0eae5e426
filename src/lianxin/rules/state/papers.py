"""Papers of a case, from the draft to the delivery."""

from typing import Literal

from lianxin.rules.state.value import Value

CLOSING_PAPERS = frozenset({"exemption", "legal_referral"})
"""Signed for one closing, and void when the matter is taken up again."""


class Document(Value):
    """A paper of the case: how far it is, what its signers sign, and who signed."""

    code: str
    state: Literal["drafted", "signed", "issued", "delivered"]
    fields: str = ""
    outcome: str = ""
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
