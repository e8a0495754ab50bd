"""Frozen dataclass configs from mappings (YAML, JSON) and back: exactly their keys, each of its type, at any depth."""

import dataclasses
import re
import typing
from collections.abc import Iterable, Mapping
from types import UnionType
from typing import Any, TypeVar

from frontend.errors import TtsError
from voices.files.shown import shown

Config = TypeVar("Config")


class ConfigError(TtsError, ValueError):
    """A setting is unknown, of the wrong type or out of range."""


class Chosen:
    """A config of which there are several kinds, each a dataclass below this one with a field `kind: Literal[...]`.

    A mapping chooses by its key `kind`; the kind's name alone chooses it with its defaults.
    """

    kind: str

    @classmethod
    def kinds(cls) -> dict[str, type]:
        """Return the kinds that have been imported, by name."""
        own: dict[str, type] = {cls.kind: cls} if dataclasses.is_dataclass(cls) and hasattr(cls, "kind") else {}
        return own | {name: kind for below in cls.__subclasses__() for name, kind in below.kinds().items()}


def from_mapping(kind: type[Config], values: Any, where: str) -> Config:
    """Make the dataclass `kind` of `values`; `where` names them in error messages.

    A dataclass with a class method `renewed` is given its mapping to bring into today's keys first.

    Raises:
        ConfigError: for an unknown or missing key, a value of the wrong type, or one that a dataclass itself refuses.
    """
    import msgspec

    values = _renewed(kind, values, where, "")
    try:
        return msgspec.convert(values, kind, dec_hook=_convert_chosen)
    except msgspec.ValidationError as error:
        raise ConfigError(_explained(str(error), values, where)) from None


def to_mapping(config: Any) -> dict[str, Any]:
    """Return what `from_mapping` makes an equal config of: mappings, lists and plain values."""
    return {field.name: _plain(getattr(config, field.name)) for field in dataclasses.fields(config)}


def require_stated(values: Mapping[str, Any], names: Iterable[str]) -> None:
    """Raise ConfigError unless `values` has all these keys: what a file means must not hang on defaults that change."""
    missing = [name for name in names if name not in values]
    require(not missing, f"{', '.join(missing)} must be stated")


def require(condition: bool, message: str) -> None:
    """Raise ConfigError with `message` unless `condition` holds."""
    if not condition:
        raise ConfigError(message)


def _plain(value: Any) -> Any:
    if dataclasses.is_dataclass(value):
        mapping = to_mapping(value)
        return mapping["kind"] if list(mapping) == ["kind"] else mapping
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    return value


def _convert_chosen(kind: type, values: Any) -> Any:
    import msgspec

    if not issubclass(kind, Chosen):
        raise NotImplementedError(f"configs cannot hold {kind}")
    if isinstance(values, str):
        values = {"kind": values}
    try:
        return msgspec.convert(values, _kind_of(kind, values), dec_hook=_convert_chosen)
    except msgspec.ValidationError as error:
        raise ValueError(str(error)) from None  # the path outside is added to a ValueError only


def _kind_of(kind: Any, values: Any) -> Any:
    """The dataclass that `values` are of, where `kind` leaves a choice."""
    is_class = isinstance(kind, type) and typing.get_origin(kind) is None  # Python 3.10 takes list[int] for a class
    if not is_class or not issubclass(kind, Chosen) or dataclasses.is_dataclass(kind):
        return kind
    kinds = kind.kinds()
    name = values.get("kind") if isinstance(values, Mapping) else values
    if not isinstance(name, str) or name not in kinds:
        raise ValueError(f"kind is {shown(name)}, but must be one of {', '.join(kinds)}{_nearest(name, kinds)}")
    return kinds[name]


def _renewed(kind: Any, values: Any, where: str, path: str) -> Any:
    """Return `values` in today's keys at every depth; refuse those that there never were."""
    parts = typing.get_args(kind) if typing.get_origin(kind) in (typing.Union, UnionType) else (kind,)
    if values is None and type(None) in parts:
        return None
    for part in parts:
        try:
            chosen = _kind_of(part, values)
            if isinstance(values, Mapping) and hasattr(chosen, "renewed"):
                values = chosen.renewed(values)
        except ValueError as error:
            raise ConfigError(f"{_place(where, path)}: {error}") from None
        if dataclasses.is_dataclass(chosen) and isinstance(values, Mapping):
            known = typing.get_type_hints(chosen)
            names = [field.name for field in dataclasses.fields(chosen)]
            for key in values:
                if key not in names:
                    found = f"unknown key {shown(key)}{_nearest(key, names)}"
                    raise ConfigError(f"{_place(where, path)} has {found}; known keys are {', '.join(names)}")
            return {key: _renewed(known[key], value, where, f"{path}.{key}") for key, value in values.items()}
    return values


def _nearest(name: object, known: Iterable[str]) -> str:
    from difflib import get_close_matches

    found = get_close_matches(str(name)[:80], known, n=1)
    return f" (did you mean {found[0]!r}?)" if found else ""


def _place(where: str, path: str) -> str:
    return f"{where}: {path.removeprefix('.')}" if path else where


_PATH = re.compile(r" - at (`key` in )?`\$([^`]*)`")
_NAMES = {"object": "a mapping", "array": "a list"}


def _explained(message: str, values: Any, where: str) -> str:
    """What msgspec says, in the words of this program: with the value, and one path from the outside in."""
    path = "".join(part for _, part in reversed(_PATH.findall(message)))
    place = _place(where, path)
    said = _PATH.sub("", message)
    missing = re.fullmatch(r"Object missing required field `(.+)`", said)
    if missing:
        return f"{place} lacks {missing[1]!r}"
    wanted = re.fullmatch(r"Expected `(.+?)`, got `.+`", said)
    if not wanted:
        return f"{place}: {said}"
    name = _NAMES.get(wanted[1], f"of type {wanted[1].replace(' | null', ' or null')}")
    if "`key` in" in message:
        return f"{place}: every key must be {name}"
    if "[...]" in path:  # some value of a mapping: msgspec does not say which
        return f"{_place(where, path.replace('[...]', ''))}: every value must be {name}"
    return f"{place} is {shown(_value_at(path, values))}, but must be {name}"


def _value_at(path: str, values: Any) -> Any:
    for key, place in re.findall(r"\.([^.\[]+)|\[(\d+)\]", path):
        values = values[key or int(place)]
    return values
