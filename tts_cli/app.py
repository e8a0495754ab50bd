"""The `tts` program: its commands, and the one place where errors become messages and exit codes."""

import difflib
import os
import signal
import sys
import traceback
import warnings
from pathlib import Path
from typing import Annotated, Any, TextIO

import typer
from typer.core import TyperGroup

from tts_cli import convert, corpus, doctor, explain, sample, serve, synth, train, vocoder, voices
from tts_cli.garbage import collect_after_start, leave_to_the_process
from tts_cli.messages import message
from tts_cli.printable import printable
from tts_cli.synthesis.defaults import CommandWithDefaults

_LIKE_A_COMMAND = 0.7
EXIT_FAILURE = 1
EXIT_USAGE = 2
EXIT_INTERRUPTED = 130
EXIT_SIGNAL = 128


class Program(TyperGroup):
    """The group of all commands: takes `--debug` anywhere on the line, and reports what a command raises."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Take `--debug` out of the arguments, wherever it stands before a `--`."""
        options = args[: args.index("--")] if "--" in args else args
        if "--debug" in options:
            args.remove("--debug")
            ctx.meta["debug"] = True
        if args and self._is_text(args[0]):
            args.insert(0, "synth")
        try:
            return super().parse_args(ctx, args)
        except Exception as error:
            _exit_if_wrong_usage(error)
            raise

    def _is_text(self, first: str) -> bool:
        """Whether `tts "Hello there."` was meant: no option, no command, and nothing like a mistyped one."""
        if first.startswith("-") or first in self.commands:
            return False
        return not difflib.get_close_matches(first, self.commands, cutoff=_LIKE_A_COMMAND)

    def invoke(self, ctx: Any) -> Any:
        """Run the command; print an error as one line on stderr and exit with its code."""
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            typer.echo("tts: interrupted", err=True)
            raise typer.Exit(EXIT_INTERRUPTED) from None
        except BrokenPipeError:
            _discard_stdout()
            raise typer.Exit from None
        except Exception as error:
            _exit_if_wrong_usage(error)
            if isinstance(error, typer.Abort) or hasattr(error, "exit_code"):
                raise  # Typer's own: it prints usage errors and exits by itself
            if ctx.meta.get("debug"):
                traceback.print_exception(error)
            typer.echo(f"tts: {message(error)}", err=True)
            _finish_stdout()
            raise typer.Exit(EXIT_FAILURE) from None


def _exit_if_wrong_usage(error: Any) -> None:
    """Where nobody looks, in a log or a pipe, wrong usage is one line, and no box drawn of lines."""
    if getattr(error, "exit_code", None) != EXIT_USAGE or not hasattr(error, "format_message") or sys.stderr.isatty():
        return
    text = " ".join(error.format_message().split())
    if text:  # else it is help that is shown, to a command without arguments
        command = error.ctx.command_path if error.ctx else "tts"
        typer.echo(printable(f"tts: {text}; see {command} --help"), err=True)
        raise typer.Exit(EXIT_USAGE)


def _discard_stdout() -> None:
    # The reader of our pipe is gone; without this, Python complains again when it flushes stdout at exit.
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _finish_stdout() -> None:
    """Write out what was printed; where that cannot be, say no more of it: the error that told is told already."""
    try:
        sys.stdout.flush()
    except OSError:
        _discard_stdout()


app = typer.Typer(
    cls=Program,
    name="tts",
    help="Text to speech on the command line, with a WaveNet.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={
        "help_option_names": ["-h", "--help"],
        "token_normalize_func": lambda name: name.replace("_", "-"),  # --sentence_silence is --sentence-silence
    },
)


def _print_version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        typer.echo(f"tts {version('tts-cli')}")
        raise typer.Exit


@app.callback()
def _program(
    version: Annotated[
        bool,
        typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version and exit."),
    ] = False,
    debug: Annotated[bool, typer.Option("--debug", help="Print a traceback when something fails.")] = False,
) -> None:
    del version, debug  # read before this runs: the version eagerly, the debug flag by Program


app.command("synth", cls=CommandWithDefaults)(synth.synth)
app.command("explain")(explain.explain)
app.command("convert")(convert.convert)
app.command("encode")(convert.encode)
app.command("decode")(convert.decode)
app.command("serve")(serve.serve)
app.command("train")(train.train)
app.command("sample")(sample.sample)
app.command("doctor")(doctor.doctor)
app.add_typer(corpus.app, name="corpus")
app.add_typer(vocoder.app, name="vocoder")
app.add_typer(voices.app, name="voices")


def _exit_politely(number: int, frame: object) -> None:
    del frame
    raise SystemExit(EXIT_SIGNAL + number)  # so that temporary files are removed on the way out


def main() -> None:
    """Run the program with the arguments of this process, its streams in UTF-8 whatever the locale."""
    collect_after_start()
    _open_closed_streams()
    for stream, errors in (
        (sys.stdin, "surrogateescape"),
        (sys.stdout, "backslashreplace"),
        (sys.stderr, "backslashreplace"),
    ):
        if stream:  # standard input is None where the caller closed it
            stream.reconfigure(encoding="utf-8", errors=errors)  # type: ignore[union-attr]
    signal.signal(signal.SIGTERM, _exit_politely)
    warnings.showwarning = _show_warning
    try:
        try:
            app()
        finally:
            leave_to_the_process()
            sys.stdout.flush()  # what cannot be written is a failure here, not a complaint of Python's at the very end
    except BrokenPipeError:
        _discard_stdout()
    except OSError as error:
        typer.echo(f"tts: standard output: {message(error)}", err=True)
        _discard_stdout()
        raise SystemExit(EXIT_FAILURE) from None


def _show_warning(
    message: Warning | str,
    category: type[Warning],
    filename: str,
    lineno: int,
    file: TextIO | None = None,
    line: str | None = None,
) -> None:
    del category, filename, lineno, file, line  # where in the program it arose helps nobody who uses it
    typer.echo(printable(f"tts: warning: {' '.join(str(message).split())}"), err=True)


def _open_closed_streams() -> None:
    # `tts ... >&-` and some schedulers start us without a stream, and Python has None in its place.
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open("w", encoding="utf-8"))  # noqa: SIM115 - open until the end
