"""The phones a voice knows, in a fixed order, and what it says for those it does not know."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from functools import cached_property

from frontend.phones.ipa import PAUSE, PLACES, Articulation, UnknownPhoneError, articulation
from frontend.utterance import Phone, Utterance


@dataclass(frozen=True)
class Inventory:
    """Phone symbols in the order a voice was trained on; a voice stores it, so that contexts stay the same.

    The pause is always there, at place 0.
    """

    symbols: tuple[str, ...]

    def __post_init__(self) -> None:
        if not self.symbols or self.symbols[0] != PAUSE or len(set(self.symbols)) != len(self.symbols):
            raise ValueError(f"an inventory starts with {PAUSE!r} and names each phone once, not {self.symbols}")
        for symbol in self.symbols:
            articulation(symbol)

    @classmethod
    def of(cls, utterances: Iterable[Utterance]) -> "Inventory":
        """Return the phones of these utterances, in alphabetical order."""
        return cls((PAUSE, *sorted({phone.symbol for u in utterances for word in u.words for phone in word.phones})))

    @cached_property
    def _index(self) -> dict[str, int]:
        return {symbol: index for index, symbol in enumerate(self.symbols)}

    def index(self, symbol: str) -> int:
        """Return the place of a phone.

        Raises:
            UnknownPhoneError: the voice was not trained on it; `closest` finds what to say instead.
        """
        try:
            return self._index[symbol]
        except KeyError:
            raise UnknownPhoneError(
                f"phone {symbol!r} is not one this voice was trained on; it knows {' '.join(self.symbols)}"
            ) from None

    def closest(self, phone: Phone) -> Phone:
        """Return the phone itself if the voice knows it, else the one made most like it, with the same stress."""
        if phone.symbol in self._index or len(self.symbols) == 1:
            return phone
        wanted = articulation(phone.symbol)
        nearest = min(self.symbols[1:], key=lambda symbol: _distance(wanted, articulation(symbol)))
        return Phone(nearest, phone.stress)


_WEIGHTS = {"vowel": 20.0, "manner": 6.0, "place": 5.0, "voiced": 1.5, "height": 6.0, "backness": 6.0, "long": 0.3}


def _distance(wanted: Articulation, other: Articulation) -> float:
    """How differently two phones are made; vowel against consonant weighs most, secondary articulations least."""
    left, right = asdict(wanted), asdict(other)
    return sum(_WEIGHTS.get(name, 1.0) * _difference(name, left[name], right[name]) for name in left)


def _difference(name: str, left: float | str, right: float | str) -> float:
    if name == "place" and left in PLACES and right in PLACES and left != right:
        return 0.3 + 0.7 * abs(PLACES.index(str(left)) - PLACES.index(str(right))) / len(PLACES)
    if isinstance(left, str) or isinstance(right, str):
        return float(left != right)
    return abs(left - right)
