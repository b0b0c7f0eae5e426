"""What is built to be installed elsewhere holds all that a checkout runs with."""

import tomllib

from tests.architecture.sources import PACKAGE, ROOT


def test_an_installed_package_brings_every_file_of_the_checkout() -> None:
    files = {path for path in PACKAGE.rglob("*") if path.is_file()}
    wanted = {path for path in files if path.suffix not in {".py", ".pyc", ".mo"}}
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    taken = project["tool"]["setuptools"]["package-data"]["lianxin"]
    brought = {path for pattern in taken for path in PACKAGE.glob(pattern)}
    assert wanted - brought == set()


def test_every_folder_with_code_is_a_package_that_is_brought() -> None:
    folders = {path.parent for path in PACKAGE.rglob("*.py")}
    assert [folder for folder in sorted(folders) if not (folder / "__init__.py").exists()] == []
