"""The record in Datasette (https://datasette.io): a browser for its views, tables and full-text search.

It is read only, and answers this machine alone.
"""

from __future__ import annotations

import json
import socket
import webbrowser
from collections.abc import Awaitable, Callable, MutableMapping
from pathlib import Path
from typing import Any

from tracker.errors import InputError

LOOPBACK = "127.0.0.1"
_NAMES = frozenset({LOOPBACK, "localhost"})
_METADATA = Path(__file__).with_name("metadata.json")
# Nothing is kept, since the record may change while it is shown.
_SETTINGS = {"default_cache_ttl": 0, "allow_download": False, "sql_time_limit_ms": 3000, "facet_time_limit_ms": 1000}

_Scope = MutableMapping[str, Any]
_Application = Callable[[_Scope, Callable[..., Awaitable[Any]], Callable[..., Awaitable[None]]], Awaitable[None]]


def application(path: Path) -> _Application:
    """Datasette on the record at `path`, as an ASGI application that only answers to names of this machine.

    Raises InputError if Datasette is not installed.
    """
    try:
        from datasette.app import Datasette
    except ModuleNotFoundError:
        raise InputError("`tracker serve` needs Datasette: pip install 'tracker[serve]'") from None
    from datasette import handle_exception  # which only works if the application was loaded before

    handle_exception.rich = None  # or each slip in a reader's SQL prints pages of variables on the terminal
    about = json.loads(_METADATA.read_text(encoding="utf-8"))
    about["databases"] = {path.stem: about.pop("database")}
    return _local(Datasette([str(path)], metadata=about, settings=_SETTINGS).app())


def serve(path: Path, port: int, *, ready: Callable[[str], None], open_browser: bool = False) -> None:
    """Answer on this port of the loopback address until interrupted; 0 is any free port.

    `ready` gets the address. Raises InputError if Datasette is not installed or the port is taken.
    """
    app = application(path)
    import uvicorn

    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as listening:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listening.bind((LOOPBACK, port))
        except OSError as error:
            raise InputError(f"port {port} cannot be used ({error.strerror}): choose another with --port") from None
        listening.listen()
        address = f"http://{LOOPBACK}:{listening.getsockname()[1]}/"
        ready(address)
        if open_browser:
            webbrowser.open(address)
        server = uvicorn.Server(uvicorn.Config(app, log_level="warning", lifespan="on"))
        try:
            server.run(sockets=[listening])
        except KeyboardInterrupt:  # the usual way to end it
            return


def _local(app: _Application) -> _Application:
    """The application, but only for requests to this machine by name.

    A page on the web could otherwise read the record by giving its own name the loopback address (DNS rebinding).
    """

    async def guarded(
        scope: _Scope, receive: Callable[..., Awaitable[Any]], send: Callable[..., Awaitable[None]]
    ) -> None:
        if scope["type"] == "http":
            host = dict(scope["headers"]).get(b"host", b"").decode("latin-1")
            if host.rpartition(":")[0] not in _NAMES and host not in _NAMES:
                await send(
                    {"type": "http.response.start", "status": 421, "headers": [(b"content-type", b"text/plain")]}
                )
                await send({"type": "http.response.body", "body": b"This answers to 127.0.0.1 and localhost only.\n"})
                return
        await app(scope, receive, send)

    return guarded
