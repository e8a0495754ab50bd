"""YAML from anybody's hand: small, shallow and without aliases, so that reading it costs next to nothing."""

from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

from frontend.errors import TtsError

LARGEST_BYTES = 256 * 1024
DEEPEST = 16
"""Mappings and lists inside one another."""

_LONGEST_REASON = 200


class YamlError(TtsError):
    """A file is not YAML, or is YAML that no settings need."""


def read_yaml(path: Path) -> Any:
    """Return what a file holds: mappings, lists, strings, numbers and the like; None where it is empty.

    Raises:
        OSError: it cannot be read.
        YamlError: it is too large, or `parse_yaml` refuses it.
    """
    with path.open("rb") as file:
        content = file.read(LARGEST_BYTES + 1)
    if len(content) > LARGEST_BYTES:
        raise YamlError(f"{path} is larger than {LARGEST_BYTES} bytes, so it holds no settings")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise YamlError(f"{path} is not YAML: byte 0x{content[error.start]:02X} is not UTF-8") from None
    return parse_yaml(text, str(path))


def parse_yaml(text: str, where: str) -> Any:
    """Return what a text holds; `where` names it in error messages.

    Raises:
        YamlError: it is not YAML, is nested too deep, names a type of Python's, or has an alias: a few of those, each
            of a list of the one before, stand for more values than a memory holds.
    """
    import yaml

    try:
        for event, depth in _nested(yaml.parse(text, _loader())):
            if isinstance(event, yaml.AliasEvent):
                raise _refused("it has an alias", event)
            if depth > DEEPEST:
                raise _refused("it is nested too deep", event)
        return yaml.load(text, _loader())
    except yaml.YAMLError as error:
        raise YamlError(f"{where} is not YAML that can be read here: {_reason(error)}") from None
    except (ValueError, OverflowError, RecursionError) as error:  # dates and numbers that there are not
        raise YamlError(f"{where} is not YAML that can be read here: {_bounded(str(error))}") from None


@cache
def _loader() -> Any:
    """PyYAML's safe loader: in C, ten times as fast, where it was built with that."""
    import yaml

    return getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def _nested(events: Iterable[Any]) -> Iterator[tuple[Any, int]]:
    """Each event with the mappings and lists that are open after it."""
    import yaml

    depth = 0
    for event in events:
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        yield event, depth


def _refused(problem: str, event: Any) -> Exception:
    import yaml

    return yaml.MarkedYAMLError(None, None, problem, event.start_mark)


def _reason(error: Any) -> str:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    place = f" (line {mark.line + 1}, column {mark.column + 1})" if mark else ""
    return _bounded(getattr(error, "problem", None) or getattr(error, "reason", None) or str(error)) + place


def _bounded(reason: str) -> str:
    reason = " ".join(reason.split())
    return reason if len(reason) <= _LONGEST_REASON else reason[: _LONGEST_REASON - 1] + "…"
