"""The seeded source of everything that looks random."""

from __future__ import annotations

import re
from uuid import UUID

import pytest

from sandbox.chance import Chance


def drawn(chance: Chance) -> list[object]:
    """Draw one of everything."""
    return [chance.bytes(8), chance.uuid(), chance.random().random(), chance.faker().name(), chance.bytes(64)]


def test_the_same_key_gives_the_same_values() -> None:
    assert drawn(Chance("0/mxo")) == drawn(Chance("0/mxo"))


def test_the_values_are_the_same_in_every_process_and_version() -> None:
    assert Chance("0/mxo").uuid() == "2be1736a-97ee-4b00-986c-314f9cab1639"


@pytest.mark.parametrize("other", ["1/mxo", "0/xima", "0/mxo ", ""])
def test_another_key_gives_other_values(other: str) -> None:
    assert not set(drawn(Chance("0/mxo"))) & set(drawn(Chance(other)))


def test_no_value_comes_twice() -> None:
    chance = Chance("0/mxo")
    assert len({chance.uuid() for _ in range(1000)}) == 1000


def test_what_was_drawn_is_the_whole_state() -> None:
    chance = Chance("0/mxo")
    chance.uuid()
    chance.bytes(16)
    assert chance.drawn == 2
    assert drawn(Chance("0/mxo", chance.drawn)) == drawn(chance)


def test_set_back_it_gives_the_same_values_again() -> None:
    chance = Chance("0/mxo")
    first = drawn(chance)
    chance.drawn = 0
    assert drawn(chance) == first


def test_a_generator_of_ones_own_leaves_the_source_alone() -> None:
    chance, other = Chance("0/mxo"), Chance("0/mxo")
    generator = chance.random()
    generator.random()
    generator.random()
    other.random()
    assert chance.uuid() == other.uuid()


@pytest.mark.parametrize("count", [1, 16, 64])
def test_as_many_bytes_come_as_were_asked_for(count: int) -> None:
    assert len(Chance("0/mxo").bytes(count)) == count


def test_a_uuid_has_version_4_and_is_written_in_lower_case() -> None:
    value = Chance("0/mxo").uuid()
    assert re.fullmatch(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", value)
    assert UUID(value).version == 4
