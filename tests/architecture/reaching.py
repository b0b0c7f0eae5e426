"""What can come to run: the names that each definition mentions, followed from where it begins.

Only what is read in the syntax trees counts: a name of the module or of an import, an attribute of a
module, a text that names a module or a name in it in full, a function that registers itself with
something reached. A call made otherwise counts for nothing, so that what nobody is seen to call
stands out. Of a class, what bears its plain name somewhere in reached code or in a template is called.
"""

import ast
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from tests.architecture.sources import PACKAGE, Source, dotted, sources

Name = tuple[str, str]
"""A module and a definition in it; of a class's method `Class.method`; of a module itself, empty."""
BY_MODULE = frozenset({"urlpatterns", "register", "DatabaseWrapper", "handler404", "handler500"})
"""What Django and the command line look for in a module that is named to them as text."""
WHOLE = (".apps", ".models", ".__main__")
"""Modules that Django, or Python, takes as they are where their package is named."""
HOOKS = re.compile(r"process_\w+|clean_\w+")
"""Methods that Django finds by their names: of middleware, and of the fields of a form."""
DEFINING = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)


@dataclass
class Definition:
    """A definition: its node, what else it stands for, and whether it may be used by others."""

    node: ast.AST
    inside: set[str] = field(default_factory=set)


def module_of(path: Path) -> str:
    """Return the dotted name of a module below the root package."""
    parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


class Reach:
    """Every definition of the sources, and those that are reached from some of them."""

    def __init__(self, ours: Iterable[Source], templates: Iterable[Path] = ()) -> None:
        self.modules = {module_of(source.path): source for source in ours}
        self.defined: dict[Name, ast.AST] = {}
        self.imports: dict[str, dict[str, str]] = {}
        for module, source in self.modules.items():
            self.imports[module] = dict(_imports(source.tree))
            self._define(module, source.tree.body)
        self.said = set(_words_of(templates))
        self.loaded: set[str] = set()
        self.reached: set[Name] = set()
        self._waiting: list[Name] = []

    def _define(self, module: str, body: list[ast.stmt]) -> None:
        for node in body:
            if isinstance(node, DEFINING):
                self.defined[module, node.name] = node
                if isinstance(node, ast.ClassDef):
                    self._define_members(module, node)
            elif isinstance(node, ast.Assign | ast.AnnAssign | ast.AugAssign):
                for name in _targets(node):
                    self.defined[module, name] = node
            elif isinstance(node, ast.If | ast.Try | ast.With):
                self._define(module, node.body)

    def _define_members(self, module: str, cls: ast.ClassDef) -> None:
        for node in cls.body:
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                self.defined[module, f"{cls.name}.{node.name}"] = node

    def start(self, *names: Name) -> "Reach":
        """Reach these, and whatever they lead to."""
        self._waiting += names
        while True:
            while self._waiting:
                self._visit(self._waiting.pop())
            self._waiting = [*self._members(), *self._registered()]
            if not self._waiting:
                return self

    def _visit(self, name: Name) -> None:
        if name in self.reached or name not in self.defined:
            return
        self.reached.add(name)
        module, where = name
        self._load(module)
        node = self.defined[name]
        parts = [node]
        if isinstance(node, ast.ClassDef):
            members = (ast.FunctionDef, ast.AsyncFunctionDef)
            parts = [*node.bases, *node.keywords, *node.decorator_list]
            parts += [one for one in node.body if not isinstance(one, members)]
        elif "." in where:
            self._waiting.append((module, where.partition(".")[0]))
        for part in parts:
            self._mention(module, part)

    def _load(self, module: str) -> None:
        """Reach what a module does when it is imported, beside what it defines."""
        if module in self.loaded:
            return
        self.loaded.add(module)
        for node in self.modules[module].tree.body:
            if isinstance(node, ast.For | ast.Expr | ast.Assert):
                self._mention(module, node)

    def _mention(self, module: str, node: ast.AST) -> None:
        known = {**self.imports[module], **dict(_imports(node))}
        own = _bound(node)
        for one in ast.walk(node):
            if isinstance(one, ast.Attribute):
                self.said.add(one.attr)
                self._waiting += self._resolved(dotted(one), module, known, own)
            elif isinstance(one, ast.Name) and isinstance(one.ctx, ast.Load):
                self._waiting += self._resolved(one.id, module, known, own)
            elif isinstance(one, ast.Constant) and isinstance(one.value, str):
                self.said.add(one.value)
                self._waiting += self._named(one.value)
            elif isinstance(one, ast.keyword) and one.arg:
                self.said.add(one.arg)

    def _resolved(self, text: str, module: str, known: dict[str, str], own: set[str]) -> list[Name]:
        first, _, rest = text.partition(".")
        if not first or first in own:
            return []
        if first in known:
            return self._whole(f"{known[first]}.{rest}" if rest else known[first])
        return [(module, first)] if (module, first) in self.defined else []

    def _whole(self, text: str) -> list[Name]:
        """Return what a full dotted name means: through packages that hand a name on."""
        parts = text.split(".")
        for cut in range(len(parts), 0, -1):
            module = ".".join(parts[:cut])
            if module not in self.modules:
                continue
            if cut == len(parts):
                return []
            name = parts[cut]
            if (module, name) in self.defined:
                return [(module, name)]
            onward = self.imports[module].get(name)
            return self._whole(".".join([onward, *parts[cut + 1 :]])) if onward else []
        return []

    def _named(self, text: str) -> list[Name]:
        if not re.fullmatch(r"lianxin(\.\w+)+", text):
            return []
        if text in self.modules:
            inner = {text, f"{text}.base", *(f"{text}{one}" for one in WHOLE)}
            return [name for name in self.defined if name[0] in inner and _is_looked_for(name)]
        return self._whole(text)

    def _members(self) -> Iterator[Name]:
        for name, node in self.defined.items():
            owner, _, member = name[1].partition(".")
            if not member or name in self.reached or (name[0], owner) not in self.reached:
                continue
            if not is_public(member) or member in self.said or _is_asked_for(node):
                yield name

    def _registered(self) -> Iterator[Name]:
        for name, node in self.defined.items():
            if name in self.reached or not isinstance(node, ast.FunctionDef):
                continue
            for decorator in node.decorator_list:
                call = decorator.func if isinstance(decorator, ast.Call) else decorator
                root, _, rest = dotted(call).partition(".")
                if rest and (name[0], root) in self.reached:
                    yield name

    @cached_property
    def public(self) -> list[Name]:
        """Every function, class and method that is there for others."""
        return [
            name
            for name, node in self.defined.items()
            if isinstance(node, DEFINING) and all(map(is_public, name[1].split(".")))
        ]

    def at(self, name: Name) -> str:
        """Return a name with a place that an editor can jump to."""
        return f"{self.modules[name[0]].at(getattr(self.defined[name], 'lineno', 1))} {name[1]}"


def is_public(name: str) -> bool:
    """Say whether a name is there for others."""
    return not name.startswith("_")


def _is_looked_for(name: Name) -> bool:
    return name[0].endswith(WHOLE) or name[1] in BY_MODULE


def _is_asked_for(node: ast.AST) -> bool:
    """Say whether a method takes the place of one that a library calls."""
    if HOOKS.fullmatch(getattr(node, "name", "")):
        return True
    asking = {"override", "model_validator", "field_validator"}
    return any(
        dotted(one.func if isinstance(one, ast.Call) else one).rpartition(".")[2] in asking
        for one in getattr(node, "decorator_list", ())
    )


def _imports(tree: ast.AST) -> Iterator[tuple[str, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module:
            for alias in node.names:
                yield alias.asname or alias.name, f"{node.module}.{alias.name}"
        elif isinstance(node, ast.Import):
            for alias in node.names:
                yield alias.asname or alias.name, alias.name


def _bound(node: ast.AST) -> set[str]:
    """Return the names that a function binds itself: they hide those of its module."""
    if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
        return set()
    found = {one.arg for one in ast.walk(node) if isinstance(one, ast.arg)}
    return found | {
        one.id for one in ast.walk(node) if isinstance(one, ast.Name) and _is_stored(one)
    }


def _is_stored(name: ast.Name) -> bool:
    return isinstance(name.ctx, ast.Store)


def _targets(node: ast.Assign | ast.AnnAssign | ast.AugAssign) -> Iterator[str]:
    for target in node.targets if isinstance(node, ast.Assign) else [node.target]:
        for one in ast.walk(target):
            if isinstance(one, ast.Name):
                yield one.id


def _words_of(templates: Iterable[Path]) -> Iterator[str]:
    for path in templates:
        for tag in re.findall(r"\{[{%](.*?)[%}]\}", path.read_text(), re.S):
            yield from re.findall(r"\w+", tag)


def whole_product() -> Reach:
    """Return what is reached of the product: addresses, command line, loops, and Django's own."""
    templates = sorted((PACKAGE / "web" / "templates").rglob("*.html"))
    ours = [source for source in sources() if not source.is_migration]
    reach = Reach(ours, templates)
    settings = [name for name in reach.defined if name[0] == "lianxin.server.settings"]
    tags = [(module, "register") for module in reach.modules if ".templatetags." in module]
    mains = [("lianxin.server.cli", "main"), ("lianxin.jobs.__main__", "main")]
    return reach.start(*settings, *tags, *mains, ("lianxin.server.wsgi", "application"))
