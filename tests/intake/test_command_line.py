"""`import`, `init`, `calendar` and `token` as a clerk types them."""

import signal
from pathlib import Path

import pytest

from lianxin.cases import door
from lianxin.cases.reading.filters import Filters
from lianxin.cases.reading.queries import page
from lianxin.intake import importing
from lianxin.ledger.models import Entry
from lianxin.org import calendar
from lianxin.people.models import Token
from lianxin.rules.actor import SYSTEM
from lianxin.server import cli
from lianxin.server.importing import _Shown
from tests.county import AT

FILE = "编号,内容,分类\n1,路灯不亮,路灯\n2,井盖缺失,没有这类\n"


@pytest.fixture
def file(county: str, tmp_path: Path) -> Path:
    path = tmp_path / "cases.csv"
    path.write_text(FILE, encoding="utf-8")
    return path


def test_cases_are_imported_and_counted(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["import", "cases", str(file), "--as", "operator-1"]) == cli.GOOD
    told = capsys.readouterr().out
    assert "2 new (1 with a duty line, 1 unrouted), 0 already there, 0 rejected." in told
    assert "category “没有这类” means nothing here and was left empty 1 times." in told
    assert cli.main(["import", "cases", str(file), "--as", "operator-1"]) == cli.GOOD
    assert "0 new (0 with a duty line, 0 unrouted), 2 already there" in capsys.readouterr().out


def test_without_an_officer_the_import_itself_is_the_registrar(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["import", "cases", str(file), "--channel", "web"]) == cli.GOOD
    assert "--as PERSON names an officer" in capsys.readouterr().out
    assert {line.channel for line in page(SYSTEM, Filters(), at=AT).rows} == {"web"}


def test_rejected_rows_are_something_wrong(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file.write_text(FILE + "3,,\n", encoding="utf-8")
    assert cli.main(["import", "cases", str(file)]) == cli.WRONG
    assert "1 rejected" in capsys.readouterr().out


def test_a_file_that_cannot_be_read_changes_nothing(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["import", "cases", str(file.with_name("none.csv"))]) == cli.WRONG
    assert "Nothing was imported." in capsys.readouterr().err


def test_an_officer_with_several_posts_imports_from_the_one_named(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["import", "cases", str(file), "--as", "clerk-liuyin", "--post"]
    assert cli.main([*words, "hotline-dispatcher"]) == cli.MISUSED
    assert "There is no post hotline-dispatcher." in capsys.readouterr().err
    assert cli.main([*words, "liuyin-section-head"]) == cli.GOOD
    assert set(Entry.objects.filter(fact="registered").values_list("post", flat=True)) == {
        "liuyin-section-head"
    }


def test_a_faulty_map_or_officer_is_a_wrong_use(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    wrong = file.with_name("map.toml")
    wrong.write_text('channel = "pigeon"\ncolour = 1\n', encoding="utf-8")
    assert cli.main(["import", "cases", str(file), "--map", str(wrong)]) == cli.MISUSED
    told = capsys.readouterr().err
    assert "map.toml:1" in told
    assert "map.toml:2" in told
    assert cli.main(["import", "cases", str(file), "--as", "nobody"]) == cli.MISUSED
    assert cli.main(["import", "cases", str(file), "--channel", "pigeon"]) == cli.MISUSED
    assert page(SYSTEM, Filters(), at=AT).rows == ()


def test_ctrl_c_ends_the_import_after_its_batch(
    file: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importing, "BATCH", 1)
    record = door.record_many

    def interrupted(*given: object, **more: object) -> object:

        signal.raise_signal(signal.SIGINT)
        return record(*given, **more)  # type: ignore[arg-type]  # passed on as it came

    monkeypatch.setattr(door, "record_many", interrupted)
    assert cli.main(["import", "cases", str(file)]) == cli.INTERRUPTED
    assert "Stopped after 1 of 2 rows; the same command goes on" in capsys.readouterr().out
    assert len(page(SYSTEM, Filters(), at=AT).rows) == 1


def test_a_terminal_sees_a_bar_and_a_log_plain_lines(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    progress = importing.Progress(total=10, done=5)
    bar = _Shown(True)
    bar.report(progress)
    bar.end()
    assert "█" * 15 + "·" * 15 in capsys.readouterr().out
    monkeypatch.setattr("lianxin.server.importing.PLAIN_PAUSE", 0.0)
    plain = _Shown(False)
    plain.report(progress)
    plain.end()
    assert capsys.readouterr().out.startswith("5 of 10 rows")


def test_tables_of_an_organisation_are_imported(
    county: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "people.csv").write_text("code,zh\nnew-one,新人\n", encoding="utf-8")
    assert cli.main(["import", "org", str(tmp_path)]) == cli.GOOD
    assert "people: 1 new, 0 changed, 0 as before." in capsys.readouterr().out
    (tmp_path / "people.csv").write_text("code,name\n", encoding="utf-8")
    assert cli.main(["import", "org", str(tmp_path)]) == cli.WRONG
    assert "Nothing was loaded." in capsys.readouterr().err


def test_a_preset_is_loaded_and_loading_it_again_changes_nothing(
    county: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["init", "--preset", "qinghe"]) == cli.GOOD
    told = capsys.readouterr().out
    assert "bodies: 0 new, 0 changed" in told
    assert cli.main(["init", "--preset", "no-such"]) == cli.WRONG
    assert "there is no such preset" in capsys.readouterr().err


def test_days_of_a_notice_are_loaded(
    county: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    days = tmp_path / "2027.csv"
    days.write_bytes("date,is_workday,name\n2027-01-01,休,元旦\n".encode("gb18030"))
    assert cli.main(["calendar", "load", str(days)]) == cli.GOOD
    assert 2027 in calendar.current().years
    days.write_text("date,is_workday,name\n2027-02-30,maybe,\n", encoding="utf-8")
    assert cli.main(["calendar", "load", str(days)]) == cli.WRONG
    assert "2027.csv:2" in capsys.readouterr().err
    days.write_bytes(b"\xff\x01\xff")
    assert cli.main(["calendar", "load", str(days)]) == cli.WRONG
    assert cli.main(["calendar", "load", str(tmp_path / "none.csv")]) == cli.WRONG


def test_a_token_is_given_listed_and_revoked(
    county: str, capsys: pytest.CaptureFixture[str]
) -> None:
    given = ["token", "give", "operator-1", "--label", "hotline", "--verbs", "read", "register"]
    assert cli.main([*given, "--body", "hotline", "--until", "2099-12-31"]) == cli.GOOD
    secret, named, *_ = capsys.readouterr().out.splitlines()
    name = named.split()[-1]
    assert cli.main(["token", "list"]) == cli.GOOD
    told = capsys.readouterr().out
    assert f"{name}  operator-1 in hotline  read, register  until 2099-12-31  hotline" in told
    assert secret not in told
    assert cli.main(["token", "revoke", name]) == cli.GOOD
    assert Token.objects.get(hash__startswith=name).revoked_at is not None
    assert cli.main(["token", "revoke", name]) == cli.WRONG
    capsys.readouterr()
    cli.main(["token", "list"])
    assert "revoked" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["give", "nobody", "--label", "x", "--verbs", "read"], cli.MISUSED),
        (["give", "operator-1", "--label", "x", "--verbs", "fly"], cli.MISUSED),
        (["give", "operator-1", "--label", "x", "--verbs", "read", "--until", "x"], cli.MISUSED),
        (
            ["give", "operator-1", "--label", "x", "--verbs", "read", "--body", "y"],
            cli.MISUSED,
        ),
        (["revoke", "short"], cli.MISUSED),
        (["revoke", "0123456789abcdef"], cli.WRONG),
    ],
)
def test_a_token_that_cannot_be_is_refused(county: str, words: list[str], code: int) -> None:
    assert cli.main(["token", *words]) == code
