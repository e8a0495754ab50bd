"""The user's own defaults: a YAML file, read before the options of `tts synth`."""

import dataclasses
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import typer
from typer.core import TyperCommand

from frontend.errors import TtsError
from voices.speaking.request import KNOBS

VARIABLE = "TTS_CONFIG"
_SOURCES = ("COMMANDLINE", "ENVIRONMENT", "DEFAULT_MAP", "DEFAULT")  # the first that has a value wins


_OTHERS = {"lexicon": str, "format": str, "sample_rate": int, "bitrate": int, "device": str, "threads": int}

Defaults = dataclasses.make_dataclass(
    "Defaults", [(name, kind, None) for name, kind in ({one.name: one.kind for one in KNOBS} | _OTHERS).items()]
)
"""What the file may hold: options of `tts synth`, named as there, with `_` or `-`."""


class CommandWithDefaults(TyperCommand):
    """A command whose options have the user's defaults: an option wins over its variable, that over the file."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Read the file before the options, unless it is help that is wanted."""
        if not {"-h", "--help"} & set(args):
            ctx.default_map = read_defaults()
        return super().parse_args(ctx, args)


def defaults_file() -> Path:
    """Return where the defaults are: the file TTS_CONFIG names, else config.yaml in the user's config folder."""
    import platformdirs

    return Path(os.environ.get(VARIABLE) or Path(platformdirs.user_config_dir("tts-cli")) / "config.yaml")


def read_defaults() -> dict[str, Any]:
    """Return the user's defaults by option; none where there is no file.

    Raises:
        TtsError: the file is not YAML, has an unknown key, or a value is not of its key's type.
    """
    path = defaults_file()
    if not path.exists() and not os.environ.get(VARIABLE):
        return {}
    from voices.files.configuration import from_mapping
    from voices.files.yaml_file import YamlError, read_yaml

    try:
        values = read_yaml(path)
    except YamlError as error:
        raise TtsError(f"{error}; write lines such as `speed: 1.2`") from None
    if values is None:
        return {}
    if not isinstance(values, Mapping):
        raise TtsError(f"{path} holds no settings; write lines such as `speed: 1.2`")
    named = {str(key).replace("-", "_"): value for key, value in values.items()}
    from_mapping(Defaults, named, str(path))
    if named.get("lexicon"):
        named["lexicon"] = str(path.parent / Path(named["lexicon"]).expanduser())
    if "format" in named:
        named["format_name"] = named.pop("format")  # as the option's variable is called
    return named


def given(ctx: typer.Context, option: str) -> bool:
    """Whether an option stands on the command line itself."""
    return _rank(ctx, option) == 0


def only_with_its_voice(ctx: typer.Context, voice: str | None, speaker: str | None) -> str | None:
    """Return the speaker, or None where the voice was named more specifically: the speaker is then another voice's."""
    return None if voice and _rank(ctx, "voice") < _rank(ctx, "speaker") else speaker


def only_without_a_speed(ctx: typer.Context, wpm: float | None, length_scale: float | None) -> float | None:
    """Return the words a minute, or None where a speed was named more specifically.

    Raises:
        typer.BadParameter: both stand on the command line.
    """
    if wpm is None:
        return None
    speed = 0 if length_scale is not None else _rank(ctx, "speed")
    if speed == 0 and given(ctx, "wpm"):
        raise typer.BadParameter("--wpm excludes --speed and --length-scale")
    return None if speed < _rank(ctx, "wpm") else wpm


def _rank(ctx: typer.Context, option: str) -> int:
    source = ctx.get_parameter_source(option)
    return _SOURCES.index(source.name) if source else len(_SOURCES)
