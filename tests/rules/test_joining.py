"""What a matter carries into another comes back with it when they part."""

from tests.rules.county import LI, Play, handled


def joined() -> tuple[Play, Play]:
    """A matter of one point, and one of two that goes into it; somebody is kept from the second."""
    host = handled(points=["修渠"])
    guest = handled(number="QINGHE-260302-000002", points=["赔苗", "道歉"])
    guest.do("recuse", LI, person="wang", ground="近亲属")
    guest.beside(host)
    guest.do("merge", LI, into=host.state.number, consent=True)
    _folded(host, guest)
    host.beside(guest)
    return host, guest


def _folded(play: Play, other: Play) -> None:
    """Give a case what a command to another case left in it."""
    for fact in other.others[play.state.number]:
        play.take(fact)


def test_points_and_recusals_go_in() -> None:
    host, _ = joined()
    assert (host.state.matter.points, host.state.guard.recused) == (3, ("wang",))


def test_they_come_out_again_with_what_was_answered_meanwhile() -> None:
    host, guest = joined()
    host.state = host.state.with_changes({"handling": {"answered_points": (1, 3)}})
    host.do("split", LI, parts=[guest.state.number])
    _folded(guest, host)
    assert (host.state.matter.points, host.state.handling.answered_points) == (1, (1,))
    assert (guest.state.matter.points, guest.state.handling.answered_points) == (2, (2,))
    assert (host.state.guard.recused, guest.state.guard.recused) == ((), ("wang",))


def test_the_points_of_a_later_guest_move_up_when_an_earlier_one_leaves() -> None:
    host, guest = joined()
    third = handled(number="QINGHE-260302-000003", points=["清淤"])
    third.beside(host)
    third.do("merge", LI, into=host.state.number, consent=True)
    _folded(host, third)
    host.state = host.state.with_changes({"handling": {"answered_points": (4,)}})
    host.do("split", LI, parts=[guest.state.number])
    assert (host.state.matter.points, host.state.handling.answered_points) == (2, (2,))


def test_who_was_kept_away_meanwhile_stays_away_from_both() -> None:
    host, guest = joined()
    host.do("recuse", LI, person="chen", ground="近亲属")
    host.do("split", LI, parts=[guest.state.number])
    _folded(guest, host)
    assert host.state.guard.recused == ("chen",)
    assert set(guest.state.guard.recused) == {"wang", "chen"}
