"""`tts explain`: show what becomes of a text, stage by stage."""

import json
import sys
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Annotated, Any

import typer

from frontend.errors import TtsError
from frontend.markup.kinds import Markup
from tts_cli.synthesis import options
from tts_cli.synthesis.request_options import requested, with_request_options
from tts_cli.synthesis.start import lexicon_of, start_service, warn_once

if TYPE_CHECKING:
    from frontend.phones.lexicon import Lexicon
    from voices.speaking.explained import ExplainedSentence
    from voices.speaking.request import Request
    from voices.speaking.service import SpeechService

_Reader = Callable[[str], "Iterator[ExplainedSentence]"]


@with_request_options("voice", "speaker")
def explain(
    text: Annotated[str, typer.Argument(help='The text; "-" reads one text a line from standard input.')],
    language: Annotated[
        str | None, typer.Option("--language", "-l", help="espeak's name of the language. Default: the voice's.")
    ] = None,
    lexicon: options.LexiconFile = None,
    ssml: Annotated[bool, typer.Option("--ssml", help="The text is SSML; standard input is one text.")] = False,
    markup: options.MarkupKind = Markup.AUTO,
    diff: Annotated[
        str | None, typer.Option("--diff", help="Another text, or a file of --json: show where the two differ.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object for each text.")] = False,
    **wanted: Any,
) -> None:
    """Show what becomes of a text: sentences, spoken words, their phones with durations and pitch, and the pauses."""
    read_as = options.marked_up_as(ssml, markup)
    service, request = start_service(), requested(wanted)
    read = _reader(service, request, language, lexicon_of(lexicon), read_as)
    if text != "-":
        texts: Iterable[str] = [text]
    else:
        whole = ssml or markup in (Markup.MARKDOWN, Markup.HTML)
        texts = [sys.stdin.read()] if whole else (line.rstrip("\r\n") for line in sys.stdin)
    if diff is not None:
        from tts_cli.explained_difference import show_difference

        show_difference(texts, diff, read)
        return
    if as_json:
        from voices.speaking.explained import as_dictionary

        for one in texts:
            print(json.dumps(as_dictionary(one, list(read(one))), ensure_ascii=False), flush=True)
        return
    from tts_cli.console import TableConsole
    from tts_cli.explained import show

    console = TableConsole(highlight=False)
    for one in texts:
        show(read(one), console)


def _reader(
    service: "SpeechService",
    request: "Request",
    language: str | None,
    lexicon: "Lexicon | None",
    markup: Markup | None,
) -> _Reader:
    """What reads texts with the voice that is asked for; else with the one that would speak, if it can and may.

    Args:
        markup: None for SSML.
    """
    if request.voice or request.speaker:
        chosen = service.voice(request).manifest
        if language not in (None, chosen.language):
            raise typer.BadParameter(f"voice {chosen.name} speaks {chosen.language}, not {language}")
        return _with_voice(service, request, lexicon, markup)
    try:
        default = service.voice(request).manifest
    except TtsError as error:
        typer.echo(f"tts: no durations and no pitch: {error}", err=True)
    else:
        if language in (None, default.language):
            return _with_voice(service, request, lexicon, markup)
    return _without_voice(language or "en-us", lexicon, markup)


def _with_voice(
    service: "SpeechService", request: "Request", lexicon: "Lexicon | None", markup: Markup | None
) -> _Reader:
    from voices.speaking.explained import explained_sentences

    warn = warn_once()

    def read(text: str) -> "Iterator[ExplainedSentence]":
        script = service.script(text, markup, request)
        for line in service.warnings(script, request):
            warn(line)
        yield from explained_sentences(service, text, markup, script, request, lexicon)

    return read


def _without_voice(language: str, lexicon: "Lexicon | None", markup: Markup | None) -> _Reader:
    from frontend.analysis import Frontend
    from frontend.phones.lexicon import Lexicon
    from frontend.reading_language import language_warnings
    from voices.speaking.explained import ExplainedSentence, as_written
    from voices.speaking.local_sound import local_sound
    from voices.speaking.written_text import script_of

    frontend, warn = Frontend(language, lexicon or Lexicon()), warn_once()

    def read(text: str) -> "Iterator[ExplainedSentence]":
        script = script_of(text, language, markup, local_sound)
        for line in (*script.warnings, *language_warnings(script, language)):
            warn(line)
        for sentence in frontend.sentences(script):
            yield ExplainedSentence(as_written(sentence, text, markup), frontend.utterance(sentence))

    return read
