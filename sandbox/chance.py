"""Everything that looks random in a session, from its seed: the same requests give the same ids, tokens and people."""

from __future__ import annotations

import random
from hashlib import blake2b
from typing import TYPE_CHECKING
from uuid import UUID

if TYPE_CHECKING:
    from faker import Faker


class Chance:
    """A seeded source of random values. `drawn` is its whole state: set it back, and the same values come again."""

    __slots__ = ("_key", "drawn")

    def __init__(self, key: str, drawn: int = 0) -> None:
        self._key = blake2b(key.encode(), digest_size=32).digest()
        self.drawn = drawn

    def bytes(self, count: int) -> bytes:
        """Return `count` random bytes, at most 64."""
        self.drawn += 1
        return blake2b(self.drawn.to_bytes(8), key=self._key, digest_size=count).digest()

    def uuid(self) -> str:
        """Return a UUID in version-4 form."""
        return str(UUID(bytes=self.bytes(16), version=4))

    def random(self) -> random.Random:
        """Return a generator of its own for one purpose."""
        return random.Random(self.bytes(16))

    def faker(self) -> Faker:
        """Return a source of invented people and addresses. The library is loaded on first use."""
        from faker import Faker

        faker = Faker()
        faker.seed_instance(int.from_bytes(self.bytes(8)))
        return faker
