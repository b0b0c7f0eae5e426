"""Codes as fields of commands take them: each says what it names, so that a page can offer it."""

from typing import Annotated

from lianxin.rules.commands.shapes import Code
from lianxin.rules.naming import Names

BodyCode = Annotated[Code, Names("body")]
PersonCode = Annotated[Code, Names("person", must_exist=True)]
LeaderCode = Annotated[Code, Names("leader", must_exist=True)]
AgentCode = Annotated[Code, Names("agent", must_exist=True)]
SeatCode = Annotated[Code, Names("seat", must_exist=True)]
ServingAgentCode = Annotated[Code, Names("agent", gives_part=False)]
"""An agent of this very case, who is to serve no longer; the rules know whether he is."""
ReleasedBodyCode = Annotated[Code, Names("body", gives_part=False)]
"""A body that has a part in the matter and is to have none, or whose objection is decided."""
KeptAwayCode = Annotated[Code, Names("person", must_exist=True, gives_part=False)]
"""Somebody who is kept from the matter, or no longer."""
HeadCode = Annotated[Code, Names("head")]
RespondentCode = Annotated[Code, Names("respondent", must_exist=True)]
ClearedCode = Annotated[Code, Names("respondent")]
"""Somebody no longer complained of, who may have left the house since."""
AreaCode = Annotated[Code, Names("area")]
CategoryCode = Annotated[Code, Names("category")]
ClockCode = Annotated[Code, Names("clock")]
DocumentCode = Annotated[Code, Names("document")]
ProcedureCode = Annotated[Code, Names("procedure")]
ReasonCode = Annotated[Code, Names("reason")]
StepCode = Annotated[Code, Names("step")]
TrackCode = Annotated[Code, Names("track")]
WordCode = Annotated[Code, Names("word")]
"""A word of somebody's own list: nothing that the county keeps."""
