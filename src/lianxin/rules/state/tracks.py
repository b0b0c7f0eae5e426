"""Steps of tracks that were taken."""

from pydantic import AwareDatetime

from lianxin.rules.state.value import Value


class TakenStep(Value):
    """A step of a track that was taken: by whom, when, in which round of the track."""

    track: str
    step: str
    person: str
    body: str = ""
    at: AwareDatetime
    round: int = 1
