"""Timings as files, in the format that the file's ending names."""

import json
from collections.abc import Callable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from frontend.errors import TtsError
from voices.files.atomic_file import replace_file
from voices.timings.subtitles import srt, vtt
from voices.timings.textgrid import textgrid
from voices.timings.timed import TimedSentence

_DECIMALS = 4


def _json(sentences: Sequence[TimedSentence], seconds: float) -> str:
    listed = [asdict(sentence) for sentence in sentences]
    marks = [mark for sentence in listed for mark in sentence.pop("marks")]
    found = _rounded({"seconds": seconds, "sentences": listed, "marks": marks})
    return json.dumps(found, ensure_ascii=False, indent=1) + "\n"


def _textgrid(sentences: Sequence[TimedSentence], seconds: float) -> str:
    words = [word for sentence in sentences for word in sentence.words]
    phones = [phone for word in words for phone in word.phones]
    tiers = {
        "sentences": [(one.words[0].start, one.words[-1].end, one.text) for one in sentences],
        "words": [(word.start, word.end, word.text) for word in words],
        "phones": [(phone.start, phone.end, phone.text.lstrip("ˈˌ")) for phone in phones],
    }
    points = [(mark.seconds, mark.name) for sentence in sentences for mark in sentence.marks]
    return textgrid(tiers, seconds, {"marks": points} if points else {})


FORMATS: dict[str, Callable[[Sequence[TimedSentence], float], str]] = {
    ".srt": lambda sentences, seconds: srt(sentences),  # noqa: ARG005 - all formats are called alike
    ".vtt": lambda sentences, seconds: vtt(sentences),  # noqa: ARG005
    ".json": _json,
    ".textgrid": _textgrid,
}
"""By the file's ending, in small letters."""


def check_timings_path(path: Path) -> None:
    """Raise an error where no timings can be written to a file of this name; it costs nothing to ask first.

    Raises:
        TtsError: its ending names no format, or its folder is not there.
    """
    if path.suffix.lower() not in FORMATS:
        raise TtsError(f"{path} names no format of timings; name it *.srt, *.vtt, *.json or *.TextGrid")
    if not path.parent.is_dir():
        raise TtsError(f"there is no folder {path.parent} to write {path.name} in")


def write_timings(path: Path, sentences: Sequence[TimedSentence], seconds: float) -> None:
    """Write when everything is said, atomically.

    Args:
        path: its ending chooses the format: .srt, .vtt, .json or .TextGrid.
        seconds: length of the audio.
    """
    check_timings_path(path)
    content = FORMATS[path.suffix.lower()](sentences, seconds).encode()

    def write(temporary: Path) -> None:
        temporary.write_bytes(content)

    replace_file(path, write)


def _rounded(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _rounded(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_rounded(item) for item in value]
    return round(value, _DECIMALS) if isinstance(value, float) else value
