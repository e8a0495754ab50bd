"""`tts synth`: speak a text into a file."""

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from frontend.errors import TtsError
from tts_cli.completion import voice_names

if TYPE_CHECKING:
    from voices.voice import SpokenSentence

FORMATS = {".wav": "WAV", ".flac": "FLAC", ".ogg": "OGG", ".mp3": "MP3"}


def synth(
    text: Annotated[str, typer.Argument(help='What to say; "-" reads it from standard input.')],
    output: Annotated[Path, typer.Option("--output", "-o", help="File to write: .wav, .flac, .ogg or .mp3.")],
    voice: Annotated[
        str | None,
        typer.Option("--voice", "-v", help="Name or folder of a voice, NAME#SPEAKER too.", autocompletion=voice_names),
    ] = None,
    speaker: Annotated[str | None, typer.Option("--speaker", "-s", help="One of the voice's speakers.")] = None,
    speed: Annotated[float, typer.Option(help="Above 1 is faster.")] = 1.0,
    pitch: Annotated[float, typer.Option(help="Semitones up or down.")] = 0.0,
    temperature: Annotated[
        float | None, typer.Option(help="Lower is smoother, higher rougher; the voice has its own.")
    ] = None,
    seed: Annotated[int, typer.Option(help="The same seed, the same samples.", min=0)] = 0,
    lexicon: Annotated[
        Path | None, typer.Option("--lexicon", help="Your own pronunciations: a file of lines `word  phones`.")
    ] = None,
) -> None:
    """Speak a text into a file; it appears under its name when it is whole."""
    if output.suffix.lower() not in FORMATS:
        raise TtsError(f"{output} has no known ending; name it {', '.join(f'*{ending}' for ending in FORMATS)}")
    from frontend.phones.lexicon import read_lexicon
    from tts_cli.language_warning import warn_of_foreign_script
    from voices.voice import Request, load_voice

    name, _, named_speaker = (voice or _default_voice()).partition("#")
    request = Request(speaker or named_speaker or None, speed, pitch, temperature, seed)
    pronunciations = read_lexicon(lexicon) if lexicon else None
    loaded = load_voice(name)
    sentences = loaded.speak(sys.stdin.read() if text == "-" else text, request, pronunciations)
    _write(output, _at_least_one(warn_of_foreign_script(sentences, loaded.manifest)), loaded.manifest.sample_rate)


def _default_voice() -> str:
    """The first bundled voice, or else the first there is."""
    from voices.registry import BUNDLED, voices

    usable = [found for found in voices() if not found.problem]
    chosen = next((found for found in usable if found.folder.parent == BUNDLED), usable[0] if usable else None)
    if chosen is None:
        raise TtsError("no voice is installed; `tts voices install FILE` installs one")
    return chosen.name


def _at_least_one(sentences: Iterable["SpokenSentence"]) -> Iterator["SpokenSentence"]:
    count = 0
    for sentence in sentences:
        count += 1
        yield sentence
    if not count:
        raise TtsError("there is nothing to say: the text holds no letter, digit or symbol")


def _write(output: Path, sentences: Iterable["SpokenSentence"], sample_rate: int) -> None:
    import soundfile

    from voices.atomic_file import replace_file

    def write(temporary: Path) -> None:
        kind = FORMATS[output.suffix.lower()]
        with soundfile.SoundFile(temporary, "w", sample_rate, channels=1, format=kind) as file:
            for sentence in sentences:
                file.write(sentence.samples)

    if not output.parent.is_dir():
        raise TtsError(f"there is no folder {output.parent} to write {output.name} in")
    try:
        replace_file(output, write)
    except soundfile.LibsndfileError as error:
        raise TtsError(f"cannot write {output}: {error.error_string}") from None
