"""Server (a), the floor: bare Starlette that repeats the answers of ours as constants. It reads, checks, keeps and journals nothing."""

import json
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route


def always(status: int, headers: dict[str, str], body: str) -> Callable[[Request], Awaitable[Response]]:
    """Make an endpoint that gives one answer for ever."""
    content = body.encode()

    async def endpoint(_request: Request) -> Response:
        return Response(content, status, headers)

    return endpoint


def create_app(answers: Path) -> Starlette:
    """Build the app from the file of answers that the benchmark has written."""
    noted = json.loads(answers.read_text()).values()
    routes = [Route(note["path"], always(note["status"], note["headers"], note["body"]), methods=[note["method"]]) for note in noted]
    return Starlette(routes=[Route("/", always(200, {"content-type": "text/plain"}, "ok")), *routes])


if __name__ == "__main__":
    config = uvicorn.Config(create_app(Path(sys.argv[1])), host="127.0.0.1", port=0, loop="uvloop", http="httptools", access_log=False)
    uvicorn.Server(config).run()
