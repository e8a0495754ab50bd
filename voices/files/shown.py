"""Values of strangers in messages: as short as they must be to be recognised."""

from reprlib import Repr


class _Short(Repr):
    def repr_int(self, x: int, level: int) -> str:
        # Python refuses to write numbers of thousands of digits.
        return super().repr_int(x, level) if x.bit_length() < 1000 else f"a number of {x.bit_length()} bits"


_short = _Short()
_short.maxstring = _short.maxother = 80
_short.maxlist = _short.maxtuple = _short.maxdict = _short.maxset = 4
_short.maxlevel = 2
_short.maxlong = 40


def shown(value: object) -> str:
    """Return a value as Python writes it, cut short where it is long or deep."""
    return _short.repr(value)
