"""ARPAbet, the phones of CMUdict and of American speech recognition, to IPA."""

import re

_CONSONANTS = """
    B b  CH tʃ  D d  DH ð  DX ɾ  EL l̩  EM m̩  EN n̩  F f  G ɡ  H h  HH h  JH dʒ  K k  L l  M m  N n  NG ŋ  NX ɾ̃  P p  Q ʔ
    R ɹ  S s  SH ʃ  T t  TH θ  V v  W w  WH ʍ  Y j  Z z  ZH ʒ
"""
_VOWELS = """
    AA ɑː  AE æ  AH ʌ  AO ɔː  AW aʊ  AX ə  AXR ɚ  AY aɪ  EH ɛ  ER ɜː  EY eɪ  IH ɪ  IX ɨ  IY iː  OW oʊ  OY ɔɪ  UH ʊ
    UW uː  UX ʉ
"""
_UNSTRESSED = {"AH0": "ə", "ER0": "ɚ", "IY0": "i"}
_STRESSES = {"": "", "0": "", "1": "ˈ", "2": "ˌ"}


def _pairs(table: str) -> dict[str, str]:
    return dict(zip(table.split()[::2], table.split()[1::2], strict=True))


_IPA = (
    _pairs(_CONSONANTS)
    | {f"{vowel}{digit}": mark + ipa for vowel, ipa in _pairs(_VOWELS).items() for digit, mark in _STRESSES.items()}
    | _UNSTRESSED
)
_SYMBOL = "|".join(sorted(_IPA, key=len, reverse=True))
_TRANSCRIPTION = re.compile(rf"(?:{_SYMBOL})(?:\s+(?:{_SYMBOL}))*")


def is_arpabet(transcription: str) -> bool:
    """Whether a transcription is symbols of ARPAbet with spaces between; no letter of theirs is one of the IPA's."""
    return _TRANSCRIPTION.fullmatch(transcription) is not None


def ipa_of_arpabet(transcription: str) -> str:
    """Return a transcription in IPA, a phone a word: `HH AH0 L OW1` -> `h ə l ˈoʊ`."""
    return " ".join(_IPA[symbol] for symbol in transcription.split())
