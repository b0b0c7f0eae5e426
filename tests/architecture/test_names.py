"""Names say what they hold: locals are nouns, and a class is called the same in no two places."""

import ast
from collections import Counter, defaultdict
from collections.abc import Iterator

import pytest
from tests.architecture.sources import Source, sources

WEAK = frozenset(("one", "found", "told", "asked", "held", "given", "known", "shown", "seen"))
"""They say that a value was obtained, not what it is."""
SHARE = 0.04
"""What may be called so, of all names of a kind."""
WORST = 12
Function = ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda
OURS = [source for source in sources() if not source.is_migration]
# A row of a table, a shape of the API and the value that the rules hold are three faces of one
# thing and bear its one name. So do a command and the fact that it leaves.
FACES = ("models.py", "shapes.py")
NAMED_FOR_OTHERS = frozenset(("api", "rules/commands", "rules/facts"))
SHARED: frozenset[str] = frozenset()


def functions(tree: ast.AST) -> Iterator[Function]:
    """Yield every function, method and lambda of a file."""
    return (node for node in ast.walk(tree) if isinstance(node, Function))


def names(function: Function) -> Iterator[str]:
    """Yield what a function binds: parameters, assignments, loops, captures; once each time."""
    waiting: list[ast.AST] = [function]
    while waiting:
        for node in ast.iter_child_nodes(waiting.pop()):
            if isinstance(node, Function):
                continue
            waiting.append(node)
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
                yield node.id
            elif isinstance(node, ast.arg):
                yield node.arg
            elif isinstance(node, ast.MatchAs) and node.name:
                yield node.name


def bound(source: Source) -> list[str]:
    """Return every name bound in the functions of a file, `self` and `_` left out."""
    every = (name for function in functions(source.tree) for name in names(function))
    return [name for name in every if name not in {"self", "cls", "_"}]


@pytest.mark.parametrize(
    ("text", "bindings"),
    [
        ("def f(one, *, told=1): pass", ["one", "told"]),
        ("def f():\n found = 1\n for seen in found: pass", ["found", "seen"]),
        ("def f(x):\n match x:\n  case int() as held: pass", ["held", "x"]),
        ("g = lambda one: [known for known in one]", ["known", "one"]),
    ],
)
def test_what_a_function_binds_is_recognised(text: str, bindings: list[str]) -> None:
    every = (name for function in functions(ast.parse(text)) for name in names(function))
    assert sorted(every) == sorted(bindings)


def test_local_names_say_what_they_hold() -> None:
    by_file = {source.at(1): bound(source) for source in OURS}
    weak = Counter({at: sum(name in WEAK for name in every) for at, every in by_file.items()})
    share = weak.total() / sum(map(len, by_file.values()))
    worst = [f"{at} {count}" for at, count in weak.most_common(WORST)]
    assert share <= SHARE, f"{share:.1%} of local names are weak; most of them in {worst}"


def test_a_class_says_what_it_is_without_its_module() -> None:
    places: defaultdict[str, list[str]] = defaultdict(list)
    for source in OURS:
        for node in source.tree.body:
            if isinstance(node, ast.ClassDef) and not is_face(source):
                places[node.name].append(source.at(node.lineno))
    public = {name: at for name, at in places.items() if not name.startswith("_")}
    assert {name: at for name, at in public.items() if len(at) > 1 and name not in SHARED} == {}


def is_face(source: Source) -> bool:
    """Whether the classes of a file bear the name that a thing has outside of the file."""
    path = source.at(1).partition(":")[0].removeprefix("src/lianxin/")
    folder = path.rpartition("/")[0]
    return path.endswith(FACES) or any(folder.startswith(place) for place in NAMED_FOR_OTHERS)
