"""`tts synth` as a process: pipes, signals, terminals, full disks."""

import os
import pty
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

pytestmark = pytest.mark.usefixtures("tiny_voice")

ROOT = Path(__file__).parents[2]
COMMAND = [sys.executable, "-m", "tts_cli", "synth", "--voice", "en_US-tiny"]
LONG = "The quick brown fox jumps over the lazy dog; hello there, how are you? " * 2000


MOST = 3_000_000  # bytes in a file: more than phonemizer's copy of espeak-ng needs, less than the long text


def run(*arguments, stdin=b"", **settings):
    return subprocess.run([*COMMAND, *map(str, arguments)], input=stdin, capture_output=True, check=False, **settings)


def run_in_terminal(*arguments, **variables):
    """Return the exit code, and what the terminal shows."""
    inside, outside = pty.openpty()[::-1]
    environment = {**os.environ, "TERM": "xterm-256color", **variables}
    process = subprocess.Popen(
        [*COMMAND, *map(str, arguments)], stdin=inside, stdout=inside, stderr=inside, env=environment
    )
    os.close(inside)
    shown = b""
    try:
        while piece := os.read(outside, 65536):
            shown += piece
    except OSError:
        pass  # how Linux says that the other side is closed
    os.close(outside)
    return process.wait(), shown.decode()


def test_sound_comes_before_the_text_is_finished():
    with subprocess.Popen([*COMMAND, "--raw"], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        process.stdin.write(b"The first paragraph.\n\nThe second")
        process.stdin.flush()
        assert len(process.stdout.read(5000)) == 5000  # waits for ever unless it is spoken now
        process.stdin.write(b" one.")
        process.stdin.close()
        assert len(process.stdout.read()) > 5000
    assert process.returncode == 0


def test_sound_comes_before_the_first_sentence_is_finished():
    text = "one sentence of many words and no stop " * 7 + "which ends here."
    with subprocess.Popen([*COMMAND, text, "--raw", "--speed", "0.1"], stdout=subprocess.PIPE) as process:
        sizes = []
        while piece := process.stdout.read1(1 << 20):
            sizes.append(len(piece))
    assert process.returncode == 0
    assert len(sizes) > 10
    assert sizes[0] < sum(sizes) / 10


def test_lines_of_a_pipe_that_stays_open_are_said_as_they_come():
    with subprocess.Popen([*COMMAND, "--raw"], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        for line in (b"The first line.\n", b"And the second.\n"):
            process.stdin.write(line)
            process.stdin.flush()
            assert len(process.stdout.read(5000)) == 5000  # waits for ever unless it is spoken now
        process.stdin.close()
        process.stdout.read()
    assert process.returncode == 0


@pytest.mark.parametrize("form", ["-o /dev/stdout | cat > out.wav", "-o >(cat > out.wav)", "-o /dev/stdout > out.wav"])
def test_a_stream_that_has_a_name_is_written_to(tmp_path, form):
    assert run("Hello.", "-o", tmp_path / "plain.wav").returncode == 0
    command = f"cd {tmp_path} && PYTHONPATH={ROOT} {' '.join(COMMAND)} Hello. {form}; sleep 0.2"
    result = subprocess.run(["bash", "-c", command], capture_output=True, check=False)
    assert (result.returncode, result.stderr) == (0, b"")
    assert (tmp_path / "out.wav").read_bytes()[44:] == (tmp_path / "plain.wav").read_bytes()[44:]


def test_a_terminal_shows_how_far_a_long_text_is(tmp_path):
    (tmp_path / "long.txt").write_text(LONG[:30000])  # some seconds, on a quick machine too
    code, shown = run_in_terminal("--file", tmp_path / "long.txt", "-o", tmp_path / "out.wav", COLUMNS="120")
    assert code == 0
    assert re.search(r"\d+:\d\d of about \d+:\d\d said, \d+\.\d times as fast as speech, \d+:\d\d left", shown)


def test_a_text_is_not_a_command_and_is_spoken(tmp_path):
    program = [sys.executable, "-m", "tts_cli"]
    result = subprocess.run([*program, "Hello there.", "-o", tmp_path / "x.wav"], capture_output=True, check=False)
    assert (result.returncode, result.stderr) == (0, b"")
    assert (tmp_path / "x.wav").stat().st_size > 5000


def test_a_reader_that_goes_away_is_no_error_even_in_a_megabyte_of_text():
    text = LONG * 7
    assert len(text) > 900_000
    with subprocess.Popen(
        [*COMMAND, "-o", "-"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        process.stdin.write(text.encode())
        process.stdin.close()
        assert len(process.stdout.read(100_000)) == 100_000
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 0


@pytest.mark.parametrize("form", [["--raw"], ["-o", "-"], ["-o", "-", "--format", "flac"]])
def test_a_full_disk_behind_standard_output_is_one_line(form):
    with open("/dev/full", "wb") as full:  # noqa: PTH123 - a device, not a file
        result = subprocess.run([*COMMAND, "Hello.", *form], stdout=full, stderr=subprocess.PIPE, check=False)
    assert (result.returncode, result.stderr) == (1, b"tts: No space left on device: standard output\n")


def test_a_device_that_is_named_is_written_to_and_not_replaced():
    result = run("Hello.", "-o", "/dev/full", "--raw")
    assert (result.returncode, result.stderr) == (1, b"tts: No space left on device: /dev/full\n")
    assert run("Hello.", "-o", "/dev/null", "--format", "wav").returncode == 0


def test_a_disk_that_fills_up_is_one_line_and_leaves_the_old_file(tmp_path):
    import resource

    path = tmp_path / "out.wav"
    path.write_bytes(b"precious")

    def limit():
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (MOST, MOST))

    result = run("-o", path, stdin=LONG.encode(), preexec_fn=limit)
    assert (result.returncode, result.stderr.decode()) == (1, f"tts: File too large: {path}\n")
    assert path.read_bytes() == b"precious"
    assert sorted(file.name for file in tmp_path.iterdir()) == ["out.wav"]


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_a_process_killed_half_way_leaves_no_half_file_under_the_final_name(tmp_path, number):
    with subprocess.Popen(
        [*COMMAND, "-o", tmp_path / "out.wav"], stdin=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        process.stdin.write((20 * LONG).encode())
        process.stdin.close()
        while not any(file.stat().st_size for file in tmp_path.iterdir()):
            assert process.poll() is None
            time.sleep(0.01)
        process.send_signal(number)
        complaint = process.stderr.read().decode()
    left = [file.name for file in tmp_path.iterdir()]
    assert "out.wav" not in left
    if number != signal.SIGKILL:
        assert left == []
        assert (process.returncode, complaint) == {
            signal.SIGTERM: (143, ""),
            signal.SIGINT: (130, "tts: interrupted\n"),
        }[number]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (b"caf\xe9", "standard input is not UTF-8: byte 0xE9 at position 3; convert it first: iconv -f WINDOWS-1252"),
        (b"", "there is nothing to say: the text holds no letter, digit or symbol"),
        (b" \n\n ", "there is nothing to say"),
    ],
)
def test_a_text_that_cannot_be_said_is_one_line(tmp_path, text, message):
    result = run("-o", tmp_path / "out.wav", stdin=text)
    assert result.returncode == 1
    assert message in result.stderr.decode()
    assert result.stderr.count(b"\n") == 1
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ("-o out.wav <&-", "standard input is closed; give a text, or --file FILE"),
        ("Hello. -o - >&-", "standard output is closed; name a file with -o"),
    ],
)
def test_a_stream_that_is_closed_is_one_line(tmp_path, arguments, message):
    command = f"cd {tmp_path} && PYTHONPATH={ROOT} {' '.join(COMMAND)} {arguments}"
    result = subprocess.run(["bash", "-c", command], capture_output=True, check=False)
    assert (result.returncode, result.stderr.decode()) == (1, f"tts: {message}\n")
    assert list(tmp_path.iterdir()) == []


def test_sound_is_not_written_to_a_terminal():
    code, shown = run_in_terminal("Hello.", "-o", "-")
    assert code == 2
    assert "standard output is a terminal" in shown


def test_somebody_at_a_terminal_who_says_nothing_is_told_what_to_say(tmp_path):
    code, shown = run_in_terminal("-o", tmp_path / "out.wav")
    assert code == 2
    assert "say what: a TEXT" in shown


def test_a_terminal_shows_progress_and_no_colour_where_none_is_wanted(tmp_path):
    (tmp_path / "rows.csv").write_text("text\nOne.\nTwo.\n?!\n")
    arguments = ["--batch", tmp_path / "rows.csv", "--output-dir", tmp_path, "--overwrite"]
    code, shown = run_in_terminal(*arguments)
    assert code == 1
    assert "Speaking" in shown
    assert "\x1b[3" in shown  # a colour
    code, shown = run_in_terminal(*arguments, NO_COLOR="1")
    assert code == 1
    assert "Speaking" in shown
    assert "\x1b[3" not in shown
    assert "tts: line 4: there is nothing to say" in shown


def test_without_a_terminal_there_is_no_progress_bar(tmp_path):
    (tmp_path / "rows.csv").write_text("text\nOne.\n")
    result = run("--batch", tmp_path / "rows.csv", "--output-dir", tmp_path)
    assert (result.returncode, result.stdout, result.stderr) == (0, b"", b"1 written, 0 failed\n")
