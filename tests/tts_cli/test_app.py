"""The program as a process: exit codes, streams and one-line errors."""

import subprocess
import sys

import pytest
import typer
from typer.testing import CliRunner

from frontend.errors import TtsError
from tts_cli.app import Program, app


def run(*arguments, stdin=b""):
    return subprocess.run([sys.executable, "-m", "tts_cli", *arguments], input=stdin, capture_output=True, check=False)


def program_that_raises(error):
    app = typer.Typer(cls=Program, pretty_exceptions_enable=False)

    @app.callback()
    def group():
        """A group, so that there are subcommands."""

    @app.command()
    def fail():
        raise error

    return app


def test_an_error_is_one_line_on_stderr_and_exit_code_1():
    result = CliRunner().invoke(program_that_raises(TtsError("no such\nvoice")), ["fail"])
    assert (result.exit_code, result.stderr, result.stdout) == (1, "tts: no such voice\n", "")


@pytest.mark.parametrize("arguments", [["fail", "--debug"], ["--debug", "fail"]])
def test_debug_anywhere_on_the_line_prints_the_traceback(arguments):
    result = CliRunner().invoke(program_that_raises(TtsError("no such voice")), arguments)
    assert "Traceback" in result.stderr
    assert result.stderr.endswith("tts: no such voice\n")


def test_ctrl_c_exits_with_130():
    result = CliRunner().invoke(program_that_raises(KeyboardInterrupt()), ["fail"])
    assert (result.exit_code, result.stderr) == (130, "tts: interrupted\n")


def test_a_bug_is_reported_without_a_traceback():
    result = CliRunner().invoke(program_that_raises(ZeroDivisionError("division by zero")), ["fail"])
    assert result.exit_code == 1
    assert result.stderr.startswith("tts: internal error (ZeroDivisionError: division by zero)")
    assert result.stderr.count("\n") == 1


def test_a_file_system_error_names_the_file():
    result = CliRunner().invoke(program_that_raises(FileNotFoundError(2, "No such file", "x.wav")), ["fail"])
    assert (result.exit_code, result.stderr) == (1, "tts: No such file: x.wav\n")


def test_a_wrong_option_is_a_usage_error_with_exit_code_2():
    assert run("explain", "--no-such-option").returncode == 2


def test_a_reader_that_goes_away_is_no_error():
    command = f"yes 'Hello there.' | head -2000 | {sys.executable} -m tts_cli explain - --json | head -1"
    result = subprocess.run(["bash", "-c", command], capture_output=True, check=True)
    assert result.stderr == b""
    assert result.stdout.startswith(b'{"text": "Hello there."')


def test_output_is_utf8_whatever_the_locale():
    environment = {"PATH": "", "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    command = [sys.executable, "-m", "tts_cli", "explain", "--json", "-"]
    result = subprocess.run(command, input="naïve".encode(), capture_output=True, check=True, env=environment)
    assert "naïve" in result.stdout.decode("utf-8")


@pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-"])
def test_a_stream_that_was_closed_before_the_start_is_no_error(closed):
    command = f"{sys.executable} -m tts_cli voices list {closed}"
    result = subprocess.run(["bash", "-c", command], capture_output=True, check=False)
    assert (result.returncode, result.stderr) == (0, b"")


@pytest.mark.parametrize("command", ["--help", "synth --help", "--version", "voices list", "explain Hello. --json"])
def test_a_full_disk_under_standard_output_is_one_line(command):
    program = f"{sys.executable} -m tts_cli {command} >/dev/full"
    result = subprocess.run(["bash", "-c", program], capture_output=True, check=False, text=True)
    assert result.returncode == 1
    assert result.stderr.startswith("tts: ")
    assert result.stderr.endswith("No space left on device\n")
    assert result.stderr.count("\n") == 1


def test_a_warning_is_one_line():
    script = "import warnings, tts_cli.app as a; a.app = lambda: warnings.warn('no\\nroom', stacklevel=1); a.main()"
    result = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True, text=True)
    assert result.stderr == "tts: warning: no room\n"


@pytest.mark.parametrize("command", ["voices list", "voices info en_US-arctic", "explain Hello.", "doctor"])
def test_a_reader_that_goes_away_from_a_table_is_no_error(command):
    program = f"exec {sys.executable} -m tts_cli {command}"
    # `true` ends before anything is printed, so that the pipe is closed whatever the table's length.
    line = f"{{ {program}; }} 2>&1 >&3 3>&- | cat; echo ${{PIPESTATUS[0]}}"
    result = subprocess.run(["bash", "-c", f"exec 3> >(true); sleep 0.3; {line}"], capture_output=True, check=True)
    assert result.stdout == b"0\n"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["synth", "Hi.", "-o", "out.wav", "--speed", "0"], "speed is 0, but must be from 0.1 to 10; see"),
        (["synth", "--nothing"], "No such option: --nothing"),
        (["synth", "Hi.", "-o"], "Option '-o' requires an argument."),
        (["--nothing"], "No such option: --nothing"),
        (["sample", "x", "-o", "x.wav", "--seconds", "nan"], "--seconds"),
    ],
)
def test_wrong_usage_is_one_line_where_nobody_looks(arguments, message):
    result = CliRunner().invoke(app, arguments)
    assert result.exit_code == 2
    assert result.stderr.startswith("tts: ")
    assert result.stderr.count("\n") == 1
    assert message in result.stderr


def test_a_group_without_a_command_shows_its_help():
    result = CliRunner().invoke(app, ["voices"])
    assert "install" in result.output
    assert "tts: ;" not in result.output
