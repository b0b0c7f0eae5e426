"""Traps that files of ours still have: each named, until it is mended. A county's own file has none.

A line says in which file, of which kind and where. A test holds the list to be exactly what a proof
finds today: what is mended must leave it, and nothing new may come in.
"""

from collections.abc import Iterable, Mapping
from functools import cache

from lianxin.org.preset_folders import PRESETS

Key = tuple[str, ...]
LINES = """\
anji/first-and-again move_strands merge conference
anji/first-and-again move_strands merge three_ones
anji/first-and-again move_strands move conference
anji/first-and-again move_strands move three_ones
anji/first-and-again track_without_end conference
anji/one-window move_strands merge conference
anji/one-window move_strands move conference
anji/one-window track_without_end conference
base/hotline clock_unstoppable contact declined
base/hotline clock_unstoppable receive declined
base/hotline idle_lead supervise concluded
base/hotline move_strands merge sitting
base/hotline nobody_owes dispatched
base/hotline nobody_owes handling
base/hotline nobody_owes received
base/hotline nobody_owes registered
base/simple clock_unstoppable simple_accept answered
base/simple clock_unstoppable simple_accept concluded
base/simple clock_unstoppable simple_accept followed_up
base/simple clock_unstoppable simple_accept handling
base/simple clock_unstoppable simple_accept issuing
base/simple clock_unstoppable simple_accept re_reviewed
base/simple clock_unstoppable simple_accept re_reviewing
base/simple clock_unstoppable simple_accept reviewed
base/simple clock_unstoppable simple_accept reviewing
base/simple clock_unstoppable simple_accept signing
base/statutory clock_unstoppable tell_refusal answered
base/statutory clock_unstoppable tell_refusal concluded
base/statutory clock_unstoppable tell_refusal declined
base/statutory clock_unstoppable tell_refusal dispatched
base/statutory clock_unstoppable tell_refusal diverted
base/statutory clock_unstoppable tell_refusal followed_up
base/statutory clock_unstoppable tell_refusal handling
base/statutory clock_unstoppable tell_refusal issuing
base/statutory clock_unstoppable tell_refusal re_reviewed
base/statutory clock_unstoppable tell_refusal re_reviewing
base/statutory clock_unstoppable tell_refusal received
base/statutory clock_unstoppable tell_refusal registered
base/statutory clock_unstoppable tell_refusal reviewed
base/statutory clock_unstoppable tell_refusal reviewing
base/statutory clock_unstoppable tell_refusal signing
base/statutory idle_lead supervise concluded
base/statutory move_strands merge sitting
base/statutory move_strands move sitting
base/statutory nobody_owes dispatched
base/statutory nobody_owes handling
base/statutory nobody_owes issuing
base/statutory nobody_owes re_reviewing
base/statutory nobody_owes received
base/statutory nobody_owes registered
fangzheng/grid-levels clock_unstoppable settle dispatched
fangzheng/grid-levels clock_unstoppable settle handling
fangzheng/grid-levels clock_unstoppable settle received
hengkou/three-colours move_strands merge joint_supervision
hengkou/three-colours move_strands move joint_supervision
hohhot/agents-loop move_strands merge agency
hohhot/agents-loop move_strands merge conference
hohhot/agents-loop move_strands merge joint_supervision
hohhot/agents-loop move_strands move agency
hohhot/agents-loop move_strands move conference
hohhot/agents-loop move_strands move joint_supervision
hohhot/agents-loop track_without_end conference
hohhot/errands move_strands merge agency
hohhot/errands move_strands move agency
pingfang/eighteen-steps condition_never_met accept step_taken_eighteen_met
pingfang/eighteen-steps condition_never_met close step_taken_eighteen_delivered
pingfang/eighteen-steps nobody_may accept holder
pingfang/eighteen-steps nobody_owes signing
pingfang/five-ones condition_never_met close help_confirmed
pingfang/five-ones condition_never_met propose_opinion petition_route
pingfang/five-ones lead_unbound joint_study case_conference
pingfang/five-ones lead_unbound joint_study coordination
pingfang/five-ones lead_unbound joint_study joint_meeting
pingfang/five-ones nobody_may propose_opinion lead
pingfang/five-ones nobody_owes joint_study
pingfang/five-ones only_the_resident close help_confirmed
pingfang/five-ones stage_shuts joint_study supervise
pingfang/five-ones stage_shuts joint_study urge
pingfang/five-ones stage_shuts joint_study withdraw
qinghe/errands move_strands merge agency
qinghe/errands move_strands move agency
qinghe/hard-matters move_strands merge agency
qinghe/hard-matters move_strands merge conference
qinghe/hard-matters move_strands merge joint_supervision
qinghe/hard-matters move_strands merge three_ones
qinghe/hard-matters move_strands move agency
qinghe/hard-matters move_strands move conference
qinghe/hard-matters move_strands move joint_supervision
qinghe/hard-matters move_strands move three_ones
qinghe/hard-matters track_without_end conference
"""


@cache
def by_file() -> Mapping[str, frozenset[Key]]:
    """Return the traps that each file has beyond those of what it stands on."""
    found: dict[str, set[Key]] = {}
    for line in LINES.splitlines():
        file, *key = line.split()
        found.setdefault(file, set()).add(tuple(key))
    return {file: frozenset(keys) for file, keys in found.items()}


def traps_of(texts: Iterable[str]) -> frozenset[Key]:
    """Return the traps of all those texts that are files of ours, to the letter."""
    ours = _ours()
    files = [ours[text] for text in texts if text in ours]
    return frozenset(key for file in files for key in by_file().get(file, ()))


@cache
def _ours() -> Mapping[str, str]:
    return {
        path.read_text(encoding="utf-8"): f"{path.parts[-3]}/{path.stem}"
        for path in sorted(PRESETS.glob("*/procedures/*.toml"))
    }
