"""Subtitles: the sentences as they are written, in lines that can be read in passing."""

import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from voices.timings.timed import TimedSentence
from voices.timings.written_words import WrittenWord, written_words

LINE_CHARACTERS = 42
LINES = 2
LONGEST_SECONDS = 7.0
_CLAUSE_ENDS = (",", ";", ":", ".", "!", "?", "—", "–", ")", "…")
_FEW_WORDS = 3


@dataclass(frozen=True)
class Cue:
    """What is on the screen from `start` to `end`."""

    start: float
    end: float
    lines: tuple[str, ...]


def cues(sentences: Sequence[TimedSentence]) -> Iterator[Cue]:
    """Yield the cues: a sentence each; a long one in several, at its commas where that can be."""
    for sentence in sentences:
        for words in _readable(written_words(sentence)):
            yield Cue(words[0].start, words[-1].end, tuple(_wrapped(_text(words))))


def srt(sentences: Sequence[TimedSentence]) -> str:
    """Return the subtitles in SubRip's format."""
    blocks = (
        f"{number}\n{_clock(cue.start, ',')} --> {_clock(cue.end, ',')}\n" + "\n".join(cue.lines) + "\n"
        for number, cue in enumerate(cues(sentences), start=1)
    )
    return "\n".join(blocks)


def vtt(sentences: Sequence[TimedSentence]) -> str:
    """Return the subtitles as WebVTT."""
    blocks = (
        f"{_clock(cue.start, '.')} --> {_clock(cue.end, '.')}\n" + "\n".join(map(_escaped, cue.lines)) + "\n"
        for cue in cues(sentences)
    )
    return "\n".join(["WEBVTT\n", *blocks])


def _readable(words: list[WrittenWord]) -> Iterator[list[WrittenWord]]:
    while not _fits(words):
        count = _cut(words)
        yield words[:count]
        words = words[count:]
    yield words


def _cut(words: list[WrittenWord]) -> int:
    """How many words are shown first: as many as fit, if possible to the end of a clause and not all but a few."""
    most = next(count for count in range(len(words), 0, -1) if count == 1 or _fits(words[:count]))
    clauses = [count for count in range(_FEW_WORDS, most + 1) if words[count - 1].text.endswith(_CLAUSE_ENDS)]
    left = len(words) - most
    return clauses[-1] if clauses else most - _FEW_WORDS if left < _FEW_WORDS < most // 2 else most


def _fits(words: list[WrittenWord]) -> bool:
    in_time = words[-1].end - words[0].start <= LONGEST_SECONDS
    return len(words) == 1 or (in_time and len(_wrapped(_text(words))) <= LINES)


def _wrapped(text: str) -> list[str]:
    """In lines of about the same length."""
    fewest = len(textwrap.wrap(text, LINE_CHARACTERS))
    width = next(
        width for width in range(max(len(text) // fewest, 1), LINE_CHARACTERS + 1) if _lines(text, width) <= fewest
    )
    return textwrap.wrap(text, width)


def _lines(text: str, width: int) -> int:
    return len(textwrap.wrap(text, width))


def _text(words: list[WrittenWord]) -> str:
    return " ".join(word.text for word in words)


def _clock(seconds: float, point: str) -> str:
    milliseconds = round(seconds * 1000)
    minutes, milliseconds = divmod(milliseconds, 60_000)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02}:{minutes:02}:{milliseconds // 1000:02}{point}{milliseconds % 1000:03}"


def _escaped(line: str) -> str:
    return line.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
