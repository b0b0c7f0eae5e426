"""What the rules say when they say no."""

from typing import Any, Literal, get_args

from typing_extensions import override

Code = Literal[
    "not_visible",
    "not_yours",
    "not_now",
    "unmet",
    "respondent",
    "recused",
    "no_such",
    "version_changed",
    "version_missing",
    "key_reused",
    "second_extension",
    "extension_too_long",
    "too_many_representatives",
    "document_missing",
    "not_signed",
    "out_of_order",
    "step_out_of_order",
    "no_quorum",
    "undecided",
    "no_consent",
    "may_not_return",
    "simple_excluded",
    "pending_elsewhere",
    "ended",
    "self_check",
    "future",
    "past",
    "before_issue",
    "addressee_missing",
    "proof_missing",
    "ways_untold",
    "duplicate_urge",
]
CODES: tuple[str, ...] = get_args(Code)


class Refused(Exception):
    """A foreseen no: a machine code and the values its sentence needs.

    `why` may carry `article` (the article it rests on), `conditions` (for `unmet`: each with
    who can meet it) and `field` (the field of the command that is meant).
    """

    def __init__(self, code: Code, **why: Any) -> None:
        super().__init__(code)
        self.code: Code = code
        self.why = why

    @override
    def __str__(self) -> str:
        reasons = ", ".join(f"{key}={value}" for key, value in self.why.items())
        return f"{self.code} ({reasons})" if reasons else self.code
