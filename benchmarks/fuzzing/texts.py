"""Random texts in every language espeak knows: read without an error, in order, whatever they hold."""

import random
from pathlib import Path

from frontend.analysis import Frontend
from frontend.linguistic.contexts import contexts
from frontend.linguistic.segments import segments
from frontend.phones.espeak import languages
from frontend.phones.inventory import Inventory
from frontend.phones.ipa import UnknownPhoneError

TAUGHT = ("en-us", "de", "uk", "es", "fr-fr", "it", "nl", "pl", "ru", "ja", "cmn")
_WORDS = (
    "the quick Dr. St. No. Mr. vs. e.g. U.S. UNESCO IMF read lead record VIII iPhone C++ 3M 401(k) don't rock'n'roll "
    "der Straße usw. z.B. Київ вул. і т. д. г. Москва año ¿Qué? ¡Hola! l'été aujourd'hui n° zł w 2020 r. het 's "
    "日本語 東京 北京 서울 שלום مرحبا Ελλάδα ไทย हिन्दी ქართული 𝔘𝔫𝔦 ﬁ ½ ⅞ Ⅷ ① ² ₂ ™ © ‰ € £ ₴ ¥ № § ° µm kg km/h"
).split()
_NUMBERS = (
    "{0}",
    "{0}.{1}",
    "{0},{1}",
    "{1},{1},{1}.{2}",
    "{1}.{1}.{1},{2}",
    "${0}",
    "€ {0},{2}",
    "£.{2}",
    "$.00",
    "-{0}",
    "+{0}",
    "{0}%",
    "{2}:{2}",
    "{2}:{2}:{2}",
    "{2}.{2}.{0}",
    "{2}/{2}/{0}",
    "{0}-{2}-{2}",
    "{2}/{2}",
    "{0}-{0}",
    "{0}th",
    "{0}.",
    "#{0}",
    "0x{0}",
    "{0}e{2}",
    "{0}e-{2}",
    "1'{2}\"",
    "{0} kg",
    "{0}²",
    "+{1} ({2}) {1} {0}",
    "192.168.{1}.{2}",
    "{0}х{2}",
    "{0}½",
    "0{0}",
    "{2}° {2}' N",
    "{0} Mio. €",
    "{0}th c.",
    "{2}% - {2}%",
    "{0}{0}{0}{0}",
    "Rs {0}",
    "{0}.{0}.{0}.{0}",
    "v{2}.{2}.{2}-rc{2}",
)
_MARKS = (
    *".,;:!?…—–-'\"`´«»„“”‘’()[]{}<>/\\|@#$%^&*_+=~\n\t \u00a0\u200b\u200d\u202e\ufeff\u0301\u0308\x00\x07\x1b",
    *"\u2028\ufffd\ue000",
    "...",
    "?!",
    "--",
    "\n\n",
    "\r\n",
    " - ",
    "[[",
    "]]",
    "[[h ə l ˈoʊ]]",
    "**",
    "```",
    "http://a.b/c?d=e",
    "a@b.cd",
    "&amp;",
    "😀",
    "👩‍👩‍👧",
    "🇺🇦",
    "=====",
    ":-)",
    "<b>",
    "</b>",
    "<!--",
)
_LONGEST = 40
_REPEATED = 200


def make(chance: random.Random, folder: Path) -> tuple[str, str]:
    """Return espeak's name of a language, and a text."""
    del folder
    language = chance.choice(TAUGHT) if chance.random() < 0.7 else chance.choice(sorted(languages()))
    return language, text(chance)


def text(chance: random.Random, pieces: int = _LONGEST) -> str:
    """Return a text of so many pieces at most."""
    return "".join(_piece(chance) + chance.choice(("", " ", " ", " ")) for _ in range(chance.randint(1, pieces)))


def check(case: tuple[str, str], folder: Path) -> None:
    """Read the text, and see that every sentence lies where it says, and has phones that models can take."""
    del folder
    language, written = case
    frontend, end = Frontend(language), 0
    for sentence in frontend.sentences(written):
        assert end <= sentence.start <= sentence.end <= len(written), "sentences overlap"
        end = sentence.end
        try:
            utterance = frontend.utterance(sentence)
        except UnknownPhoneError:
            assert "[[" in written
            continue
        if utterance is not None:
            row = segments(utterance)
            assert len(contexts(row, Inventory.of([utterance]))) == len(row)
            assert all(word.phones for word in utterance.words), "a word has no phone"


def _piece(chance: random.Random) -> str:
    kind = chance.random()
    if kind < 0.35:
        return chance.choice(_WORDS)
    if kind < 0.6:
        return number(chance)
    if kind < 0.85:
        return chance.choice(_MARKS)
    if kind < 0.97:
        return "".join(_character(chance) for _ in range(chance.randint(1, 8)))
    return chance.choice((*_WORDS, *_MARKS, number(chance))) * chance.randint(2, _REPEATED)


def number(chance: random.Random) -> str:
    """Return a number in one of the ways people write them."""
    values = (chance.randrange(10 ** chance.randint(1, 14)), chance.randrange(1000), f"{chance.randrange(100):02}")
    return chance.choice(_NUMBERS).format(*values)


def _character(chance: random.Random) -> str:
    highest = chance.choice((0x80, 0x250, 0x530, 0x3000, 0x10000, 0x110000))
    return chr(chance.randrange(highest))
