"""`tts serve`: speech over the network."""

import ipaddress
import os
from typing import Annotated

import typer

from frontend.errors import TtsError
from tts_cli.numbers import a_number

_LIMITS, _ACCESS = "Limits", "Who may use it"


def serve(
    host: Annotated[
        str, typer.Option(help="Address to listen at; 0.0.0.0 is every one of this machine.")
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="Port to listen at; 0 takes a free one.")] = 8000,
    voice: Annotated[
        str | None,
        typer.Option("--voice", "-v", metavar="NAME", envvar="TTS_VOICE", help="Speaks where a request names none."),
    ] = None,
    threads: Annotated[
        int | None,
        typer.Option(envvar="TTS_THREADS", min=1, max=256, help="Processor cores that make sound. Default: all."),
    ] = None,
    device: Annotated[
        str,
        typer.Option(
            envvar="TTS_DEVICE",
            metavar="cpu|cuda|auto",
            help="cuda is a graphics card, on which the vocoder parallel speaks; auto: what can run on one does.",
        ),
    ] = "cpu",
    api_key: Annotated[
        str | None,
        typer.Option(
            envvar="TTS_API_KEY",
            show_envvar=True,
            help="What every request must bear; better in the variable, where no list of processes shows it.",
            rich_help_panel=_ACCESS,
        ),
    ] = None,
    cors_origin: Annotated[
        list[str] | None,
        typer.Option(help="A web page's origin that may use this server; repeatable.", rich_help_panel=_ACCESS),
    ] = None,
    at_once: Annotated[
        int, typer.Option(min=1, max=1000, help="Requests served at the same time.", rich_help_panel=_LIMITS)
    ] = 32,
    queue: Annotated[
        int, typer.Option(min=0, max=100_000, help="Requests that wait; more get 429.", rich_help_panel=_LIMITS)
    ] = 64,
    characters: Annotated[int, typer.Option(min=1, help="Of one text.", rich_help_panel=_LIMITS)] = 100_000,
    recording_seconds: Annotated[
        float,
        typer.Option(min=1, callback=a_number, help="Of one recording to be converted.", rich_help_panel=_LIMITS),
    ] = 600,
    seconds: Annotated[
        float, typer.Option(min=1, callback=a_number, help="That one request may last.", rich_help_panel=_LIMITS)
    ] = 3600,
    grace: Annotated[
        int,
        typer.Option(min=0, help="Seconds to finish what is under way when the server ends.", rich_help_panel=_LIMITS),
    ] = 30,
    wyoming: Annotated[bool, typer.Option("--wyoming", help="Speak Wyoming too, for Home Assistant.")] = False,
    wyoming_port: Annotated[int, typer.Option(min=0, max=65535, help="Where Wyoming is spoken.")] = 10200,
) -> None:
    """Serve a page to speak with, OpenAI's speech API and more over HTTP, until Ctrl-C."""
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as for `tts synth`: small matrices, one thread
    try:
        from tts_server.run import run
        from tts_server.settings import ServerSettings
    except ModuleNotFoundError as error:
        raise TtsError(f"serving needs the package {error.name}: pip install 'tts-cli[server]'") from None
    if api_key == "":
        raise TtsError("--api-key is empty: without it everybody is let in, with it whoever knows it")
    if api_key is None and not _is_loopback(host):
        typer.echo(
            f"tts: warning: anybody who reaches {host} can use this server; --api-key keeps strangers out", err=True
        )
    settings = ServerSettings(
        voice=voice,
        device=device,
        api_key=api_key,
        cors_origins=tuple(cors_origin or ()),
        cores=threads or _processor_cores(),
        at_once=at_once,
        queue=queue,
        most_characters=characters,
        most_recording_seconds=recording_seconds,
        most_seconds=seconds,
        grace_seconds=grace,
    )
    run(settings, host, port, lambda line: typer.echo(line, err=True), wyoming_port if wyoming else None)


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _processor_cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
