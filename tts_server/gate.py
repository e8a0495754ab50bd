"""What every request passes first: the key, the size of its body, and the count of how it ended."""

import hmac
from http import HTTPStatus

import anyio
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from tts_server.errors import INVALID, ErrorFacts, answer
from tts_server.metrics import Metrics
from tts_server.settings import ServerSettings

OPEN_PATHS = frozenset({"/", "/healthz", "/readyz", "/favicon.ico"})
"""Without a key: the page itself, which asks for one, and what only says that the server is there."""

CONVERT_PATH = "/v1/convert"
"""Takes recordings, which are larger than texts."""

_READING_AWAY_SECONDS = 5.0


class Gate:
    """Refuses requests without the key or with too large a body, before anything reads them."""

    def __init__(self, app: ASGIApp, settings: ServerSettings, metrics: Metrics) -> None:
        self._app, self._settings, self._metrics = app, settings, metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request in, or answer it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        status = 0

        async def counted(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self._admit(scope, receive, counted)
        finally:
            route = getattr(scope.get("route"), "path", CONVERT_PATH if scope["path"] == CONVERT_PATH else "none")
            self._metrics.requests.labels(route, status or "none").inc()

    async def _admit(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = dict(scope["headers"])
        if not self._has_key(scope["path"], headers.get(b"authorization", b"")):
            facts = ErrorFacts(message="the API key is missing or wrong", type=INVALID, code="invalid_api_key")
            await answer(HTTPStatus.UNAUTHORIZED, facts, {"WWW-Authenticate": "Bearer"})(scope, receive, send)
            return
        most = self._most_bytes(scope["path"])
        length = headers.get(b"content-length", b"0")
        if not length.isdigit() or int(length) > most:
            await self._too_large(scope, receive, send)
            return
        read, started, is_whole = 0, False, False

        async def limited() -> Message:
            nonlocal read, is_whole
            if is_whole:
                return await receive()  # that the client left: as late as that may be
            try:
                with anyio.fail_after(self._settings.stall_seconds):
                    message = await receive()
            except TimeoutError:
                raise _NotTakenError(self._late) from None
            is_whole = not message.get("more_body", False)
            read += len(message.get("body", b""))
            if read > most:
                raise _NotTakenError(self._too_large)
            return message

        async def watched(message: Message) -> None:
            nonlocal started
            started = True
            await send(message)

        try:
            await self._app(scope, limited, watched)
        except _NotTakenError as error:
            if started:
                raise
            await error.said(scope, receive, send)

    def _has_key(self, path: str, authorization: bytes) -> bool:
        key = self._settings.api_key
        if key is None or path in OPEN_PATHS:
            return True
        scheme, _, given = authorization.partition(b" ")
        return scheme.lower() == b"bearer" and hmac.compare_digest(given.strip(), key.encode())

    def _most_bytes(self, path: str) -> int:
        return self._settings.most_recording_bytes if path == CONVERT_PATH else self._settings.most_body_bytes

    async def _late(self, scope: Scope, receive: Receive, send: Send) -> None:
        facts = ErrorFacts(message="the request does not arrive", type=INVALID)
        await answer(HTTPStatus.REQUEST_TIMEOUT, facts, {"Connection": "close"})(scope, receive, send)

    async def _too_large(self, scope: Scope, receive: Receive, send: Send) -> None:
        most = self._most_bytes(scope["path"])
        if b"expect" not in dict(scope["headers"]):  # it would ask for what is not wanted
            await _read_away(receive)
        facts = ErrorFacts(message=f"the request is larger than {most} bytes", type=INVALID, code="request_too_large")
        await answer(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, facts, {"Connection": "close"})(scope, receive, send)


async def _read_away(receive: Receive) -> None:
    """Let a client finish sending: who is hung up on while sending does not get to read why."""
    with anyio.move_on_after(_READING_AWAY_SECONDS):
        while (await receive()).get("more_body"):
            pass


class _NotTakenError(BaseException):
    """A body is not read on. Not an Exception: nothing between here and where it is read may take it for its own.

    Args:
        said: answers why.
    """

    def __init__(self, said: ASGIApp) -> None:
        super().__init__()
        self.said = said
