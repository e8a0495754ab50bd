"""The W3C's Pronunciation Lexicon Specification 1.0: words, and their phones or what is read in their place."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from frontend.phones.ipa import UnknownPhoneError
from frontend.phones.xsampa import ipa_of_xsampa
from frontend.ssml.elements import Element, read_elements
from frontend.ssml.error import SsmlError

_ALPHABETS: dict[str, Callable[[str], str]] = {"ipa": str, "x-sampa": ipa_of_xsampa}


class PlsError(ValueError):
    """A text that is no such lexicon; `line` says where."""

    def __init__(self, line: int, message: str) -> None:
        super().__init__(message)
        self.line = line


@dataclass(frozen=True)
class Lexeme:
    """A word as written, with its phones in IPA, or, where these are empty, what is read in its place."""

    line: int
    word: str
    phones: str
    alias: str


def is_pls(text: str) -> bool:
    """Whether a text looks like such a lexicon rather than lines of words."""
    return text.lstrip().startswith(("<?xml", "<lexicon", "<!"))


def read_pls(text: str) -> Iterator[Lexeme]:
    """Yield the words of a lexicon, a lexeme with several spellings once for each.

    Raises:
        PlsError: it is not well-formed, or a lexeme lacks what it needs.
    """
    try:
        root = read_elements(text)
    except SsmlError as error:
        raise PlsError(error.line, error.message) from None
    if root.tag != "lexicon":
        raise PlsError(root.line, f"a lexicon in XML is one <lexicon> element, not <{root.tag}>")
    for lexeme in _inside(root, "lexeme"):
        phones, alias = _phones(lexeme, root.attributes.get("alphabet", "ipa")), _alias(lexeme)
        words = [one.text for one in _inside(lexeme, "grapheme") if one.text]
        if not words or not (phones or alias):
            raise PlsError(lexeme.line, "a lexeme needs a <grapheme>, and a <phoneme> or an <alias>")
        yield from (Lexeme(lexeme.line, word, phones, alias) for word in words)


def _inside(element: Element, tag: str) -> list[Element]:
    return [child for child in element.children if isinstance(child, Element) and child.tag == tag]


def _phones(lexeme: Element, alphabet: str) -> str:
    """Of the pronunciation that is preferred, else the first."""
    given = sorted(_inside(lexeme, "phoneme"), key=lambda one: one.attributes.get("prefer") != "true")
    if not given:
        return ""
    named = given[0].attributes.get("alphabet", alphabet).lower()
    if named not in _ALPHABETS:
        raise PlsError(given[0].line, f"alphabet is {named!r}, but must be {', '.join(_ALPHABETS)}")
    try:
        return _ALPHABETS[named](given[0].text)
    except UnknownPhoneError as error:
        raise PlsError(given[0].line, str(error)) from None


def _alias(lexeme: Element) -> str:
    return next((one.text for one in _inside(lexeme, "alias")), "")
