"""What a newcomer is told of the code is there: files, names, licences."""

import ast
import re
from hashlib import sha256
from importlib.metadata import metadata
from pathlib import Path

import pytest
from tests.architecture.sources import PACKAGE, ROOT

ROW = re.compile(r"^\| `([\w/.]+)` \| `(\w+)` \|", re.MULTILINE)
TRACE = ROW.findall((ROOT / "docs" / "first-hour.md").read_text("utf-8"))
PLAIN = re.compile(r"\b(Apache|BSD|MIT|PSF|OFL|Zero-Clause)\b", re.IGNORECASE)
# docs/decisions/0067: used unmodified, and to be replaced by whoever runs them.
LGPL = {"docxtpl", "psycopg", "psycopg-binary", "psycopg-pool"}
HTMX = PACKAGE / "web" / "static" / "htmx"
DIGEST = "71ea67185bfa8c98c39d31717c6fce5d852370fcdfd129db4543774d3145c0de"


def defined(path: Path) -> set[str]:
    """Return what a module defines or names at its top."""
    tree = ast.parse(path.read_text("utf-8"))
    names: set[str] = set()
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            names.add(node.name)
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            names |= {target.id for target in targets if isinstance(target, ast.Name)}
    return names


def licence_of(package: str) -> str:
    """Return what an installed package says of its licence, wherever it says it."""
    told = metadata(package)
    classifiers = [one for one in told.get_all("Classifier") or [] if one.startswith("License")]
    return " ".join([told.get("License-Expression") or told.get("License") or "", *classifiers])


def test_the_first_hour_traces_a_request() -> None:
    assert len(TRACE) > 20


@pytest.mark.parametrize(("file", "name"), TRACE)
def test_the_first_hour_names_what_is_there(file: str, name: str) -> None:
    assert name in defined(PACKAGE / file)


@pytest.mark.parametrize("page", ["README.md", "CONTRIBUTING.md", "SECURITY.md", "docs"])
def test_a_page_for_newcomers_leads_to_files_that_are_there(page: str) -> None:
    path = ROOT / page
    for place in [path] if path.is_file() else sorted(path.glob("*.md")):
        for link in re.findall(r"\]\((?!http|#)([^)#]+)", place.read_text("utf-8")):
            assert (place.parent / link).exists(), f"{place.name}: {link}"


def test_every_part_that_runs_has_a_licence_we_expect() -> None:
    pinned = re.findall(r"^([\w-]+)==", (ROOT / "requirements" / "run.txt").read_text(), re.M)
    assert {name for name in pinned if "LGPL" in licence_of(name)} == LGPL
    assert [n for n in pinned if n not in LGPL and not PLAIN.search(licence_of(n))] == []


def test_the_script_of_others_is_the_version_its_licence_names() -> None:
    script = (HTMX / "htmx.min.js").read_bytes()
    version = re.search(rb'version:"([\d.]+)"', script)
    assert version
    assert f"htmx {version[1].decode()}," in (HTMX / "LICENSE.txt").read_text()
    assert sha256(script).hexdigest() == DIGEST
