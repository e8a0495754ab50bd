"""The rows of a batch: a text each, with how it is to be said and where it goes."""

import csv
import io
import json
import math
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from frontend.errors import TtsError
from voices.files.shown import shown
from voices.files.text_file import text_of
from voices.speaking.request import KNOBS

STDIN = Path("-")
DELIMITERS = {".csv": ",;\t", ".tsv": "\t"}
"""What may part the columns by a file's ending; spreadsheets of half the world write semicolons, some tabs."""
JSON_LINES = (".jsonl", ".ndjson")
_FILE_NAME = re.compile(r"[^/\\\0]{1,200}")
_UNDECODED = re.compile("[\udc80-\udcff]")  # by surrogateescape
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


class BadRowError(TtsError):
    """A row that cannot be used; the others can."""


_Record = dict[str, Any] | BadRowError


@dataclass(frozen=True)
class Row:
    """One row.

    Attributes:
        line: where it begins in its file, from 1.
        text: what to say.
        id: names the output file where there is no `output`.
        output: the file to write, relative to the folder of all outputs; empty for one named by `id` or `line`.
        wanted: knobs of the request that the row gives, by their names.
        problem: why it cannot be used.
    """

    line: int
    text: str = ""
    id: str = ""
    output: str = ""
    wanted: Mapping[str, Any] = field(default_factory=dict)
    problem: str = ""


def read_rows(path: Path, ignored: Callable[[str], None]) -> list[Row]:
    """Read a batch file; its ending says whether it is CSV, TSV or JSON lines, or of standard input its beginning.

    Args:
        ignored: is called with the name of each column that means nothing here.

    Raises:
        OSError: it cannot be read.
        TtsError: its ending is unknown, or it has no column `text`.
    """
    if path == STDIN:
        if sys.stdin is None:
            raise TtsError("standard input is closed; name a file of rows")
        content = text_of(sys.stdin.buffer.read())
        ending, name = _likely_ending(content), "standard input"
    else:
        ending = path.suffix.lower()
        if ending not in DELIMITERS and ending not in JSON_LINES:
            raise TtsError(f"{path} has no known ending; a batch is {', '.join((*DELIMITERS, *JSON_LINES))}")
        content, name = text_of(path.read_bytes()), str(path)
    file = io.StringIO(content, newline="")
    records = list(_json_records(file) if ending in JSON_LINES else _records(file, DELIMITERS[ending], name))
    unknown = {key: None for _, record in records if isinstance(record, dict) for key in record if key not in _KNOWN}
    for key in unknown:
        ignored(key)
    return [_row(line, record) for line, record in records]


def line_rows(parts: Iterable[str]) -> list[Row]:
    """Return a row for each line of a text; blank ones are counted and left out."""
    lines = "".join(parts).split("\n")
    return [Row(number, line) for number, line in enumerate(lines, start=1) if line.strip()]


def _likely_ending(content: str) -> str:
    """What a batch without a name is, by its first line."""
    first = content.lstrip().partition("\n")[0]
    return JSON_LINES[0] if first.startswith("{") else ".tsv" if "\t" in first else ".csv"


def _records(file: io.StringIO, delimiters: str, name: str) -> Iterator[tuple[int, _Record]]:
    csv.field_size_limit(2**31 - 1)
    for delimiter in delimiters:
        file.seek(0)
        # Tab-separated files quote nothing: a quotation mark there belongs to the text.
        plain = delimiter == "\t"
        reader = csv.reader(file, delimiter=delimiter, quoting=csv.QUOTE_NONE if plain else csv.QUOTE_MINIMAL)
        header = [column.strip().lower() for column in _header(reader)]
        if "text" in header:
            break
    else:
        raise TtsError(
            f"{name} has no column 'text'; its first line must name the columns, such as {', '.join(_KNOWN)}"
        )
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield line, BadRowError(str(error))
            continue
        if len(cells) > len(header):
            yield line, BadRowError(f"{len(cells)} columns, but the first line names {len(header)}; quote the text")
        elif any(cell.strip() for cell in cells):
            yield line, {key: cell for key, cell in zip(header, cells, strict=False) if cell.strip()}


def _header(reader: Iterator[list[str]]) -> list[str]:
    try:
        return next(reader, [])
    except csv.Error:
        return []


def _json_records(file: Iterable[str]) -> Iterator[tuple[int, _Record]]:
    for line, text in enumerate(file, start=1):
        if not text.strip():
            continue
        try:
            record = json.loads(text.rstrip())
        except json.JSONDecodeError as error:
            yield line, BadRowError(f"not JSON: {error.msg}, at column {error.colno}")
        except RecursionError:
            yield line, BadRowError("JSON too deep to be a row")
        except ValueError:  # that is how Python refuses numbers of thousands of digits
            yield line, BadRowError("it holds a number of too many digits to be one")
        else:
            yield line, _named(record)


def _named(record: object) -> _Record:
    if not isinstance(record, dict):
        return BadRowError('not an object, such as {"text": "Hello."}')
    return {str(key).strip().lower(): value for key, value in record.items() if value is not None and value != ""}


def _row(line: int, record: _Record) -> Row:
    try:
        if isinstance(record, BadRowError):
            raise record
        return _read(line, record)
    except BadRowError as error:
        return Row(line, problem=str(error))


def _read(line: int, record: Mapping[str, Any]) -> Row:
    values = {key: convert(key, record[key]) for key, convert in _KNOWN.items() if key in record}
    if not values.get("text", "").strip():
        raise BadRowError("it has no text")
    wanted = {key: value for key, value in values.items() if key not in ("id", "text", "output")}
    return Row(line, values["text"], values.get("id", ""), values.get("output", ""), wanted)


def _text(key: str, value: Any) -> str:
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise BadRowError(f"{key} is {shown(value)}, but must be a text")
    half = _LONE_SURROGATE.search(str(value))
    undecoded = _UNDECODED.search(str(value))
    if half and not undecoded:
        raise BadRowError(f"{key} holds \\u{ord(half[0]):04x}, which is half of a character")
    if undecoded:
        raise BadRowError(f"{key} is not UTF-8: it holds the byte 0x{ord(undecoded[0]) - 0xDC00:02X}")
    return str(value)


def _plain_name(key: str, value: Any) -> str:
    name = _text(key, value)
    if not _FILE_NAME.fullmatch(name) or name in (".", ".."):
        raise BadRowError(f"{key} {name!r} cannot name a file; leave out / and \\, or give `output`")
    return name


def _number(key: str, value: Any) -> float:
    try:
        number = math.nan if isinstance(value, bool) else float(value)
    except (TypeError, ValueError, OverflowError):
        number = math.nan
    if not math.isfinite(number):
        raise BadRowError(f"{key} is {shown(value)}, but must be a number")
    return number


def _whole_number(key: str, value: Any) -> int:
    number = _number(key, value)
    if number < 0 or number != int(number):
        raise BadRowError(f"{key} is {shown(value)}, but must be a whole number from 0")
    return int(number)


_READERS: dict[type, Callable[[str, Any], Any]] = {str: _text, float: _number, int: _whole_number}
_KNOWN: dict[str, Callable[[str, Any], Any]] = {
    "id": _plain_name,
    "text": _text,
    "output": _text,
    **{one.name: _READERS[one.kind] for one in KNOBS},
}
