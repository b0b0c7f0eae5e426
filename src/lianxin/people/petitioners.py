"""Petitioners: put away sealed, found again by equal telephone or identity number, shown masked."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from lianxin.ledger.record import Author, Change, put
from lianxin.people import identity
from lianxin.people.models import Petitioner
from lianxin.people.sealing import match_key, seal, unseal
from lianxin.rules.refusals import Refused

FIELDS = ("name", "phone", "address", "id_number", "enterprise")


@dataclass(frozen=True, slots=True)
class PetitionerRow:
    """A petitioner ready to be inserted; the fields are the columns."""

    id: UUID
    name_sealed: bytes | None
    phone_sealed: bytes | None
    address_sealed: bytes | None
    id_number_sealed: bytes | None
    enterprise_sealed: bytes | None
    phone_key: bytes | None
    id_key: bytes | None
    name_key: bytes | None


@dataclass(frozen=True, slots=True)
class Revealed:
    """A petitioner in the open; empty where nothing was told."""

    id: UUID
    name: str
    phone: str
    address: str
    id_number: str
    enterprise: str


@dataclass(frozen=True, slots=True)
class Masked:
    """What a desk shows of a petitioner: `李**`, `138****2210`; empty when restricted or redacted."""

    id: UUID
    name: str
    phone: str
    is_enterprise: bool = False
    is_restricted: bool = False
    is_redacted: bool = False


def prepare(fields: Mapping[str, str | None], *, id: UUID) -> PetitionerRow:
    """Return the sealed row for what a petitioner told (any of FIELDS; others are ignored)."""
    normal = _normal(fields)
    return PetitionerRow(id=id, **_sealed(normal, owner=id), **_compared(normal))


def reveal(id: UUID) -> Revealed:
    """Return a petitioner in the open; the caller records the view where the law asks for it.

    Refused: `no_such` when unknown or redacted, `not_visible` when restricted (PIPL 47).
    """
    row = Petitioner.objects.filter(pk=id).first()
    if row is None or row.redacted_at is not None:
        raise Refused("no_such", field="petitioner")
    # Restricted means stored and nothing else (PIPL 47): even who may see the case sees no name.
    if row.restricted_at is not None:
        raise Refused("not_visible", field="petitioner", article="个人信息保护法47")
    return _opened(row)


def masked_all(ids: Iterable[UUID]) -> dict[UUID, Masked]:
    """Return what a desk shows of several petitioners, by id, in one query; unknown ones lack."""
    return {row.id: _masked(row) for row in Petitioner.objects.filter(pk__in=list(ids))}


def matching(*, phone: str | None = None, id_number: str | None = None) -> list[UUID]:
    """Return the petitioners with this telephone or this identity number, in no set order.

    Restricted petitioners are left out: they may be stored, nothing else.
    """
    ids: set[UUID] = set()
    keys = _compared(_normal({"phone": phone, "id_number": id_number}))
    for column in ("phone_key", "id_key"):
        if keys[column] is not None:
            petitioners = Petitioner.objects.filter(
                restricted_at__isnull=True, **{column: keys[column]}
            )
            ids.update(petitioners.values_list("id", flat=True))
    return list(ids)


def of_phone_key(key: bytes) -> list[UUID]:
    """Return the petitioners of a telephone known by what it is matched by alone.

    Restricted petitioners are left out: they may be stored, nothing else.
    """
    petitioners = Petitioner.objects.filter(restricted_at__isnull=True, phone_key=key)
    return list(petitioners.values_list("id", flat=True))


def correct(
    id: UUID, fields: Mapping[str, str | None], *, at: datetime, by: Author, ground: str
) -> None:
    """Replace what is told anew; the fact names the fields, never the values (PIPL 46).

    Refused: `no_such` when unknown or redacted.
    """
    kept = {field: fields[field] for field in FIELDS if field in fields}
    normal = _normal(kept)
    compared = _compared(normal)
    telling = {"phone": "phone_key", "id_number": "id_key", "name": "name_key"}
    changed = {f"{field}_sealed": None for field in kept} | {
        column: value
        for column, value in _sealed(normal, owner=id).items()
        if column.removesuffix("_sealed") in kept
    }
    changed |= {column: compared[column] for field, column in telling.items() if field in kept}
    payload = {"fields": sorted(kept), "ground": ground}
    _change(id, changed, fact="petitioner_corrected", payload=payload, at=at, by=by)


def restrict(id: UUID, *, at: datetime, by: Author, ground: str) -> None:
    """Stop all use but storage (PIPL 47). Refused: `no_such` when unknown or redacted."""
    payload = {"ground": ground}
    _change(id, {"restricted_at": at}, fact="petitioner_restricted", payload=payload, at=at, by=by)


def redact(id: UUID, *, at: datetime, by: Author, ground: str) -> None:
    """Destroy what tells who this was; the row and its id stay, the chain too.

    Refused: `no_such` when unknown or redacted before.
    """
    emptied: dict[str, Any] = {f"{field}_sealed": None for field in FIELDS}
    # What compares goes too: an equal telephone would name the person as well as the number does.
    emptied |= {"phone_key": None, "id_key": None, "name_key": None, "redacted_at": at}
    payload = {"ground": ground}
    _change(id, emptied, fact="petitioner_redacted", payload=payload, at=at, by=by)


@transaction.atomic
def _change(
    id: UUID,
    columns: Mapping[str, Any],
    *,
    fact: str,
    payload: Mapping[str, Any],
    at: datetime,
    by: Author,
) -> None:
    # In the UPDATE's own condition, so that of two at once the later finds it already destroyed.
    petitioners = Petitioner.objects.filter(pk=id, redacted_at__isnull=True)
    if not petitioners.update(**columns):
        raise Refused("no_such", field="petitioner")
    put(Change("petitioner", id, fact, payload), at=at, by=by)


def _normal(fields: Mapping[str, str | None]) -> dict[str, str]:
    """What was told, trimmed; what is empty counts as not told."""
    normal = {field: (fields.get(field) or "").strip() for field in FIELDS}
    normal["phone"] = identity.normal_phone(normal["phone"])
    normal["id_number"] = identity.normal_id_number(normal["id_number"])
    return normal


def _sealed(normal: Mapping[str, str], *, owner: UUID) -> dict[str, bytes | None]:
    return {
        f"{field}_sealed": seal(text, owner=owner, field=field) if text else None
        for field, text in normal.items()
    }


def _compared(normal: Mapping[str, str]) -> dict[str, bytes | None]:
    name = identity.normal_name(normal["name"])
    return {
        "phone_key": _key(normal["phone"], field="phone"),
        "id_key": _key(normal["id_number"], field="id_number"),
        "name_key": _key(name, field="name"),
    }


def _key(text: str, *, field: str) -> bytes | None:
    return match_key(text, field=field) if text else None


def _opened(row: Petitioner) -> Revealed:
    return Revealed(id=row.id, **{field: _open(row, field) for field in FIELDS})


def _open(row: Petitioner, field: str) -> str:
    sealed = getattr(row, f"{field}_sealed")
    return "" if sealed is None else unseal(bytes(sealed), owner=row.id, field=field)


def _masked(row: Petitioner) -> Masked:
    if row.redacted_at is not None or row.restricted_at is not None:
        return Masked(
            id=row.id,
            name="",
            phone="",
            is_restricted=row.restricted_at is not None,
            is_redacted=row.redacted_at is not None,
        )
    return Masked(
        id=row.id,
        name=identity.masked_name(_open(row, "name")),
        phone=identity.masked_phone(_open(row, "phone")),
        is_enterprise=row.enterprise_sealed is not None,
    )
