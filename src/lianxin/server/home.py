"""The home: the one folder that holds an installation's database, files and keys."""

import os
import secrets
from pathlib import Path

from lianxin.files import keyfile

CHECKOUT = Path(__file__).resolve().parents[3]


def home_folder() -> Path:
    """Return LIANXIN_HOME, or `var` in the checkout. The folder need not exist yet."""
    return Path(os.environ.get("LIANXIN_HOME") or CHECKOUT / "var").expanduser().absolute()


def private_folder(path: Path) -> Path:
    """Return the folder, made if missing so that only its owner may enter."""
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    return path


def secret_in(path: Path) -> str:
    """Return the secret kept in a file, made on first use and readable by its owner only.

    Two processes that come first together agree: the file appears whole or not at all.
    """
    return keyfile.kept_in(path, fresh=lambda: secrets.token_urlsafe(64)).strip()
