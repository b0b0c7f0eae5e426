"""Which facts leave the house: one outbox line per reader that must act on them."""

from lianxin.rules.facts import Fact
from lianxin.rules.facts.intake import Registered

NOTICES = "notices"
DOCUMENTS = "documents"
PRINTED = frozenset({"issued", "delivered", "published", "procedure_ended"})
"""Facts that send a paper out, which then gets its number and its sheet."""
TOLD = frozenset(
    {
        "referred",
        "assigned",
        "supervised",
        "objected",
        "objection_ruled",
        "reassigned",
        "assist_added",
        "assist_objected",
        "assist_objection_ruled",
        "assist_released",
        "called_in",
        "escalated",
        "returned_down",
        "urged",
        "filing_confirmed",
        "added",
        "withdrawn",
        "reopened",
        "review_requested",
        "re_review_requested",
        "shielded",
        "leader_set",
        "instructed",
        "opinion_proposed",
        "drafted",
        "signed",
        "task_reported",
        "task_closed",
    }
)


def readers(fact: Fact) -> tuple[str, ...]:
    """Return the readers of a fact; an alarm that tells nobody needs none, a task always one."""
    if isinstance(fact, Registered):
        # What its own centre may not see must not wait for somebody to come by.
        secret = fact.confidential or fact.kind == "misconduct_report"
        return (NOTICES,) if secret and fact.respondent_bodies else ()
    if fact.name == "rung":
        return (NOTICES,) if getattr(fact, "tell", ()) else ()
    if fact.name in PRINTED:
        return (DOCUMENTS,)
    tasks = any(change.op == "given" for change in fact.tasks)
    return (NOTICES,) if tasks or fact.name in TOLD else ()
