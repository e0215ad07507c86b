"""A vendor that is installed: its manifest at once, the vendor itself on its first request."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from sandbox.manifest import Manifest

if TYPE_CHECKING:
    from sandbox.serving import Service
    from sandbox.vendor import Vendor


class Installed:
    """Holds a vendor back until somebody needs it: five vendors' models would double the time of a start."""

    def __init__(self, manifest: Manifest, find: Callable[[], Vendor[Any, Any]]) -> None:
        self.manifest = manifest
        self._find = find
        self._service: Service | None = None

    def load(self) -> Service:
        """Return the vendor, ready to answer; imported on the first call."""
        if self._service is None:
            from sandbox.serving import Service

            self._service = Service(self._find())
        return self._service
