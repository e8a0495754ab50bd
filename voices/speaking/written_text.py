"""A text as it was written down: as it stands, marked up for people, or SSML."""

from frontend.markup.kinds import Markup
from frontend.markup.read import read_markup
from frontend.script import Script
from frontend.ssml.read import Sounds, no_sounds, read_ssml


def script_of(text: str, language: str, markup: Markup | None, sounds: Sounds = no_sounds) -> Script:
    """Return what is to be said of a written text.

    Args:
        language: espeak's name of the language it is read in.
        markup: None for SSML.
        sounds: finds the recordings that SSML names.

    Raises:
        SsmlError: it is to be SSML, and is not.
    """
    return read_ssml(text, language, sounds) if markup is None else read_markup(text, markup)
