"""The language a passage is read in: the one it is marked as, where there is a pronunciation of it."""

from collections.abc import Iterator

from frontend.phones.espeak import speaks
from frontend.script import Passage, Script


def reading_language(marked: str | None, own: str) -> str:
    """Return espeak's name of the language a passage is read in.

    Args:
        marked: what the passage says it is in; None for the voice's own.
        own: the voice's; it keeps its accent ("en-us") in what is marked as another ("en-GB").
    """
    if marked is None or _primary(marked) == _primary(own) or not speaks(marked):
        return own
    return marked


def language_warnings(script: Script, own: str) -> Iterator[str]:
    """Yield what to expect of each language in a script that is not the voice's, a line each."""
    marked = {item.language: None for item in script.items if isinstance(item, Passage) and item.language}
    for language in marked:
        if _primary(language) == _primary(own):
            continue
        if speaks(language):
            yield f"the voice speaks {own}; what is marked as {language} is said with the sounds the voice has"
        else:
            yield f"there is no pronunciation of {language!r}; what is marked so is read as {own}"


def _primary(language: str) -> str:
    return language.replace("_", "-").split("-")[0].lower()
