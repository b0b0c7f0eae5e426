"""The fields of a case in groups, each named for what its fields are about."""

from pydantic import AwareDatetime

from lianxin.rules.state.value import Group, Value


class Matter(Group):
    """What was put on record: what it is about, where it belongs, when and how it came."""

    channel: str
    kind: str
    category: str | None = None
    area: str | None = None
    area_path: tuple[str, ...] = ()
    title: str = ""
    text: str = ""
    points: int = 0
    urgent: bool = False
    major: bool = False
    external_id: str | None = None
    registered_at: AwareDatetime
    raised_at: AwareDatetime


class People(Group):
    """Who raised it, for whom, and how he wants to be met."""

    petitioners: tuple[str, ...] = ()
    representatives: tuple[str, ...] = ()
    persons: tuple[str, ...] = ()
    stood_back: tuple[str, ...] = ()
    reachable: bool = False
    head_count: int = 1
    group: bool = False
    on_behalf: str | None = None
    agreed: bool | None = None
    anonymous: bool = False
    withheld: bool = False


class Belongs(Value):
    """That a person complained of held a post in a body when he was named."""

    person: str
    body: str


class Guard(Group):
    """Who is kept from the matter, and what is kept from the public.

    `kept_from_bodies` and `kept_from_persons` had the matter for which somebody is retaliated
    against: nobody says that it was they, but they are not to know of it.
    """

    confidential: bool = False
    respondent_bodies: tuple[str, ...] = ()
    respondent_persons: tuple[str, ...] = ()
    respondents_in: tuple[Belongs, ...] = ()
    respondent_unknown: bool = False
    kept_from_bodies: tuple[str, ...] = ()
    kept_from_persons: tuple[str, ...] = ()
    kept_by_few: bool = False
    recused: tuple[str, ...] = ()
    recusal_asked: bool = False
    restricted: str | None = None


class AgentHeld(Value):
    """Who carries the matter for the resident, and at which level."""

    person: str
    level: str = "handles"


class House(Group):
    """Who of the house took it in, answers for it, and had a hand in it."""

    registrar: str = ""
    registrar_body: str = ""
    centre: str | None = None
    leaders: tuple[str, ...] = ()
    responsible: str | None = None
    agent: str | None = None
    agents: tuple[AgentHeld, ...] = ()
    handlers: tuple[str, ...] = ()
    investigators: tuple[str, ...] = ()
    closers: tuple[str, ...] = ()


class Dispatch(Group):
    """How the matter went between bodies and procedures: sent on, sent back, pressed from above.

    `came_from` is the procedure that it was in before the last move. `taken_from` are the bodies whose
    part went to others since these are no more; `fell_to` answers, from `fell_at`, for a lead that was
    dissolved or has nobody left, until somebody is named.
    """

    hops: int = 0
    may_not_return: tuple[str, ...] = ()
    bound_assists: tuple[str, ...] = ()
    escalated: int = 0
    supervised: int = 0
    card: str | None = None
    urged: int = 0
    urged_on: str | None = None
    informed: tuple[str, ...] = ()
    came_from: str = ""
    taken_from: tuple[str, ...] = ()
    fell_to: str = ""
    fell_at: AwareDatetime | None = None


class Handling(Group):
    """The work on the matter and what it came to."""

    route: str | None = None
    nature: str | None = None
    filing: str = ""
    gravity_said: bool = False
    worked_at: AwareDatetime | None = None
    plans: int = 0
    expert_opinions: int = 0
    legal_opinions: int = 0
    root_caused: bool = False
    heard: str = ""
    help_planned: bool = False
    replied: bool = False
    answered_points: tuple[int, ...] = ()
    level: str = ""
    outcome: str | None = None


class PartyWord(Value):
    """The last word of those who raised one matter: of this one, or of one carried inside it."""

    part: str
    satisfied: str | None = None
    solved: bool | None = None
    confirmed: bool = False

    @property
    def pleased(self) -> bool:
        """Whether they let it rest, solved or not."""
        return self.confirmed or self.satisfied in {"satisfied", "basically"}

    @property
    def content(self) -> bool:
        """Whether it is solved for them, too."""
        # Pleased but not solved is no end: the word on the matter counts beside the word on the
        # manner.
        return self.confirmed or (self.pleased and self.solved is not False)


class Closing(Group):
    """The petitioner's word, how the matter was closed, and how often it came back.

    `words` are the last words of each matter that is handled here; the fields before it the latest.
    """

    attempts: int = 0
    satisfied: str | None = None
    solved: bool | None = None
    confirmed: bool = False
    words: tuple[PartyWord, ...] = ()
    disposition: str | None = None
    ending: str | None = None
    contested: bool = False
    ending_requested: str | None = None
    terminated: bool = False
    withdrawal_taken_down: bool = False
    reopened: int = 0
    reviewed: int = 0


class Link(Value):
    """A tie to another case."""

    to: str
    relation: str


class Carried(Value):
    """A matter carried inside this one, with what it brought and takes with it."""

    part: str
    points: int = 0
    petitioners: tuple[str, ...] = ()
    persons: tuple[str, ...] = ()
    recused: tuple[str, ...] = ()


class Ties(Group):
    """What the matter has to do with other matters.

    `retaliation_for`: whoever raised that one says that he is retaliated against for it.
    """

    initial: bool = True
    retaliation_for: str | None = None
    repeat_of: str | None = None
    links: tuple[Link, ...] = ()
    merged_into: str | None = None
    kept_stage: str | None = None
    merged_at: AwareDatetime | None = None
    parts: tuple[str, ...] = ()
    carried: tuple[Carried, ...] = ()


class CaseColour(Group):
    """A colour of risk or progress, and whether a person chose it.

    `held` names the rules that held when he did: only another one makes it graver by itself.
    """

    colour: str | None = None
    chosen: bool = False
    held: tuple[str, ...] = ()
