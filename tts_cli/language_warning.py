"""A line on stderr where a text is in letters that the voice's language is not written in."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from voices.packs.manifest import VoiceManifest
    from voices.voice import SpokenSentence


def warn_of_foreign_script(
    sentences: Iterable["SpokenSentence"], manifest: "VoiceManifest"
) -> Iterator["SpokenSentence"]:
    """Yield the sentences as they come; say once, at the first it holds for, that they are in another language."""
    from frontend.scripts import foreign_script

    warned = False
    for sentence in sentences:
        script = "" if warned else foreign_script(sentence.utterance.text, manifest.language)
        if script:
            warned = True
            typer.echo(
                f"tts: warning: the text is in {script} letters, but voice {manifest.name} speaks {manifest.language}: "
                "it will have a strong accent; `tts voices list` shows the language of every voice",
                err=True,
            )
        yield sentence
