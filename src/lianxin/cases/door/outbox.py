"""Which facts leave the house: one outbox line per reader that must act on them."""

from lianxin.rules.facts import Fact

NOTICES = "notices"
DOCUMENTS = "documents"


def readers(fact: Fact) -> tuple[str, ...]:
    """Return the readers of a fact, as it says of itself; whoever is given a task is always told."""
    if fact.meaning.paper:
        # Whoever makes the sheet gives it its number, in the order of the ledger.
        return (DOCUMENTS,)
    gives_task = any(change.op == "given" for change in fact.tasks)
    return (NOTICES,) if gives_task or fact.notified() else ()
