"""What follows from a fact by the procedure's own word: the steps that it takes."""

from collections.abc import Iterator

from lianxin.rules.ask import Ask
from lianxin.rules.clocking import tokens
from lianxin.rules.facts import Fact
from lianxin.rules.facts.tracks import StepTaken
from lianxin.rules.tracks import awaited, next_round


def steps_of_itself(fact: Fact, ask: Ask) -> Iterator[StepTaken]:
    """Yield the steps that a fact takes by the procedure's own word, where their turn has come.

    `ask.state` is the case after the fact.
    """
    by_fact = ask.procedure.steps_by_fact
    for token in sorted(tokens(fact)) if by_fact else ():
        for code, step in by_fact.get(token, ()):
            track = ask.procedure.track_index[code]
            if awaited(ask.state, track, step) is None:
                yield StepTaken(
                    track=code,
                    step=step,
                    person=ask.actor.person,
                    body=ask.acting_post()[1],
                    round=next_round(ask.state, track),
                    by_fact=token,
                )
