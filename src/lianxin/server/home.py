"""The home: the one folder that holds an installation's database, files and keys."""

import os
import secrets
from pathlib import Path

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
    private_folder(path.parent)
    if not path.exists():
        draft = path.with_name(f".{path.name}.{os.getpid()}")
        with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as out:
            out.write(secrets.token_urlsafe(64))
        try:
            os.link(draft, path)
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return path.read_text().strip()
