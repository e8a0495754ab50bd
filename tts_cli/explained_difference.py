"""Where two texts are said differently: words, phones, parts of speech and pauses, side by side."""

import json
from collections.abc import Callable, Iterable, Iterator
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any, NamedTuple

from frontend.errors import TtsError
from voices.speaking.explained import ExplainedSentence, as_dictionary

_Reader = Callable[[str], Iterator[ExplainedSentence]]


class _Said(NamedTuple):
    """A word as it is said, and the pause after it."""

    text: str
    tag: str
    phones: str
    source: str
    pause: str

    def __str__(self) -> str:
        return " ".join(filter(None, (self.text, self.tag, f"[{self.phones}]", self.source, self.pause)))


def show_difference(texts: Iterable[str], other: str, read: _Reader) -> None:
    """Print the words of the texts that are said otherwise in the other one, with what is said there.

    Args:
        other: a text, or a file that `tts explain --json` wrote.
    """
    from rich.table import Table
    from rich.text import Text

    from tts_cli.console import TableConsole

    here = [said for text in texts for said in _said(as_dictionary(text, list(read(text))))]
    there = _other(other, read)
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="dim")
    for heading in ("here", "there"):
        table.add_column(heading, overflow="fold")
    for kind, first, last, other_first, other_last in SequenceMatcher(None, here, there, autojunk=False).get_opcodes():
        if kind != "equal":
            sides = (here[first:last], there[other_first:other_last])
            table.add_row(*(Text("\n".join(map(str, words)) or "-") for words in sides))
    console = TableConsole(highlight=False)
    console.print(table if table.row_count else f"nothing differs in {len(here)} words")


def _other(other: str, read: _Reader) -> list[_Said]:
    path = Path(other)
    if path.suffix != ".json":
        return list(_said(as_dictionary(other, list(read(other)))))
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
        return [said for line in lines if line.strip() for said in _said(json.loads(line))]
    except OSError as error:
        raise TtsError(f"cannot read {path}: {error.strerror}") from None
    except (ValueError, KeyError, TypeError, AttributeError):
        raise TtsError(f"{path} is not what `tts explain --json` writes") from None


def _said(found: dict[str, Any]) -> Iterator[_Said]:
    for sentence in found["sentences"]:
        pauses = {one["after_word"]: f"{one['kind']} {'|' * one['strength']}" for one in sentence["breaks"]}
        for place, word in enumerate(sentence["words"]):
            phones = " ".join(word["phones"])
            yield _Said(word["text"], word.get("tag", ""), phones, word.get("source", ""), pauses.get(place, ""))
