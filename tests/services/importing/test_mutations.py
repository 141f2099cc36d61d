"""Damaged files of every kind: the program lives, and ends in rows or in one sentence."""

import io
import random
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from desktop.services.importing.headings.tables import read_grids
from desktop.services.importing.kinds import Grid, ImportFileError
from tests.services.importing.workbook_files import LIST, ods, open_row, row, xls, xlsx, zipped

PEOPLE = [("Customer", "City", "Balance"), *((f"Ann {n}", "Tyler", f"{n}.50") for n in range(20))]
IIF = "!CUST\tNAME\tBADDR1\tPHONE1\r\n" + "".join(
    f'CUST\t"Reyes, Ann {n}"\t{n} Oak St\t903-555-0101\r\n' for n in range(20)
)
FAILED = row(3, "Bo", "Waco", '<c r="C3" t="e"><v>#REF!</v></c>')
SEEDS = {
    "list.xlsx": xlsx(LIST),
    "failed.xlsx": xlsx(LIST + FAILED),
    "list.csv": "\r\n".join(",".join(one) for one in PEOPLE).encode(),
    "list.iif": IIF.encode(),
    "list.ods": ods("".join(open_row(*one) for one in PEOPLE)),
    "list.xls": xls(PEOPLE),
}


SLOW = ("list.ods", "list.xls")  # each file is read in a process of its own


def flip(data: bytearray, chance: random.Random) -> None:
    for _ in range(chance.randint(1, 8)):
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)


def cut(data: bytearray, chance: random.Random) -> None:
    start = chance.randrange(len(data))
    del data[start : start + chance.randint(1, 400)]


def splice(data: bytearray, chance: random.Random) -> None:
    other = chance.choice(list(SEEDS.values()))
    start = chance.randrange(len(other))
    place = chance.randrange(len(data))
    data[place : place + chance.randint(0, 60)] = other[start : start + chance.randint(1, 200)]


def repeat(data: bytearray, chance: random.Random) -> None:
    start = chance.randrange(len(data))
    piece = data[start : start + chance.randint(1, 120)]
    data[start:start] = piece * chance.randint(1, 40)


MUTATIONS: tuple[Callable[[bytearray, random.Random], None], ...] = (flip, cut, splice, repeat)


def damaged(content: bytes, chance: random.Random) -> bytes:
    """The bytes after one to three accidents."""
    data = bytearray(content)
    for _ in range(chance.randint(1, 3)):
        chance.choice(MUTATIONS)(data, chance)
    return bytes(data)


def damaged_inside(content: bytes, chance: random.Random) -> bytes:
    """A zip file that is whole, but one of its parts is not."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    name = chance.choice([part for part in parts if "sheet1" in part or "content" in part])
    return zipped(parts | {name: damaged(parts[name], chance)})


def check(name: str, seed: int, folder: Path) -> None:
    path, chance = folder / name, random.Random(f"{name} {seed}")
    is_zip = SEEDS[name].startswith(b"PK")
    damage = damaged_inside if is_zip and seed % 2 else damaged
    path.write_bytes(damage(SEEDS[name], chance))
    assert _ends_well(path)


def _ends_well(path: Path) -> bool:
    """Whether a file gives grids or a sentence; every other end is an error of the test."""
    try:
        grids = read_grids(path)
    except ImportFileError as error:
        return error.message.endswith(".")
    return bool(grids) and all(isinstance(grid, Grid) for grid in grids)


@pytest.mark.parametrize("name", SEEDS)
def test_every_seed_is_read_when_it_is_whole(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(SEEDS[name])
    assert len(read_grids(tmp_path / name)[0].rows) > 1


@pytest.mark.parametrize("name", SEEDS)
def test_a_damaged_file_gives_rows_or_a_sentence(name: str, tmp_path: Path) -> None:
    for seed in range(8 if name in SLOW else 17):
        check(name, seed, tmp_path)


@pytest.mark.long
@pytest.mark.parametrize("name", SEEDS)
def test_a_thousand_damaged_files_give_rows_or_a_sentence(name: str, tmp_path: Path) -> None:
    for seed in range(100, 1100):
        check(name, seed, tmp_path)
