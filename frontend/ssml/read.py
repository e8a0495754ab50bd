"""SSML to a script: what each element asks for."""

import re
from collections.abc import Callable
from dataclasses import replace

from frontend.errors import TtsError
from frontend.phones.ipa import UnknownPhoneError, parse_phones
from frontend.phones.xsampa import ipa_of_xsampa
from frontend.reading_language import reading_language
from frontend.script import Boundary, Casting, Item, Mark, Passage, Pause, Script, Sound
from frontend.ssml.elements import Element, read_elements
from frontend.ssml.error import SsmlError
from frontend.ssml.prosody import break_seconds, emphasised, with_pitch, with_rate, with_volume
from frontend.ssml.say_as import KINDS, knows_format, say_as
from frontend.utterance import Delivery

ALPHABETS: dict[str, Callable[[str], str]] = {"ipa": str, "x-sampa": ipa_of_xsampa}
_NOT_SPOKEN = ("desc", "metadata", "title", "meta", "lexicon")
_GENDERS = {"male": "male", "female": "female", "neutral": "", "": ""}
_REST_OF_WORD = re.compile(r"(?:['’]?[^\W_])+")


Sounds = Callable[[str], Sound]
"""Finds the recording that an SSML text names, or raises a TtsError that says why it is not played."""


class NoSoundsError(TtsError):
    """Recordings are not played here."""


def no_sounds(source: str) -> Sound:  # noqa: ARG001 - as `Sounds`
    """Play nothing, whatever is named.

    Raises:
        NoSoundsError: always.
    """
    raise NoSoundsError("recordings are not played here")


def read_ssml(text: str, language: str = "en-us", sounds: Sounds = no_sounds) -> Script:
    """Return what an SSML text asks for; what it holds beyond the part of SSML known here is in the warnings.

    Args:
        language: espeak's name of the voice's language, in which numbers are read where no other is marked.
        sounds: finds what `<audio>` names; where it cannot, what the element holds is said, with a warning.

    Raises:
        SsmlError: it is not well-formed XML, not SSML, or an element asks for what there is not.
    """
    root = read_elements(text)
    if root.tag != "speak":
        raise SsmlError(root.line, root.column, f"SSML is one <speak> element, not <{root.tag}>")
    reader = _Reader(language, sounds)
    reader.read(root, Passage(""))
    return Script(tuple(reader.items), warnings=tuple(reader.warnings))


class _Reader:
    def __init__(self, language: str, sounds: Sounds) -> None:
        self.items: list[Item] = []
        self.warnings: dict[str, None] = {}
        self._language, self._sounds = language, sounds

    def read(self, element: Element, manner: Passage) -> None:
        """Add what an element says, in the manner of what it stands in."""
        handler = _HANDLERS.get(element.tag)
        if handler is not None:
            try:
                handler(self, element, self._in_language(element, manner))
            except ValueError as error:
                raise element.error(str(error)) from None
        elif element.tag in _NOT_SPOKEN:
            self._warn(f"SSML <{element.tag}> is not used")
        else:
            self._warn(f"SSML <{element.tag}> is not known here; what it holds is spoken as it stands")
            self._children(element, manner)

    def _children(self, element: Element, manner: Passage) -> None:
        for child in element.children:
            if isinstance(child, Element):
                self.read(child, manner)
            else:
                self._text(re.sub(r"\s+", " ", child), manner)

    def _text(self, text: str, manner: Passage) -> None:
        """Add text; the rest of a word that began in the passage before is said with its beginning."""
        before = self.items[-1] if self.items else None
        if isinstance(before, Passage) and before.is_literal and before.text[-1:].isalnum():
            rest = _REST_OF_WORD.match(text)
            if rest and before.voice == manner.voice:
                self.items[-1] = replace(before, text=before.text + rest.group())
                text = text[rest.end() :]
        if self._ends_in_space():
            text = text.lstrip()
        elif isinstance(before, Pause) and text[:1].isalnum():
            text = f" {text}"  # the pause parts two words
        if text:
            self.items.append(replace(manner, text=text))

    def _ends_in_space(self) -> bool:
        last = next((item for item in reversed(self.items) if isinstance(item, Passage | Boundary)), None)
        return not isinstance(last, Passage) or last.text[-1:].isspace()

    def _in_language(self, element: Element, manner: Passage) -> Passage:
        language = element.attributes.get("xml:lang")
        return manner if language is None else replace(manner, language=language or None)

    def _warn(self, message: str) -> None:
        self.warnings[message] = None

    def _container(self, element: Element, manner: Passage) -> None:
        self._children(element, manner)

    def _paragraph(self, element: Element, manner: Passage) -> None:
        self.items.append(Boundary(ends_paragraph=True))
        self._children(element, manner)
        self.items.append(Boundary(ends_paragraph=True))

    def _sentence(self, element: Element, manner: Passage) -> None:
        self.items.append(Boundary())
        self._children(element, manner)
        self.items.append(Boundary())

    def _break(self, element: Element, manner: Passage) -> None:
        seconds = break_seconds(element.attributes.get("time"), element.attributes.get("strength"))
        self.items.append(Pause(seconds))
        self._children(element, manner)

    def _mark(self, element: Element, manner: Passage) -> None:
        self.items.append(Mark(_required(element, "name", "the name of a moment")))
        self._children(element, manner)

    def _emphasis(self, element: Element, manner: Passage) -> None:
        level = element.attributes.get("level", "moderate")
        self._children(element, replace(manner, delivery=emphasised(manner.delivery, level)))

    def _prosody(self, element: Element, manner: Passage) -> None:
        delivery = manner.delivery
        for name, value in element.attributes.items():
            if name in _PROSODY:
                delivery = _PROSODY[name](delivery, value.strip())
            elif name != "xml:lang":
                self._warn(f"SSML <prosody {name}=...> is not used; rate, pitch and volume are")
        self._children(element, replace(manner, delivery=delivery))

    def _voice(self, element: Element, manner: Passage) -> None:
        for name in element.attributes:
            if name not in ("name", "gender", "languages", "xml:lang", "required", "ordering", "onvoicefailure"):
                self._warn(f"SSML <voice {name}=...> is not used; name, gender and languages are")
        names = tuple(element.attributes.get("name", "").split())
        gender = element.attributes.get("gender", "").strip().lower()
        if gender not in _GENDERS:
            raise ValueError(f"gender is {gender!r}, but must be {', '.join(filter(None, _GENDERS))}")
        if not (names or gender or element.attributes.get("languages")):
            self._warn("SSML <voice> is of use with a name, a gender or languages only")
        casting = Casting(names, _GENDERS[gender], tuple(element.attributes.get("languages", "").split()))
        wish = names[0] if casting == Casting(names[:1]) and names else casting
        self._children(element, manner if casting == Casting() else replace(manner, voice=wish))

    def _audio(self, element: Element, manner: Passage) -> None:
        try:
            sound = self._sounds(element.attributes.get("src", "").strip())
        except TtsError as error:
            self._warn(f"SSML <audio> is not played, what it holds is said in its place: {error}")
            self._children(element, manner)
            return
        self.items.append(Pause(sound.seconds, sound))
        for name in element.attributes:
            if name not in ("src", "xml:lang", "fetchtimeout", "fetchhint", "maxage", "maxstale"):
                self._warn(f"SSML <audio {name}=...> is not used; src is")

    def _phoneme(self, element: Element, manner: Passage) -> None:
        alphabet = element.attributes.get("alphabet", "ipa")
        if alphabet not in ALPHABETS:
            raise ValueError(f"alphabet is {alphabet!r}, but must be {', '.join(ALPHABETS)}")
        written = _required(element, "ph", "phones, such as h ə l ˈoʊ")
        try:
            phones = parse_phones(ALPHABETS[alphabet](written))
        except UnknownPhoneError as error:
            raise ValueError(str(error)) from None
        self._substitute(element, replace(manner, phones=phones), written)

    def _sub(self, element: Element, manner: Passage) -> None:
        alias = _required(element, "alias", "what is said instead")
        self._substitute(element, replace(manner, spoken=alias), alias)

    def _say_as(self, element: Element, manner: Passage) -> None:
        kind = _required(element, "interpret-as", f"one of {', '.join(KINDS)}")
        if kind not in KINDS:
            self._warn(f"SSML <say-as interpret-as={kind!r}> is not known here; known are {', '.join(KINDS)}")
            self._children(element, manner)
            return
        form = element.attributes.get("format", "").strip()
        if not knows_format(kind, form):
            self._warn(f"SSML <say-as interpret-as={kind!r} format={form!r}>: that format is not known here")
        spoken = say_as(element.text, kind, form, reading_language(manner.language, self._language))
        self._substitute(element, replace(manner, spoken=spoken), element.text)

    def _substitute(self, element: Element, passage: Passage, if_empty: str) -> None:
        """Add what is said in place of an element's text; it stands between spaces, as a word of its own."""
        text = element.text or if_empty
        if text:
            self.items.append(replace(passage, text=text))


def _required(element: Element, name: str, meaning: str) -> str:
    value = element.attributes.get(name, "").strip()
    if not value:
        raise ValueError(f"it needs {name}=..., {meaning}")
    return value


_PROSODY: dict[str, Callable[[Delivery, str], Delivery]] = {
    "rate": with_rate,
    "pitch": with_pitch,
    "volume": with_volume,
}
_HANDLERS: dict[str, Callable[[_Reader, Element, Passage], None]] = {
    "speak": _Reader._container,
    "lang": _Reader._container,
    "lookup": _Reader._container,
    "token": _Reader._container,
    "w": _Reader._container,
    "p": _Reader._paragraph,
    "s": _Reader._sentence,
    "break": _Reader._break,
    "mark": _Reader._mark,
    "emphasis": _Reader._emphasis,
    "prosody": _Reader._prosody,
    "voice": _Reader._voice,
    "audio": _Reader._audio,
    "phoneme": _Reader._phoneme,
    "sub": _Reader._sub,
    "say-as": _Reader._say_as,
}
