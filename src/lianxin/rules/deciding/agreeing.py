"""Decisions about agreements of the sides and their confirmation by the court."""

from lianxin.rules.ask import Ask
from lianxin.rules.commands.handling import RecordAgreement
from lianxin.rules.commands.sittings import RecordConfirmation
from lianxin.rules.conditions.registry import tell
from lianxin.rules.conditions.sittings import consented
from lianxin.rules.deciding import tasks
from lianxin.rules.facts.handling import AgreementRecorded
from lianxin.rules.facts.sittings import ConfirmationRecorded
from lianxin.rules.refusals import Refused
from lianxin.rules.state import Agreement

APPLIED = "confirmation_recorded:applied"
"""What ends the window of the court, whatever a procedure calls its clock."""


def agreed(command: RecordAgreement, ask: Ask) -> AgreementRecorded:
    """Return the agreement of the sides (article 33).

    Of a mediation: refused `no_such`, `no_consent`, or `not_now` before it was held; `future` for
    an agreement that has yet to take effect.
    """
    effective = command.effective_at or ask.at
    if effective > ask.at:
        raise Refused("future", field="effective_at")
    if command.sitting is not None:
        _refuse_unmediated(command.sitting, ask)
    # The parties perform; the body that leads the matter sees to it that they do.
    terms = ask.many("terms")
    wanted = (
        tasks.WantedTask(terms[place], due=due, about=f"term-{place + 1}")
        for place, due in enumerate(command.due[: len(terms)])
    )
    return AgreementRecorded(
        parties=ask.many("parties"),
        terms=terms,
        tasks=tasks.given_tasks("term", wanted, ask),
        due=command.due,
        sitting=command.sitting,
        form=command.form,
        effective_at=effective,
    )


def _refuse_unmediated(n: int, ask: Ask) -> None:
    sitting = ask.state.sitting(n)
    if sitting is None or sitting.kind != "mediation":
        raise Refused("no_such", name=f"mediation {n}", field="sitting")
    # Mediation is voluntary on both sides to the end (article 33): consent is asked for again
    # here.
    if not consented(sitting):
        condition = tell("both_consent", ask)
        raise Refused("no_consent", article=condition["article"], conditions=[condition])
    if sitting.step != "held":
        raise Refused("not_now", stage=sitting.step)


def confirmation(command: RecordConfirmation, ask: Ask) -> ConfirmationRecorded:
    """Return how far the court is with an agreement.

    The sides apply together within thirty days of its taking effect (人民调解法33): refused
    `unmet` after them, `not_now` for a ruling nobody applied for or given already.
    """
    agreement = next(
        (candidate for candidate in ask.state.agreements if candidate.n == command.agreement), None
    )
    if agreement is None:
        raise Refused("no_such", name=f"agreement {command.agreement}", field="agreement")
    if command.outcome == "applied":
        if agreement.confirmation is not None:
            raise Refused("not_now", stage=agreement.confirmation)
        if not _in_time(agreement, ask):
            windows = sorted(f"within_{code}" for code in _windows(ask))
            raise Refused("unmet", conditions=[tell(window, ask) for window in windows])
    # The court rules on an application, so a ruling without one is a slip of the pen.
    elif agreement.confirmation != "applied":
        raise Refused("not_now", stage=agreement.confirmation or "agreed")
    return ConfirmationRecorded(
        agreement=agreement.n, outcome=command.outcome, text=ask.maybe("text")
    )


def _in_time(agreement: Agreement, ask: Ask) -> bool:
    """Each agreement has its own window, which a move to another procedure does not shorten."""
    codes = _windows(ask)
    return any(
        clock.due is not None and ask.at <= clock.due
        for clock in ask.state.clocks
        if clock.code in codes and clock.start == agreement.effective_at
    )


def _windows(ask: Ask) -> frozenset[str]:
    """The clocks that the application to the court ends: of this procedure, or of one before it."""
    procedures = (ask.procedure, *ask.book.procedures.values())
    return frozenset(
        rule.code for procedure in procedures for rule in procedure.clocks if APPLIED in rule.stop
    )
