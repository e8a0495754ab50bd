"""A setting of a request: what it does, what it may be and how it is spelt, all beside the field it belongs to."""

import dataclasses
import typing
from dataclasses import dataclass
from typing import Any

from frontend.errors import TtsError

_KEY = "knob"


class OutOfRangeError(TtsError):
    """A setting is beyond its limits."""


@dataclass(frozen=True)
class Knob:
    """A setting. Options of the command line, columns of a batch and keys of a configuration file are made of these.

    Attributes:
        field: of the request.
        name: everywhere else: of its option, column and key, with `_` between words.
        kind: float, int or str.
        default: where nobody says.
        help: what it does, in one sentence.
        limits: lowest and highest, both allowed.
        spellings: of its option besides `--name`, with their dashes.
        unit: shown in place of a value.
    """

    field: str
    name: str
    kind: type
    default: Any
    help: str
    limits: tuple[float, float] | None = None
    spellings: tuple[str, ...] = ()
    unit: str | None = None

    def check(self, value: Any) -> None:
        """Raise an error where a value is beyond the limits.

        Raises:
            OutOfRangeError: it is, or it is no number.
        """
        if value is None or self.limits is None:
            return
        lowest, highest = self.limits
        if not lowest <= value <= highest:
            raise OutOfRangeError(f"{self.name} is {value:g}, but must be {self.range}")

    @property
    def range(self) -> str:
        """The limits in words; empty where there are none."""
        if self.limits is None:
            return ""
        lowest, highest = self.limits
        return f"at least {lowest:g}" if highest == float("inf") else f"from {lowest:g} to {highest:g}"


def knob(
    default: Any,
    help: str,  # noqa: A002 - as every option parser calls it
    limits: tuple[float, float] | None = None,
    name: str = "",
    spellings: tuple[str, ...] = (),
    unit: str | None = None,
    positional: bool = False,
) -> Any:
    """Return a dataclass field that is a knob; the arguments are those of `Knob`, the name the field's own if empty."""
    facts = {"name": name, "help": help, "limits": limits, "spellings": spellings, "unit": unit}
    return dataclasses.field(default=default, metadata={_KEY: facts}, kw_only=not positional)


def knobs(request: type) -> tuple[Knob, ...]:
    """Return the knobs of a dataclass, in order."""
    kinds = typing.get_type_hints(request)
    found = []
    for field in dataclasses.fields(request):
        facts = dict(field.metadata[_KEY])
        kind = next(one for one in (*typing.get_args(kinds[field.name]), kinds[field.name]) if one is not type(None))
        found.append(Knob(field.name, facts.pop("name") or field.name, kind, field.default, **facts))
    return tuple(found)
