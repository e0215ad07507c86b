"""What a server is started with. On the command line: flag over environment (`SANDBOX_PORT`) over default."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Settings:
    """Settings of one server. Sizes are in bytes."""

    fixture: str = "default"
    """Scenario of new sessions: a name in `fixtures/`, or the path of a folder."""
    seed: int = 0
    """Seed of new sessions."""
    variants: dict[str, str] = field(default_factory=dict)
    """Variants of new sessions: `{"mxo.code-validation": "validate-codes"}`."""
    signing_key: bytes | None = None
    """PEM text of the RSA key with which vendors sign their tokens; `None`: the published one that ships with a vendor."""
    outbound_hosts: tuple[str, ...] = ()
    """Hosts that vendors may call beside this machine: as in a URL, in lower case; `.example.com` for all below, `*` for all."""
    plain: bool = False
    """Leave the `X-Sandbox-*` headers out of the vendors' answers."""
    max_body: int = 10 * MEGABYTE
    """Largest request body that a vendor reads."""
    max_control_body: int = 512 * MEGABYTE
    """Largest request body that the control plane reads: it takes whole states."""
    max_sessions: int = 10_000
    journal_entries: int = 5_000
    """Exchanges that a session's journal keeps."""
    journal_bytes: int = 32 * MEGABYTE
    """Bytes that a session's journal keeps."""
    journal_body: int = 64 * 1024
    """Bytes of one body that a journal keeps."""


def data_folder(name: str) -> Path:
    """Return the folder `fixtures` or `openapi`: beside the package in a checkout, inside it when installed."""
    package = Path(__file__).parent
    beside = package.parent / name
    return beside if (package.parent / "pyproject.toml").exists() else package / "_data" / name
