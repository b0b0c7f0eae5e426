"""What can trap a matter is put in force from no side; what comes with the product passes."""

from pathlib import Path

import pytest

from lianxin.founding.preset import load_preset
from lianxin.founding.proofs import Trapped, put_in_force
from lianxin.org import procedures
from lianxin.org.models import Area
from lianxin.rules.faults import Faults
from tests.founding.tables_on_disk import AT, CLERK, county
from tests.rules.proving.examples import HOLDS, compiled, only
from tests.rules.proving.test_findings import BROKEN

pytestmark = pytest.mark.django_db


def put(text: str) -> bool:
    return put_in_force(compiled(text), text=text, base=None, file="small.toml", at=AT, by=CLERK)


def preset(folder: Path, text: str, *, code: str = "small") -> Path:
    county(folder, categories="code,parent,zh,en\n")
    (folder / "preset.toml").write_text(
        f'code = "{folder.name}"\nlabel = {{ zh = "某县", en = "County" }}\nincludes = ["base"]\n',
        encoding="utf-8",
    )
    (folder / "procedures").mkdir()
    (folder / "procedures" / f"{code}.toml").write_text(text, encoding="utf-8")
    return folder


@pytest.mark.parametrize("kind", sorted(BROKEN))
def test_a_version_with_a_trap_of_any_kind_is_not_put_in_force(kind: str) -> None:
    with pytest.raises(Trapped) as refused:
        put(BROKEN[kind])
    trap = only(BROKEN[kind], kind)
    assert trap in refused.value.findings
    assert trap.fault in refused.value.faults
    assert procedures.current() == {}


def test_a_version_that_holds_is_put_in_force_once() -> None:
    assert put(HOLDS)
    assert not put(HOLDS)
    assert procedures.current().keys() == {"small"}


@pytest.mark.parametrize("kind", ["condition_never_met", "nobody_owes", "stage_shuts"])
def test_a_preset_with_a_trap_is_not_loaded(kind: str, tmp_path: Path) -> None:
    folder = preset(tmp_path / "county", BROKEN[kind])
    with pytest.raises(Faults) as refused:
        load_preset(folder, at=AT, by=CLERK)
    assert kind in {one.code for one in refused.value.faults}
    assert not Area.objects.exists()


def test_a_preset_with_a_procedure_that_holds_is_loaded(tmp_path: Path) -> None:
    load_preset(preset(tmp_path / "county", HOLDS), at=AT, by=CLERK)
    assert "small" in procedures.current()
