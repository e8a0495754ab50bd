"""`tts explain`: show what becomes of a text, stage by stage."""

import json
import sys
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from frontend.errors import TtsError
from tts_cli.explained import ExplainedSentence
from tts_cli.synthesis import options

if TYPE_CHECKING:
    from tts_cli.synthesis.studio import Studio
    from voices.voice import Voice

_Reader = Callable[[str], Iterator[ExplainedSentence]]


def explain(
    text: Annotated[str, typer.Argument(help='The text; "-" reads one text a line from standard input.')],
    language: Annotated[
        str | None, typer.Option("--language", "-l", help="espeak's name of the language. Default: the voice's.")
    ] = None,
    lexicon: options.LexiconFile = None,
    ssml: Annotated[bool, typer.Option("--ssml", help="The text is SSML; standard input is one text.")] = False,
    voice: options.VoiceName = None,
    speaker: options.Speaker = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object for each text.")] = False,
) -> None:
    """Show what becomes of a text: sentences, spoken words, their phones with durations and pitch, and the pauses."""
    from tts_cli.synthesis.studio import Studio

    studio = Studio(lexicon, ssml=ssml)
    speaking = _voice(studio, voice, speaker, language)
    read = _with_voice(studio, speaking, voice, speaker) if speaking else _without_voice(studio, language or "en-us")
    if text != "-":
        texts: Iterable[str] = [text]
    else:
        texts = [sys.stdin.read()] if ssml else (line.rstrip("\r\n") for line in sys.stdin)
    if as_json:
        from tts_cli.explained import as_dictionary

        for one in texts:
            print(json.dumps(as_dictionary(one, list(read(one))), ensure_ascii=False), flush=True)
        return
    from tts_cli.console import TableConsole
    from tts_cli.explained import show

    console = TableConsole(highlight=False)
    for one in texts:
        show(read(one), console)


def _voice(studio: "Studio", name: str | None, speaker: str | None, language: str | None) -> "Voice | None":
    """The voice that is asked for; else the one that would speak, if it can and the text is in its language."""
    from tts_cli.synthesis.wishes import Wishes

    if name or speaker:
        chosen = studio.voice(Wishes(name, speaker))
        if language not in (None, chosen.manifest.language):
            raise typer.BadParameter(f"voice {chosen.manifest.name} speaks {chosen.manifest.language}, not {language}")
        return chosen
    try:
        default = studio.voice(Wishes())
    except TtsError as error:
        typer.echo(f"tts: no durations and no pitch: {error}", err=True)
        return None
    return default if language in (None, default.manifest.language) else None


def _with_voice(studio: "Studio", voice: "Voice", name: str | None, speaker: str | None) -> _Reader:
    from tts_cli.synthesis.wishes import Wishes
    from voices.speaking.timed_sentence import timed_sentence

    request = Wishes(name, speaker).request

    def read(text: str) -> Iterator[ExplainedSentence]:
        reached = 0.0
        for sentence, planned in voice.read(studio.script(text, voice), request, studio.lexicon):
            timed = timed_sentence(planned, reached) if planned else None
            yield ExplainedSentence(sentence, planned.utterance if planned else None, timed)
            reached = timed.end if timed else reached

    return read


def _without_voice(studio: "Studio", language: str) -> _Reader:
    from frontend.analysis import Frontend
    from frontend.phones.lexicon import Lexicon

    frontend = Frontend(language, studio.lexicon or Lexicon())

    def read(text: str) -> Iterator[ExplainedSentence]:
        for sentence in frontend.sentences(studio.script(text, language)):
            yield ExplainedSentence(sentence, frontend.utterance(sentence))

    return read
