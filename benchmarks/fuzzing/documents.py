"""Random SSML: read or refused with where it is wrong, and said as it is planned."""

import random
from functools import cache
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

from benchmarks.fuzzing.speech import check_speech
from benchmarks.fuzzing.texts import number, text
from frontend.errors import TtsError
from frontend.ssml.read import read_ssml
from frontend.ssml.say_as import KINDS
from voices.speaking.request import KNOBS, Request
from voices.speaking.service import SpeechService

_ELEMENTS = {
    "p": (),
    "s": (),
    "break": ("time", "strength"),
    "emphasis": ("level",),
    "prosody": ("rate", "pitch", "volume", "range"),
    "phoneme": ("ph", "alphabet"),
    "sub": ("alias",),
    "say-as": ("interpret-as", "format"),
    "voice": ("name", "gender", "languages"),
    "lang": ("xml:lang",),
    "mark": ("name",),
    "audio": ("src",),
    "token": (),
    "w": ("role",),
    "desc": (),
    "lookup": ("ref",),
    "speak": (),
    "unknown": ("x",),
}
_VALUES = (
    "medium",
    "x-slow",
    "x-high",
    "silent",
    "strong",
    "none",
    "default",
    "reduced",
    "",
    " ",
    "0",
    "-1",
    "1e9",
    "nan",
    "+10%",
    "-99%",
    "1000%",
    "+2st",
    "-12st",
    "+48st",
    "150Hz",
    "-20Hz",
    "+6dB",
    "500ms",
    "3s",
    "60s",
    "61s",
    "h ə l ˈoʊ",
    "zz!",
    "ipa",
    "x-sampa",
    'h@"l@U',
    "dmy",
    "ymd",
    "telephone",
    "bob",
    "#ann",
    "en_US-tiny#bob",
    "nobody",
    "en-US",
    "uk",
    "xx",
    "female",
    "male",
    "de fr",
    "World Wide Web",
    "a.wav",
    "file:///etc/passwd",
    "\u202e",
)
_DEEPEST = 5


@cache
def _service() -> SpeechService:
    return SpeechService("en_US-tiny")


def make(chance: random.Random, folder: Path) -> tuple[str, Request]:
    """Return a document, well-formed nine times in ten, and a request."""
    del folder
    document = f"<speak>{_content(chance, 0)}</speak>"
    if chance.random() < 0.1:
        at = chance.randrange(len(document))
        document = (
            document[:at] + chance.choice(("", "<", "&", "&x;", "]]>", "<!DOCTYPE a>", "\x00")) + document[at + 1 :]
        )
    return document, request(chance)


def request(chance: random.Random) -> Request:
    """Return a request with some knobs at random."""
    wanted = {}
    for knob in KNOBS:
        if knob.limits and chance.random() < 0.2:
            lowest, highest = knob.limits
            highest = min(highest, 2**63) if knob.kind is int else min(highest, 10)
            wanted[knob.name] = chance.randint(0, int(highest)) if knob.kind is int else chance.uniform(lowest, highest)
    return Request.of(wanted)


def check(case: tuple[str, Request], folder: Path) -> None:
    """Say the document."""
    del folder
    document, wanted = case
    try:
        script = read_ssml(document)
    except TtsError:
        return
    check_speech(_service(), script, wanted)


def _content(chance: random.Random, depth: int) -> str:
    pieces = [
        _element(chance, depth) if depth < _DEEPEST and chance.random() < 0.5 else escape(_words(chance))
        for _ in range(chance.randint(0, 4))
    ]
    return "".join(pieces)


def _element(chance: random.Random, depth: int) -> str:
    tag = chance.choice(list(_ELEMENTS))
    given = "".join(f" {name}={quoteattr(_value(chance, name))}" for name in _ELEMENTS[tag] if chance.random() < 0.7)
    content = number(chance) if tag == "say-as" else _content(chance, depth + 1)
    return f"<{tag}{given}>{escape(content) if tag == 'say-as' else content}</{tag}>"


def _value(chance: random.Random, name: str) -> str:
    if name == "interpret-as" and chance.random() < 0.9:
        return chance.choice(list(KINDS))
    return chance.choice(_VALUES)


def _words(chance: random.Random) -> str:
    if chance.random() < 0.7:
        return chance.choice(("one ", "Two words. ", "it's five", "Who is it?", "a, b; c", "\n"))
    return text(chance, 4)
