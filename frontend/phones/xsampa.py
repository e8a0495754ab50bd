"""X-SAMPA, the IPA in ASCII (Wells 1995), to IPA."""

import re

from frontend.phones.ipa import UnknownPhoneError

_PAIRS = """
    p p  b b  t t  d d  t` ʈ  d` ɖ  c c  J\\ ɟ  k k  g ɡ  q q  G\\ ɢ  ? ʔ  >\\ ʡ  b_< ɓ  d_< ɗ  g_< ɠ
    m m  F ɱ  n n  n` ɳ  J ɲ  N ŋ  N\\ ɴ  B\\ ʙ  r r  R\\ ʀ  4 ɾ  r` ɽ  l\\ ɺ
    p\\ ɸ  B β  f f  v v  T θ  D ð  s s  z z  S ʃ  Z ʒ  s` ʂ  z` ʐ  s\\ ɕ  z\\ ʑ  C ç  j\\ ʝ  x x  G ɣ  X χ  R ʁ
    X\\ ħ  ?\\ ʕ  h h  h\\ ɦ  H\\ ʜ  <\\ ʢ  x\\ ɧ  W ʍ  K ɬ  K\\ ɮ  P ʋ  v\\ ʋ  r\\ ɹ  r\\` ɻ  j j  M\\ ɰ  w w  H ɥ
    l l  l` ɭ  L ʎ  L\\ ʟ  5 ɫ  l_G ɫ  O\\ ʘ  |\\ ǀ  !\\ ǃ  =\\ ǂ  |\\|\\ ǁ
    i i  y y  1 ɨ  } ʉ  M ɯ  u u  I ɪ  Y ʏ  U ʊ  e e  2 ø  @\\ ɘ  8 ɵ  7 ɤ  o o  @ ə  E ɛ  9 œ  3 ɜ  3\\ ɞ  V ʌ  O ɔ
    { æ  6 ɐ  a a  & ɶ  A ɑ  Q ɒ  @` ɚ  3` ɝ  I\\ ᵻ  U\\ ᵿ
    " ˈ  % ˌ  : ː  :\\ ˑ  . .  ' ʲ  _j ʲ  _w ʷ  _h ʰ  = ̩  _= ̩  ~ ̃  _~ ̃  ` ˞  _0 ̥  _v ̬  _d ̪  _ ͡
"""
_IPA = dict(zip(_PAIRS.split()[::2], _PAIRS.split()[1::2], strict=True)) | {"-": ""}
_SYMBOL = re.compile(
    "|".join(re.escape(symbol) for symbol in sorted(_IPA, key=len, reverse=True)) + r"|\s+|.", re.DOTALL
)


def ipa_of_xsampa(transcription: str) -> str:
    """Return a transcription in IPA: `t@"mA:t@U` -> `təˈmɑːtəʊ`; white space stays.

    Raises:
        UnknownPhoneError: a symbol is not X-SAMPA.
    """
    return "".join(_ipa(symbol, transcription) for symbol in _SYMBOL.findall(transcription))


def _ipa(symbol: str, transcription: str) -> str:
    if symbol.isspace():
        return symbol
    try:
        return _IPA[symbol]
    except KeyError:
        raise UnknownPhoneError(f'{symbol!r} in {transcription!r} is not X-SAMPA, such as t@"mA:t@U') from None
