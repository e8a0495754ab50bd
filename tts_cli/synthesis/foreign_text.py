"""A line on stderr where a text is in letters that the voice's language is not written in."""

from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from voices.packs.manifest import VoiceManifest


class ForeignTextWarning:
    """Warns of each foreign script once for each voice, however many texts there are."""

    def __init__(self) -> None:
        self._warned: set[tuple[str, str]] = set()

    def heed(self, text: str, manifest: "VoiceManifest") -> None:
        """Say so if most of a text's letters are not those of the voice's language."""
        from frontend.writing_systems import foreign_script

        script = foreign_script(text, manifest.language)
        if not script or (script, manifest.name) in self._warned:
            return
        self._warned.add((script, manifest.name))
        typer.echo(
            f"tts: warning: the text is in {script} letters, but voice {manifest.name} speaks {manifest.language}: "
            "it will have a strong accent; `tts voices list` shows the language of every voice",
            err=True,
        )
