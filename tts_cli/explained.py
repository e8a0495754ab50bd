"""What became of a text, as tables for people."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console, RenderableType
    from rich.text import Text

    from frontend.utterance import Utterance, Word
    from voices.speaking.explained import ExplainedSentence
    from voices.timings.timed import TimedPhone, TimedSentence, TimedWord

_NO_VOICE = "-"
_PHONES_BESIDE = 7  # a longer word takes several lines


def show(sentences: "Iterable[ExplainedSentence]", console: "Console") -> None:
    """Print a table for each sentence."""
    from rich.text import Text

    spoken = False
    for number, one in enumerate(sentences, start=1):
        console.rule(Text(f"sentence {number}, characters {one.sentence.start} to {one.sentence.end}"), align="left")
        console.print(_stages(one))
        if one.utterance:
            console.print(_word_table(one.utterance, one.timed))
            spoken = True
    if not spoken:
        console.print("Nothing here can be spoken: no letter, digit or symbol.")


def _stages(explained: "ExplainedSentence") -> "RenderableType":
    from rich.table import Table
    from rich.text import Text

    table = Table.grid(padding=(0, 2))
    table.add_row(Text("written", style="bold"), Text(explained.sentence.text))
    table.add_row(Text("spoken", style="bold"), Text(explained.sentence.spoken))
    if explained.utterance is None:
        return table
    from frontend.linguistic.segments import segments

    row = segments(explained.utterance)
    table.add_row(Text("phones", style="bold"), Text(" ".join(str(segment.phone) for segment in row)))
    table.add_row(Text(""), Text(f"{len(row)} segments, of which _ are pauses", style="dim"))
    causes = (f"{explained.utterance.words[one.after_word].text}: {one.cause}" for one in explained.utterance.breaks)
    table.add_row(Text("pauses", style="bold"), Text("; ".join(causes)))
    if explained.timed:
        seconds = f"{explained.timed.end - explained.timed.start:.2f} seconds, from {explained.timed.start:.2f}"
        table.add_row(Text("lasts", style="bold"), Text(seconds))
    return table


def _word_table(utterance: "Utterance", timed: "TimedSentence | None") -> "RenderableType":
    from rich.table import Table
    from rich.text import Text

    from frontend.linguistic.syllables import split_syllables

    breaks = {one.after_word: one for one in utterance.breaks}
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="dim")
    for heading in ("word", "is", "phones, ms, Hz" if timed else "phones", "syllables", "then"):
        table.add_column(
            heading,
            overflow="fold",
            min_width=len(heading),
            no_wrap=bool(timed) and heading.startswith(("phones", "then")),
        )
    for index, word in enumerate(utterance.words):
        syllables = split_syllables(word.phones)
        after = breaks.get(index)
        pause = f" {_pause(timed, index)} ms" if timed else ""
        table.add_row(
            Text(word.text),
            Text(_origin(word), style="dim"),
            _timed_phones(timed.words[index]) if timed else Text(" ".join(map(str, word.phones)), style="cyan"),
            Text(".".join("".join(map(str, syllable)) for syllable in syllables)),
            Text(f"{after.kind.value} {'|' * after.strength}{pause}" if after else ""),
        )
    return table


def _origin(word: "Word") -> str:
    """A word's part of speech, and where its phones come from, if that is not espeak."""
    from frontend.utterance import PhoneSource

    return word.tag if word.source == PhoneSource.ESPEAK else f"{word.tag} {word.source.value}".strip()


def _timed_phones(word: "TimedWord") -> "Text":
    """In threes of lines: phones, and under each its milliseconds and its pitch."""
    from rich.text import Text

    lines: list[tuple[str, str]] = []
    for first in range(0, len(word.phones), _PHONES_BESIDE):
        columns = [_column(phone) for phone in word.phones[first : first + _PHONES_BESIDE]]
        rows = (" ".join(cells) for cells in zip(*columns, strict=True))
        lines += zip(rows, ("cyan", "", "dim"), strict=True)
    return Text("\n").join(Text(*line) for line in lines)


def _column(phone: "TimedPhone") -> list[str]:
    from rich.cells import cell_len

    pitch = f"{phone.hz:.0f}" if phone.hz else _NO_VOICE
    cells = (phone.text, str(_milliseconds(phone.end - phone.start)), pitch)
    width = max(map(cell_len, cells))
    return [cell + " " * (width - cell_len(cell)) for cell in cells]


def _pause(timed: "TimedSentence", word: int) -> int:
    """The milliseconds of silence after a word."""
    until = timed.words[word + 1].start if word + 1 < len(timed.words) else timed.end
    return _milliseconds(until - timed.words[word].end)


def _milliseconds(seconds: float) -> int:
    return round(1000 * seconds)
