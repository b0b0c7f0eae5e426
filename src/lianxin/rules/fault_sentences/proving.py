"""What is wrong with a procedure that reads well: where an order of its acts leads into a trap."""

from collections.abc import Mapping

SENTENCES: Mapping[str, tuple[str, str]] = {
    "stage_without_exit": (
        "到了“{stage}”再没有一步能往前走（{matters}）",
        "from {stage} no row leads on ({matters})",
    ),
    "no_end_reachable": (
        "到了“{stage}”，怎么走都办不到结案（{matters}）",
        "from {stage} no order of acts leads to an end ({matters})",
    ),
    "condition_never_met": (
        "“{command}”是唯一的出路，条件“{condition}”却没有人能办到（{matters}）",
        "{command} is the only way on, and nobody can bring it about that {condition} ({matters})",
    ),
    "only_the_resident": (
        "“{command}”是唯一的出路，条件“{condition}”只有本人能办到；本人不作声，就永远停在这里（{matters}）",
        "{command} is the only way on, and only the resident can bring it about that {condition};"
        " silent, he holds it for ever ({matters})",
    ),
    "only_the_resident_acts": (
        "“{command}”是唯一的出路，只有本人或其代办人能办；不作声，就永远停在“{stage}”（{matters}）",
        "{command} is the only way on from {stage}, and only the resident or his agent may take it"
        " ({matters})",
    ),
    "paper_never_there": (
        "“{command}”是唯一的出路，要用的文书“{paper}”却没有人能作出（{matters}）",
        "{command} is the only way on, and nobody can make its paper {paper} ({matters})",
    ),
    "nobody_may": (
        "“{command}”是唯一的出路，到时却没有人是“{standing}”（{matters}）",
        "{command} is the only way on, and nobody is {standing} then ({matters})",
    ),
    "standing_never_held": (
        "“{command}”让{standing}来办，这里却不会有人是{standing}",
        "{command} is given to {standing}, and here nobody ever is",
    ),
    "track_without_end": (
        "工作线“{track}”到了“{step}”办不下去时没有出路，结案却要等它（{matters}）",
        "the track {track} that fails at {step} has no end, and closing waits for it ({matters})",
    ),
    "sitting_without_end": (
        "会议“{sitting}”开不成时没有出路（{matters}）",
        "the sitting {sitting} that is not held has no end ({matters})",
    ),
    "move_strands": (
        "别的程序的事项带着没办完的“{track}”转到这里的“{stage}”，就再也办不完（{matters}）",
        "a matter that moves in at {stage} with {track} open can never bring it to its end"
        " ({matters})",
    ),
    "clock_unstoppable": (
        "到了“{stage}”，时限“{clock}”还在走，却没有一步能使它停（{matters}）",
        "at {stage} the clock {clock} runs, and no step that is open stops it ({matters})",
    ),
    "pause_without_end": (
        "到了“{stage}”，时限“{clock}”停着，却没有一步能使它再走（{matters}）",
        "at {stage} the clock {clock} stands still, and no step that is open lets it go on"
        " ({matters})",
    ),
    "nobody_owes": (
        "到了“{stage}”，还没有答复，却没有一个时限在走：没有人欠办（{matters}）",
        "at {stage}, before the answer, no clock runs: nobody owes anything ({matters})",
    ),
    "stage_shuts": (
        "“{stage}”里不能“{command}”，前后的阶段都能",
        "{stage} shuts {command}, which is open at the stages about it",
    ),
    "lead_unbound": (
        "“{stage}”里开了“{sitting}”也定不了主办单位：这里没有改派",
        "at {stage} the sitting {sitting} cannot bind a lead: no row lets the lead change there",
    ),
    "idle_lead": (
        "在“{stage}”，“{command}”会让一个单位主办，它却什么也不能办（{matters}）",
        "at {stage} {command} makes a body lead that may do nothing ({matters})",
    ),
    "too_many_orders": (
        "走法太多（超过{most}种状态），没有全部查完",
        "there are too many orders (more than {most} states) to look at each",
    ),
}
