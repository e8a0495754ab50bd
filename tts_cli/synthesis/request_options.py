"""The options that are knobs of a request, made of what each knob says of itself."""

import inspect
from collections.abc import Callable, Mapping
from typing import Annotated, Any

import typer

from tts_cli.completion import voice_names
from voices.speaking.knob import Knob, OutOfRangeError
from voices.speaking.request import KNOBS, Request

HOW = "How it sounds"
_COMPLETIONS: dict[str, Callable[..., Any]] = {"voice": voice_names}


def with_request_options(*names: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Return a decorator that gives a command an option, in its `**wanted`, for each knob, or for those named."""

    def decorate(command: Callable[..., None]) -> Callable[..., None]:
        signature = inspect.signature(command, eval_str=True)
        own = [one for one in signature.parameters.values() if one.kind is not inspect.Parameter.VAR_KEYWORD]
        added = [_parameter(one) for one in KNOBS if not names or one.name in names]
        command.__signature__ = signature.replace(parameters=[*own, *added])  # type: ignore[attr-defined]
        command.__annotations__ = {one.name: one.annotation for one in (*own, *added)} | {"return": None}
        return command

    return decorate


def requested(wanted: Mapping[str, Any]) -> Request:
    """Return the request that options make.

    Raises:
        typer.BadParameter: a value is out of range.
    """
    try:
        return Request.of(wanted)
    except OutOfRangeError as error:
        raise typer.BadParameter(str(error)) from None


def _parameter(knob: Knob) -> inspect.Parameter:
    limits = knob.range
    option = typer.Option(
        f"--{knob.name.replace('_', '-')}",
        *knob.spellings,
        metavar=knob.unit,
        envvar=f"TTS_{knob.name.upper()}",
        help=f"{knob.help} {limits[0].upper()}{limits[1:]}." if limits else knob.help,
        autocompletion=_COMPLETIONS.get(knob.name),
        rich_help_panel=HOW,
    )
    kind = knob.kind if knob.default is not None else knob.kind | None
    return inspect.Parameter(
        knob.name, inspect.Parameter.KEYWORD_ONLY, default=knob.default, annotation=Annotated[kind, option]
    )
