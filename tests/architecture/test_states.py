"""What is stored of a case is read in one place, which knows every shape it ever had."""

import ast

from tests.architecture.sources import PACKAGE, dotted, sources

READER = PACKAGE / "rules" / "state" / "stored.py"


def test_stored_states_are_read_by_their_reader_alone() -> None:
    reading = [
        source.at(node.lineno)
        for source in sources()
        if source.path != READER
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Attribute) and dotted(node).startswith("CaseState.model_validate")
    ]
    assert reading == []
