"""Settings: what the environment says, and what holds when it says nothing."""

import runpy
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured

from lianxin.server import settings
from lianxin.server.home import secret_in


def read(monkeypatch: pytest.MonkeyPatch, **environment: str) -> dict[str, Any]:
    """Return the settings under an environment."""
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    return runpy.run_path(settings.__file__)


def test_a_secret_is_made_once_and_readable_by_its_owner_only(tmp_path: Path) -> None:
    first = secret_in(tmp_path / "keys" / "django.key")
    assert len(first) > 64
    assert secret_in(tmp_path / "keys" / "django.key") == first
    assert (tmp_path / "keys" / "django.key").stat().st_mode & 0o777 == 0o600
    assert [path.name for path in (tmp_path / "keys").iterdir()] == ["django.key"]


def test_a_given_secret_leaves_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = read(monkeypatch, LIANXIN_HOME=str(tmp_path), LIANXIN_SECRET_KEY="given")
    assert found["SECRET_KEY"] == "given"
    assert not (tmp_path / "keys").exists()


def test_a_public_address_with_https_makes_cookies_secure(monkeypatch: pytest.MonkeyPatch) -> None:
    found = read(monkeypatch, LIANXIN_URL="https://bridge.example.gov/", LIANXIN_HOSTS="a.example")
    assert found["SESSION_COOKIE_SECURE"] is True
    assert found["CSRF_COOKIE_SECURE"] is True
    assert found["CSRF_TRUSTED_ORIGINS"] == ["https://bridge.example.gov"]
    assert found["ALLOWED_HOSTS"][:2] == ["bridge.example.gov", "a.example"]


def test_a_trial_on_this_machine_works_without_https(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("LIANXIN_URL", raising=False)
    found = read(monkeypatch)
    assert "SESSION_COOKIE_SECURE" not in found
    assert "localhost" in found["ALLOWED_HOSTS"]
    assert found["DEBUG"] is False


@pytest.mark.parametrize(
    "address",
    [
        "postgresql://clerk:word@db.example:5433/county?sslmode=require",
        "host=db.example port=5433 user=clerk password=word dbname=county sslmode=require",
    ],
)
def test_a_database_is_named_in_any_form_that_libpq_reads(
    address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = read(monkeypatch, DATABASE_URL=address)["DATABASES"]["default"]
    place = [found[name] for name in ("HOST", "PORT", "USER", "PASSWORD", "NAME")]
    assert place == ["db.example", "5433", "clerk", "word", "county"]
    assert found["OPTIONS"] == {"sslmode": "require"}


def test_proxies_are_trusted_only_when_they_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    assert read(monkeypatch)["TRUSTED_PROXIES"] == 0
    assert read(monkeypatch, LIANXIN_TRUSTED_PROXIES="2")["TRUSTED_PROXIES"] == 2


def test_a_web_worker_keeps_a_pool_of_connections(monkeypatch: pytest.MonkeyPatch) -> None:
    found = read(monkeypatch, LIANXIN_POOL="4")["DATABASES"]["default"]
    assert found["OPTIONS"]["pool"]["max_size"] == 4


def test_the_statements_of_the_web_end_in_time(monkeypatch: pytest.MonkeyPatch) -> None:
    found = read(monkeypatch, LIANXIN_STATEMENT_TIMEOUT="30s")["DATABASES"]["default"]
    assert found["OPTIONS"]["options"] == "-c statement_timeout=30s"


def test_a_county_s_own_limit_of_statements_has_the_last_word(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    own = "host=db.example dbname=county options='-c statement_timeout=5s'"
    found = read(monkeypatch, DATABASE_URL=own, LIANXIN_STATEMENT_TIMEOUT="30s")
    told = found["DATABASES"]["default"]["OPTIONS"]["options"]
    assert told == "-c statement_timeout=30s -c statement_timeout=5s"


@pytest.mark.parametrize(
    "address",
    [
        "tiles.example",
        "https://tiles.example/one.png",
        "ftp://tiles.example/{z}/{x}/{y}",
        "https:///{z}/{x}/{y}",
        "https://tiles.example; script-src */{z}/{x}/{y}",
        "https://a@tiles.example/{z}/{x}/{y}",
    ],
)
def test_an_address_that_is_none_of_map_pictures_is_refused(
    monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    with pytest.raises(ImproperlyConfigured, match="LIANXIN_TILES"):
        read(monkeypatch, LIANXIN_TILES=address)


def test_a_map_service_is_taken_as_it_is_written(monkeypatch: pytest.MonkeyPatch) -> None:
    told = "https://a.tiles.example:8443/{z}/{x}/{y}.png"
    assert read(monkeypatch, LIANXIN_TILES=told)["TILES"] == told
    assert settings.TILES == ""
