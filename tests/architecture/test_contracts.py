"""Who may import whom."""

import os
import subprocess
import sys

from tests.architecture.sources import PACKAGE, ROOT, imported, sources

# Whoever talks to the outside network; everybody else hands them an outbox line.
EDGES = {"web", "api", "intake", "messages", "server", "jobs", "knowledge"}
NETWORK = ("httpx", "requests", "urllib3", "urllib.request", "http.client", "smtplib", "aiohttp")


def test_the_import_contracts_hold() -> None:
    # In a process of its own: the checker turns off every log that was opened before it.
    command = "from importlinter.cli import lint_imports_command; lint_imports_command()"
    done = subprocess.run(
        [sys.executable, "-c", command, "--no-cache"],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_only_the_edges_talk_to_the_network() -> None:
    talking = [
        source.at(line)
        for source in sources()
        if source.path.parent != PACKAGE and source.package not in EDGES
        for line, module in imported(source.tree)
        if module in NETWORK
    ]
    assert talking == []


def test_the_rules_run_where_there_is_no_django() -> None:
    modules = sorted(
        ".".join(source.path.relative_to(PACKAGE.parent).with_suffix("").parts)
        for source in sources(PACKAGE / "rules")
    )
    lines = ["import sys", "sys.modules['django'] = None", "sys.modules['psycopg'] = None"]
    lines += [f"import {name.removesuffix('.__init__')}" for name in modules]
    done = subprocess.run(
        [sys.executable, "-c", "\n".join(lines)],
        cwd=ROOT / "src",
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


def test_migrations_import_nothing_of_ours() -> None:
    leaning = [
        source.at(line)
        for source in sources()
        if source.is_migration
        for line, module in imported(source.tree)
        if module.split(".")[0] in ("lianxin", ".")
    ]
    assert leaning == []
