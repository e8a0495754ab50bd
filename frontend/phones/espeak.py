"""espeak-ng through phonemizer: found inside the package, set up safely, a copy of it for each language at hand."""

import importlib
import re
import shutil
import string
import sys
import threading
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

from frontend.errors import TtsError

if TYPE_CHECKING:
    from phonemizer.backend.espeak.wrapper import EspeakWrapper

PHONE_SEPARATOR = "_"  # phonemizer has espeak write it
_LANGUAGE_SWITCH = re.compile(r"\(.+?\)")  # "(fr)quelque chose(en)", where espeak reads words in another language
_STRESSES = "ˈˌ"
MOST_COPIES = 8
"""Of the library, for as many languages at hand; another one takes the place of that asked longest ago."""

_NEEDED_DATA = ("phontab", "phonindex", "phondata", "intonations")  # without one of them espeak ends the interpreter
_LONGEST_DATA_PATH = 159  # bytes; a longer one makes espeak end the whole interpreter

# Where a language's IPA is unfinished, espeak shows its own ASCII (Kirshenbaum) letters, or Greek ones.
_IPA_OF_ASCII = dict(zip("ABCDEFGHIJKLMNOPQRSTUVWXYZεΦ", "ɑβçðɛɱɢħɪɟɬʟɱŋɔɸɣɹʃθʊʌœχøʒɛɸ", strict=True)) | {
    "ʦ": "ts",
    "ʣ": "dz",
    "ʧ": "tʃ",
    "ʤ": "dʒ",
}
_NO_PHONES = string.punctuation.replace(PHONE_SEPARATOR, "") + string.digits + "ᵐⁿᵑ"
_CLEAN = str.maketrans(_IPA_OF_ASCII | dict.fromkeys(_NO_PHONES, ""))
_ALIASES = {"en": "en-us", "fr": "fr-fr", "zh": "cmn"}


_one_at_a_time = threading.RLock()
"""espeak-ng keeps its language and what it is asked in globals: two threads would speak each other's text."""


class EspeakError(TtsError):
    """espeak-ng cannot be used, or does not speak the language."""


def transcribe(clause: str, language: str) -> list[str]:
    """Return espeak's transcription of a clause: one string of phones joined by "_" for each of its words.

    Tone numbers ("ni2"), prenasal marks and espeak's own ASCII marks ("r#") are not phones and are left out: no voice
    here speaks a language that needs them.

    espeak joins some words ("of the") and parts others ("AIUkraine"): its words need not be those of the clause.

    Args:
        clause: words without punctuation; other symbols than degrees, currencies and those of sums are passed over.
        language: espeak's name of the language, such as "en-us" or "uk".

    Raises:
        EspeakError: the language is not one of espeak's.
    """
    with _one_at_a_time:
        transcription = _espeak(language).text_to_phonemes(_without_harm(clause))
    groups = _LANGUAGE_SWITCH.sub("", transcription).translate(_CLEAN).split()
    phones = ([phone for phone in group.split(PHONE_SEPARATOR) if phone] for group in groups)
    return [PHONE_SEPARATOR.join(group) for group in phones if "".join(group).strip(_STRESSES)]


def _without_harm(clause: str) -> str:
    """Without symbols such as ©: two of them in a row end the process in Portuguese, others in other languages."""
    if clause.isascii() and "`" not in clause:
        return clause
    return "".join(" " if _is_harmful(character) else character for character in clause)


def _is_harmful(character: str) -> bool:
    return character == "`" or (unicodedata.category(character) == "So" and character != "°")


def languages() -> dict[str, str]:
    """Return what espeak speaks: the code of each language, and its name."""
    with _one_at_a_time:
        voices = _copies.any().available_voices()
    return {voice.language: voice.name for voice in voices}


def speaks(language: str) -> bool:
    """Whether espeak speaks a language, by its name or its code."""
    return _name(language) is not None


def _espeak(language: str) -> "EspeakWrapper":
    name = _name(language)
    if name is None:
        raise EspeakError(f"espeak-ng does not speak {language!r}; it speaks {', '.join(sorted(languages()))}")
    return _copies.speaking(name)


class _Copies:
    """Copies of the library, each set to a language. None is ever given back: it would stay in memory all the same."""

    def __init__(self) -> None:
        self._idle: list[EspeakWrapper] = []
        self._speaking: dict[str, EspeakWrapper] = {}  # the one that was asked last is last

    def any(self) -> "EspeakWrapper":
        if not (self._idle or self._speaking):
            self._idle.append(_wrapper()())
        return next(iter((*self._idle, *self._speaking.values())))

    def speaking(self, name: str) -> "EspeakWrapper":
        espeak = self._speaking.pop(name, None) or self._set(name)
        self._speaking[name] = espeak
        return espeak

    def _set(self, name: str) -> "EspeakWrapper":
        if self._idle:
            espeak = self._idle.pop()
        elif len(self._speaking) < MOST_COPIES:
            espeak = _wrapper()()
        else:
            espeak = self._speaking.pop(next(iter(self._speaking)))
        espeak.set_voice(name)
        return espeak


_copies = _Copies()


@lru_cache(maxsize=64)
def _name(language: str) -> str | None:
    known = {name.lower(): name for name in languages()}
    wanted = language.replace("_", "-").lower()
    codes = (wanted, wanted.split("-")[0])
    return next((known[code] for code in (_ALIASES.get(code, code) for code in codes) if code in known), None)


@lru_cache(maxsize=1)
def _wrapper() -> "type[EspeakWrapper]":
    """phonemizer's class of espeak, each instance of which has a copy of the library."""
    import espeakng_loader

    with _put_off("joblib"):
        from phonemizer.backend.espeak.wrapper import EspeakWrapper

    library = Path(espeakng_loader.get_library_path())
    data = Path(espeakng_loader.get_data_path())
    for path in (library, *(data / name for name in _NEEDED_DATA)):
        if not path.exists():
            raise EspeakError(
                f"{path} is missing; install espeakng-loader again: pip install --force-reinstall espeakng-loader"
            )
    EspeakWrapper.set_library(str(library))
    EspeakWrapper.set_data_path(str(_short_path(data)))
    found: type[EspeakWrapper] = EspeakWrapper
    return found


@contextmanager
def _put_off(name: str) -> Iterator[None]:
    """Let what is imported meanwhile have a module of this name that is imported when it is used.

    phonemizer imports joblib, which takes longer than all else, for work in several processes alone. (importlib's
    LazyLoader does not serve: in Python 3.11 a plain `import` of what it put off counts as use.)
    """
    if name in sys.modules:
        yield
        return
    later = ModuleType(name)
    vars(later)["__getattr__"] = lambda attribute: getattr(importlib.import_module(name), attribute)
    sys.modules[name] = later
    try:
        yield
    finally:
        del sys.modules[name]  # anybody else imports it as ever


def _short_path(data: Path) -> Path:
    """Return the folder itself, or where its path is too long for espeak, a copy in the user's cache folder."""
    if _fits(data):
        return data
    import platformdirs

    version = str((data / "phontab").stat().st_size)
    copy = Path(platformdirs.user_cache_dir("tts-cli")) / "espeak-ng-data" / version
    if not _fits(copy):
        raise EspeakError(
            f"espeak-ng needs a data path of at most {_LONGEST_DATA_PATH} bytes; {data} is longer, and so is "
            f"the cache folder {copy}; set XDG_CACHE_HOME to a shorter one"
        )
    if not (copy / "phontab").exists():
        _copy_atomically(data, copy)
    return copy


def _fits(path: Path) -> bool:
    return len(bytes(path)) <= _LONGEST_DATA_PATH


def _copy_atomically(source: Path, target: Path) -> None:
    import tempfile

    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target.parent) as folder:
        copied = shutil.copytree(source, Path(folder) / "data")
        try:
            copied.rename(target)
        except OSError:
            if not (target / "phontab").exists():  # another process was not first either
                raise
