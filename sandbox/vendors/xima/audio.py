"""The audio of recordings: silence, in the two formats that Xima knows."""

from __future__ import annotations

import struct
from base64 import b64decode
from collections.abc import Callable
from dataclasses import dataclass

_RATE = 8000
_BYTES = 2
_SECOND = bytes(_RATE * _BYTES)


def wav(seconds: int) -> bytes:
    """Return whole seconds of silence as RIFF PCM: 8000 Hz, mono, 16 bit; 44 bytes and 16000 for each second."""
    data = _SECOND * seconds
    chunk = struct.pack("<4sIHHIIHH", b"fmt ", 16, 1, 1, _RATE, _RATE * _BYTES, _BYTES, _BYTES * 8)
    return struct.pack("<4sI4s", b"RIFF", 36 + len(data), b"WAVE") + chunk + struct.pack("<4sI", b"data", len(data)) + data


_SPEEX = b64decode(
    "T2dnUwACAAAAAAAAAAABAAAAAAAAAO3+AwwBUFNwZWV4ICAgMS4yLjAAAAAAAAAAAAAAAAAAAAABAAAAUAAAAEAfAAAAAAAABAAAAAEAAAD/////oAAAAAAA"
    "AAABAAAAAAAAAAAAAAAAAAAAT2dnUwAEAAAAAAAAAAABAAAAAQAAAKhpMtgBDwcAAABzYW5kYm94AAAAAA=="
)


def speex(_seconds: int) -> bytes:
    """Return an Ogg Speex file of headers alone: 151 bytes, however long the recording is."""
    return _SPEEX


@dataclass(frozen=True, slots=True)
class Format:
    """A format of audio."""

    media_type: str
    make: Callable[[int], bytes]


DEFAULT = "wav"
FORMATS = {"wav": Format("audio/wav", wav), "spx": Format("audio/ogg", speex)}
