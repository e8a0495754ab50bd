"""`tts explain`: show what the frontend makes of a text, stage by stage."""

import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from rich.console import Console, RenderableType

    from frontend.analysis import Frontend
    from frontend.sentence import Sentence
    from frontend.utterance import Utterance


def explain(
    text: Annotated[str, typer.Argument(help='The text; "-" reads one text a line from standard input.')],
    language: Annotated[str, typer.Option("--language", "-l", help="espeak's name of the language.")] = "en-us",
    lexicon: Annotated[
        Path | None, typer.Option("--lexicon", help="Your own pronunciations: a file of lines `word  phones`.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object for each text.")] = False,
) -> None:
    """Show what becomes of a text: sentences, the words that are spoken, their phones and the pauses."""
    from frontend.analysis import Frontend
    from frontend.phones.lexicon import Lexicon, read_lexicon

    frontend = Frontend(language, read_lexicon(lexicon) if lexicon else Lexicon())
    texts = _lines(sys.stdin) if text == "-" else iter([text])
    if as_json:
        for one in texts:
            print(json.dumps(_as_dict(frontend, one), ensure_ascii=False), flush=True)
        return
    from rich.console import Console

    console = Console(highlight=False)
    for one in texts:
        _show(frontend, one, console)


def _lines(stream: Iterable[str]) -> Iterator[str]:
    return (line.rstrip("\r\n") for line in stream)


def _as_dict(frontend: "Frontend", text: str) -> dict[str, Any]:
    sentences = [(sentence, frontend.utterance(sentence)) for sentence in frontend.sentences(text)]
    return {
        "text": text,
        "spoken": " ".join(sentence.spoken for sentence, _ in sentences),
        "sentences": [_sentence_dict(sentence, utterance) for sentence, utterance in sentences],
    }


def _sentence_dict(sentence: "Sentence", utterance: "Utterance | None") -> dict[str, Any]:
    words = utterance.words if utterance else ()
    breaks = utterance.breaks if utterance else ()
    return {
        "text": sentence.text,
        "start": sentence.start,
        "end": sentence.end,
        "spoken": sentence.spoken,
        "words": [{"text": word.text, "phones": [str(phone) for phone in word.phones]} for word in words],
        "breaks": [
            {"after_word": one.after_word, "kind": one.kind.value, "strength": int(one.strength)} for one in breaks
        ],
    }


def _show(frontend: "Frontend", text: str, console: "Console") -> None:
    from rich.text import Text

    spoken = False
    for number, sentence in enumerate(frontend.sentences(text), start=1):
        utterance = frontend.utterance(sentence)
        console.rule(Text(f"sentence {number}, characters {sentence.start} to {sentence.end}"), align="left")
        console.print(_stages(sentence, utterance))
        if utterance:
            console.print(_word_table(utterance))
            spoken = True
    if not spoken:
        console.print("Nothing here can be spoken: no letter, digit or symbol.")


def _stages(sentence: "Sentence", utterance: "Utterance | None") -> "RenderableType":
    from rich.table import Table
    from rich.text import Text

    table = Table.grid(padding=(0, 2))
    table.add_row(Text("written", style="bold"), Text(sentence.text))
    table.add_row(Text("spoken", style="bold"), Text(sentence.spoken))
    if utterance is None:
        return table
    from frontend.linguistic.segments import segments

    row = segments(utterance)
    table.add_row(Text("phones", style="bold"), Text(" ".join(str(segment.phone) for segment in row)))
    table.add_row(Text("", style="bold"), Text(f"{len(row)} segments, of which _ are pauses", style="dim"))
    return table


def _word_table(utterance: "Utterance") -> "RenderableType":
    from rich.table import Table
    from rich.text import Text

    from frontend.linguistic.syllables import split_syllables

    breaks = {one.after_word: one for one in utterance.breaks}
    table = Table("word", "phones", "syllables", "then", box=None, padding=(0, 2, 0, 0), header_style="dim")
    for index, word in enumerate(utterance.words):
        syllables = split_syllables(word.phones)
        after = breaks.get(index)
        table.add_row(
            Text(word.text),
            Text(" ".join(map(str, word.phones)), style="cyan"),
            Text(".".join("".join(map(str, syllable)) for syllable in syllables)),
            Text(f"{after.kind.value} {'|' * after.strength}" if after else ""),
        )
    return table
