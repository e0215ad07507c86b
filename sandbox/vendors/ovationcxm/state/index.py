"""Look-up tables over records: every list and search costs the same however many records there are."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Generic, Protocol, TypeVar


class Record(Protocol):
    """What is kept in a table: it knows its id."""

    id: str


R = TypeVar("R", bound=Record)
Key = tuple[Hashable, ...]


class Index(Generic[R]):
    """Ids of records by key, each key's in ascending order. What a record is found by, `keys` says."""

    def __init__(self, records: Mapping[str, R], keys: Callable[[R], Iterable[Key]]) -> None:
        self._records = records
        self._keys = keys
        self._found: dict[Key, list[str]] = {}
        for record in records.values():
            for key in set(keys(record)):
                self._found.setdefault(key, []).append(record.id)
        for ids in self._found.values():
            ids.sort()

    def ids(self, *key: Hashable) -> list[str]:
        """Return the ids under a key, ascending; not to be changed."""
        return self._found.get(key, [])

    def all(self, *key: Hashable) -> list[R]:
        """Return the records under a key, by ascending id."""
        return [self._records[found] for found in self._found.get(key, ())]

    def first(self, *key: Hashable) -> R | None:
        """Return the record with the lowest id under a key, if there is one."""
        found = self._found.get(key)
        return self._records[found[0]] if found else None

    def add(self, record: R) -> None:
        """Let a record be found."""
        self._enter(record.id, set(self._keys(record)))

    def remove(self, record: R) -> None:
        """Let a record be found no more."""
        self._leave(record.id, set(self._keys(record)))

    @contextmanager
    def changing(self, record: R) -> Iterator[None]:
        """Let a record be found by what it is after the change."""
        before = set(self._keys(record))
        yield
        after = set(self._keys(record))
        self._leave(record.id, before - after)
        self._enter(record.id, after - before)

    def _enter(self, id: str, keys: set[Key]) -> None:
        for key in keys:
            ids = self._found.setdefault(key, [])
            place = bisect_left(ids, id)
            # A table that is built after the record was stored has it already.
            if ids[place : place + 1] != [id]:
                ids.insert(place, id)

    def _leave(self, id: str, keys: set[Key]) -> None:
        for key in keys:
            ids = self._found[key]
            del ids[bisect_left(ids, id)]
            if not ids:
                del self._found[key]
