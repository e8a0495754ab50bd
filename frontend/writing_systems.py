"""Writing systems: whether a text is in letters that its voice's language is not written in, and how those are read."""

import unicodedata
from collections import Counter
from functools import lru_cache

from frontend.phones.words import phonemize_words
from frontend.utterance import Phone

_LATIN = "Latin"
# The first word of a letter's Unicode name: what people call its script, and espeak's name of a language written in it.
_SCRIPTS = {
    "LATIN": (_LATIN, ""),  # read by every language itself
    "CYRILLIC": ("Cyrillic", "uk"),
    "GREEK": ("Greek", "el"),
    "ARMENIAN": ("Armenian", "hy"),
    "GEORGIAN": ("Georgian", "ka"),
    "HEBREW": ("Hebrew", "he"),
    "ARABIC": ("Arabic", "ar"),
    "DEVANAGARI": ("Devanagari", ""),  # its vowel signs part words here, so it is spelt
    "HANGUL": ("Korean", "ko"),
    "HIRAGANA": ("Japanese", "ja"),
    "KATAKANA": ("Japanese", "ja"),
    "CJK": ("Chinese", "cmn"),
}
_LANGUAGES = {
    "Cyrillic": "uk ru be bg mk sr kk ky tt ba cv mn",
    "Greek": "el grc",
    "Armenian": "hy hyw",
    "Georgian": "ka",
    "Hebrew": "he",
    "Arabic": "ar fa ur sd ug ps ku",
    "Devanagari": "hi mr ne kok sa",
    "Korean": "ko",
    "Japanese": "ja",
    "Chinese": "cmn zh yue hak nan ja",
}
_ONLY_RUSSIAN = frozenset("ыэёъ")


def foreign_script(text: str, language: str) -> str:
    """Return the name of the script that most of a text's letters are in, or "" where the language is written in it.

    Args:
        language: espeak's name of the language; one that is not known here is taken to be written in Latin letters.
    """
    if text.isascii() and _is_written_in(_LATIN, language):
        return ""
    counts = Counter(script for character in text if (script := _script(character)))
    if not counts:
        return ""
    name, count = counts.most_common(1)[0]
    return "" if 2 * count <= counts.total() or _is_written_in(name, language) else name


def borrowed_phones(word: str, language: str) -> tuple[Phone, ...] | None:
    """Return a word's phones in a language that is written in its letters; None where that is its own language.

    "Київ" in an English text is said as in Ukrainian rather than letter by letter ("Cyrillic letter ka ...").

    Raises:
        EspeakError, UnknownPhoneError: as `phonemize_words`.
    """
    name = foreign_script(word, language)
    other = next((reader for script, reader in _SCRIPTS.values() if script == name), "")
    if not other:
        return None
    if name == "Cyrillic" and _ONLY_RUSSIAN & set(word.lower()):
        other = "ru"
    return phonemize_words([word], other)[0]


def _is_written_in(script: str, language: str) -> bool:
    written_in = _scripts_of(language.replace("_", "-").lower().split("-")[0])
    return script in written_in if written_in else script == _LATIN


@lru_cache(maxsize=64)
def _scripts_of(language: str) -> frozenset[str]:
    return frozenset(script for script, languages in _LANGUAGES.items() if language in languages.split())


@lru_cache(maxsize=4096)
def _script(character: str) -> str:
    if not character.isalpha():
        return ""
    return _SCRIPTS.get(unicodedata.name(character, "").split(" ")[0], ("", ""))[0]
