"""Random batch files through the command line: each row is said or named, and nothing is written elsewhere."""

import json
import random
from dataclasses import dataclass
from pathlib import Path

import soundfile
from typer.testing import CliRunner

from benchmarks.fuzzing.texts import number, text
from tts_cli.app import app
from voices.speaking.request import KNOBS

_OUTCOMES = (0, 1, 2)
_COLUMNS = ("text", "text", "text", "id", "output", *(knob.name for knob in KNOBS), "Text", "", "nothing")
_VALUES = (
    "Hello.",
    "Yes!",
    "",
    " ",
    "0",
    "-1",
    "1.5",
    "nan",
    "inf",
    "1e400",
    "999999999999",
    "bob",
    "ann",
    "7",
    "#bob",
    "nobody",
    "../x",
    "/tmp/x.wav",
    "a/b.wav",
    "x.mp3",
    "x.ogg",
    "x.xyz",
    "..",
    ".",
    "con",
    "a\0b",
    "'",
    '"',
    '""',
    "\ud800",
    "\x1b[2J",
    "é" * 150,
    "true",
)
_OPTIONS = (
    ("--format", "flac"),
    ("--format", "opus"),
    ("--timings", "srt"),
    ("--timings", "json"),
    ("--sample-rate", "8000"),
    ("--ssml",),
    ("--threads", "2"),
    ("--loudness", "-16"),
    ("--markup", "markdown"),
    ("--speed", "3"),
    ("--overwrite",),
    ("--volume", "3"),
)
_NO_SOUND = (".raw", ".pcm", ".srt", ".json")


@dataclass(frozen=True)
class BatchFile:
    """A file of rows, and options of the run that says them."""

    name: str
    content: bytes
    options: tuple[str, ...]


def make(chance: random.Random, folder: Path) -> BatchFile:
    """Return a batch."""
    del folder
    ending = chance.choice((".csv", ".csv", ".tsv", ".jsonl", ".ndjson", ".txt"))
    columns = [chance.choice(_COLUMNS) for _ in range(chance.randint(1, 5))]
    rows = [[_cell(chance, name) for name in columns] for _ in range(chance.randint(0, 6))]
    written = _json_lines(chance, columns, rows) if "json" in ending else _table(chance, ending, columns, rows)
    encoding = chance.choice(("utf-8", "utf-8", "utf-8-sig", "utf-16", "latin-1"))
    content = written.encode(encoding, "surrogatepass" if encoding.startswith("utf") else "replace")
    if chance.random() < 0.1:
        at = chance.randrange(len(content) + 1)
        content = content[:at] + chance.randbytes(chance.randint(0, 4)) + content[at + chance.randint(0, 3) :]
    options = (one for one in _OPTIONS if chance.random() < 0.1)
    return BatchFile(f"batch{ending}", content, tuple(word for option in options for word in option))


def check(case: BatchFile, folder: Path) -> None:
    """Say the batch, and look at what was written and printed."""
    path, outputs = folder / case.name, folder / "outputs"
    path.write_bytes(case.content)
    before = sorted(folder.iterdir())
    result = CliRunner().invoke(app, ["synth", "--batch", str(path), "--output-dir", str(outputs), *case.options])
    printed = result.output + result.stderr
    assert result.exit_code in _OUTCOMES, f"exit {result.exit_code}: {printed}"
    assert isinstance(result.exception, SystemExit | None), repr(result.exception)
    assert "internal error" not in printed, printed
    assert set(folder.iterdir()) <= {*before, outputs}, "something is written beside the folder of outputs"
    for file in outputs.rglob("*"):
        if file.is_file():
            assert not file.name.endswith(".tmp"), f"{file} is left behind"
            if file.suffix.lower() not in _NO_SOUND:
                assert soundfile.info(file).frames > 0, f"{file} is empty"


def _cell(chance: random.Random, column: str) -> str:
    if column.lower() == "text" and chance.random() < 0.6:
        return text(chance, 3)
    return number(chance) if chance.random() < 0.2 else chance.choice(_VALUES)


def _table(chance: random.Random, ending: str, columns: list[str], rows: list[list[str]]) -> str:
    delimiter = "\t" if ending == ".tsv" else chance.choice(",,;\t")
    quoted = chance.random() < 0.7
    lines = [columns, *(row[: chance.randint(0, len(row)) or None] for row in rows)]
    cells = ([f'"{cell.replace(chr(34), chr(34) * 2)}"' if quoted else cell for cell in line] for line in lines)
    return chance.choice(("\n", "\r\n", "\r")).join(delimiter.join(line) for line in cells)


def _json_lines(chance: random.Random, columns: list[str], rows: list[list[str]]) -> str:
    odd = (None, True, 3, -1.5, [1], {"a": "b"}, 10**400, float("nan"))
    records = (
        {name: chance.choice(odd) if chance.random() < 0.1 else cell for name, cell in zip(columns, row, strict=True)}
        for row in rows
    )
    lines = [json.dumps(record, ensure_ascii=chance.random() < 0.5) for record in records]
    return "\n".join(
        [*lines, *([chance.choice(("[", "[]", "{", "null", "[" * 5000, '{"text": "a"} x'))] * (chance.random() < 0.2))]
    )
