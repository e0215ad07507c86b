"""Signs the requests of an httpx client, as OvationCXM wants them."""

from __future__ import annotations

from collections.abc import Callable, Generator
from datetime import UTC, datetime

import httpx


class OvationSignature(httpx.Auth):
    """Adds the headers of OvationCXM: `httpx.Client(auth=OvationSignature(token, secret), ...)`.

    `obo` is the organisation on whose behalf a service provider calls. `now` tells the time that is signed.
    """

    def __init__(self, token: str, secret: str, obo: str | None = None, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self._token = token
        self._secret = secret
        self._obo = obo
        self._now = now

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        """Sign a request."""
        from sandbox.vendors.ovationcxm.signature import sign  # Brings the vendor with it, which others need not load.

        date = self._now().astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
        request.headers["X-Boomtown-Token"] = self._token
        request.headers["X-Boomtown-Date"] = date
        request.headers["X-Boomtown-Signature"] = sign(self._secret, request.url.raw_path.decode("latin-1"), date)
        if self._obo is not None:
            request.headers["X-Boomtown-OBO"] = self._obo
        yield request
