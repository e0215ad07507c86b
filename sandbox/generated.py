"""Files that are written from the code and committed: made anew by one command, compared in CI by another."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path


def write(folder: Path, files: Mapping[str, str], pattern: str) -> list[str]:
    """Make `folder` hold exactly `files` (text by name) among what fits `pattern`. Returns the names of what changed."""
    changed = stale(folder, files, pattern)
    folder.mkdir(parents=True, exist_ok=True)
    for name in changed:
        if name in files:
            (folder / name).write_bytes(files[name].encode())
        else:
            (folder / name).unlink()
    return changed


def stale(folder: Path, files: Mapping[str, str], pattern: str) -> list[str]:
    """Return the names of files which differ from what they should hold, are missing, or should not be there."""
    # Bytes are compared, since reading as text would hide other line ends.
    found = {path.name: path.read_bytes() for path in folder.glob(pattern)}
    return sorted(name for name in files.keys() | found.keys() if name not in files or found.get(name) != files[name].encode())
