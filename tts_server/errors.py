"""Errors in OpenAI's shape, with the texts of the command line."""

from http import HTTPStatus

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel
from starlette.exceptions import HTTPException

from frontend.errors import TtsError
from tts_server.any_text import AnyTextResponse

INVALID = "invalid_request_error"


class ErrorFacts(BaseModel):
    """What went wrong: a line for people, its kind, and the field it is about, for programs."""

    message: str
    type: str
    param: str | None = None
    code: str | None = None


class ErrorAnswer(BaseModel):
    """What is answered in place of what was asked for."""

    error: ErrorFacts


class RefusedError(TtsError):
    """A request that is not served, with what HTTP says of that."""

    def __init__(
        self,
        status: HTTPStatus,
        message: str,
        kind: str = INVALID,
        param: str | None = None,
        code: str | None = None,
        headers: dict[str, str] | None = None,
    ) -> None:
        super().__init__(message)
        self.status, self.headers = status, headers
        self.facts = ErrorFacts(message=message, type=kind, param=param, code=code)


def facts_of(error: BaseException) -> ErrorFacts:
    """Return what is told of any error; nothing of the inside of one that is ours."""
    if isinstance(error, RefusedError):
        return error.facts
    if isinstance(error, TtsError):
        return ErrorFacts(message=" ".join(str(error).split()), type=INVALID, code=_code(error))
    return ErrorFacts(message="internal error; the server's log says more", type="server_error")


def answer(status: int, facts: ErrorFacts, headers: dict[str, str] | None = None) -> AnyTextResponse:
    """Return an error as an HTTP response."""
    return AnyTextResponse(ErrorAnswer(error=facts).model_dump(), status, headers)


def install_handlers(app: FastAPI) -> None:
    """Let whatever is raised be answered in OpenAI's shape."""

    @app.exception_handler(TtsError)
    async def _tts_error(request: Request, error: TtsError) -> AnyTextResponse:
        del request
        status = error.status if isinstance(error, RefusedError) else HTTPStatus.BAD_REQUEST
        return answer(status, facts_of(error), error.headers if isinstance(error, RefusedError) else None)

    @app.exception_handler(RequestValidationError)
    async def _wrong_field(request: Request, error: RequestValidationError) -> AnyTextResponse:
        del request
        first = error.errors()[0]
        place = [str(part) for part in first["loc"] if part != "body"]
        name = ".".join(place) or None
        said = first["msg"].removeprefix("Value error, ")
        facts = ErrorFacts(message=f"{name}: {said}" if name else said, type=INVALID, param=name)
        return answer(HTTPStatus.BAD_REQUEST, facts)

    @app.exception_handler(HTTPException)
    async def _http_error(request: Request, error: HTTPException) -> AnyTextResponse:
        facts = ErrorFacts(message=f"{error.detail}: {request.method} {request.url.path}", type=INVALID)
        return answer(error.status_code, facts, dict(error.headers or {}))

    @app.exception_handler(Exception)
    async def _any_error(request: Request, error: Exception) -> AnyTextResponse:
        del request
        return answer(HTTPStatus.INTERNAL_SERVER_ERROR, facts_of(error))


def _code(error: TtsError) -> str:
    name = type(error).__name__.removesuffix("Error")
    return "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in name).lstrip("_")
