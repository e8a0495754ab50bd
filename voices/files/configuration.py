"""Frozen dataclass configs from mappings (YAML, JSON): exactly their keys, each of its type."""

import dataclasses
import typing
from collections.abc import Mapping
from typing import Any, TypeVar

from frontend.errors import TtsError
from voices.files.shown import shown

Config = TypeVar("Config")


class ConfigError(TtsError):
    """A setting is unknown, of the wrong type or out of range."""


def from_mapping(kind: type[Config], values: Mapping[str, Any], where: str) -> Config:
    """Make the dataclass `kind` of `values`; `where` names them in error messages.

    Raises:
        ConfigError: for an unknown key, a value of the wrong type, or one that `kind` itself refuses.
    """
    types = typing.get_type_hints(kind)
    known = [field.name for field in dataclasses.fields(kind)]  # type: ignore[arg-type]
    for key, value in values.items():
        if key not in known:
            raise ConfigError(f"{where} has unknown key {shown(key)}; known keys are {', '.join(known)}")
        if types[key] in (bool, int, float, str) and not _fits(value, types[key]):
            raise ConfigError(f"{where}: {key} is {shown(value)}, but must be of type {types[key].__name__}")
    return kind(**values)


def require(condition: bool, message: str) -> None:
    """Raise ConfigError with `message` unless `condition` holds."""
    if not condition:
        raise ConfigError(message)


def _fits(value: Any, kind: type) -> bool:
    if isinstance(value, bool):
        return kind is bool
    return isinstance(value, (int, float) if kind is float else kind)
