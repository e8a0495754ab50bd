"""`tts voices`: what voices there are, and installing, sharing, checking and removing them."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from frontend.errors import TtsError
from tts_cli.catalogue import CatalogueIfAny, available, catalogue, local_copy
from tts_cli.completion import voice_names
from tts_cli.printable import printable

if TYPE_CHECKING:
    from voices.registry import Found, FoundConversion, FoundVoice

app = typer.Typer(help="List, install, share, check and remove voices.", no_args_is_help=True)

_Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]
_Name = Annotated[str, typer.Argument(help="A voice's name, or the path of its folder.", autocompletion=voice_names)]


@app.command("list")
def list_voices(as_json: _Json = False) -> None:
    """List the voices there are, the broken ones with what is wrong with them."""
    from voices.registry import conversions, search_path, voices

    found, models = list(voices()), list(conversions())
    if as_json:
        listed = [*map(_as_dict, found), *map(_as_dict, models)]
        print(printable(json.dumps(listed, ensure_ascii=False)))
    elif found or models:
        _print_table(found)
        if models:
            _print_models(models)
    else:
        searched = ", ".join(dict.fromkeys(map(str, search_path())))
        typer.echo(f"No voice is installed; searched {searched}.", err=True)


@app.command()
def info(name: _Name, as_json: _Json = False) -> None:
    """Show everything a voice says of itself."""
    voice = _found(name)
    if as_json:
        print(printable(json.dumps(_as_dict(voice), ensure_ascii=False)))
        return
    from rich.table import Table
    from rich.text import Text

    from tts_cli.console import TableConsole

    table = Table.grid(padding=(0, 2))
    for key, value in _as_dict(voice).items():
        table.add_row(Text(key.replace("_", " "), style="bold"), Text(_readable(value)))
    TableConsole(highlight=False).print(table)


app.command()(available)
app.command()(catalogue)


@app.command()
def install(
    source: Annotated[
        str, typer.Argument(help="A voice's .zip file or folder, the URL of a .zip, or a name of the catalogue.")
    ],
    catalogue: CatalogueIfAny = None,
    force: Annotated[bool, typer.Option("--force", help="Replace an installed voice of its name.")] = False,
) -> None:
    """Install a voice, after checking that it is whole and can do no harm."""
    from voices.audition import audition
    from voices.registry import install_voice

    with local_copy(source, catalogue) as path:
        voice = install_voice(path, replace=force, named=source, audition=audition)
    typer.echo(f"installed {voice.name} in {voice.folder}", err=True)


@app.command()
def export(
    name: _Name,
    output: Annotated[Path | None, typer.Option("--output", "-o", help="The .zip file; NAME.zip by default.")] = None,
    overwrite: Annotated[bool, typer.Option("--overwrite", help="Replace a file that is there.")] = False,
    onnx: Annotated[
        bool, typer.Option("--onnx", help="Write its models as ONNX, into the folder OUTPUT (NAME-onnx), instead.")
    ] = False,
) -> None:
    """Write a voice to one .zip file, for others to install, or its models as ONNX, for other programs."""
    from voices.packs.archive import export_voice
    from voices.registry import FoundVoice

    voice = _found(name)
    if onnx:
        if not isinstance(voice, FoundVoice):
            raise TtsError(f"{voice.name} converts speech; only a voice can be written as ONNX")
        _export_onnx(voice, output or Path(f"{voice.name}-onnx"), overwrite)
        return
    archive = output or Path(f"{voice.name}.zip")
    if archive.exists() and not overwrite:
        raise TtsError(f"{archive} is there already; --overwrite replaces it")
    export_voice(voice.folder, archive)
    typer.echo(f"wrote {archive}", err=True)


def _export_onnx(voice: "FoundVoice", output: Path, overwrite: bool) -> None:
    from voices.exchange.export import export_onnx
    from voices.packs.verification import verify_voice

    if output.exists() and not overwrite:
        raise TtsError(f"{output} is there already; --overwrite replaces what is in it")
    for path in export_onnx(verify_voice(voice.folder), voice.folder, output):
        typer.echo(f"wrote {path}", err=True)


@app.command()
def remove(name: Annotated[str, typer.Argument(help="An installed voice's name.", autocompletion=voice_names)]) -> None:
    """Remove an installed voice."""
    from voices.registry import remove_voice

    typer.echo(f"removed {remove_voice(name)}", err=True)


@app.command()
def verify(name: _Name) -> None:
    """Check every file of a voice against its checksum."""
    from voices.packs.conversion_manifest import CONVERSION, verify_conversion
    from voices.packs.verification import verify_voice

    folder = _found(name).folder
    manifest = verify_conversion(folder) if (folder / CONVERSION).exists() else verify_voice(folder)
    typer.echo(f"{manifest.name} is whole: {len(manifest.files)} files as they should be", err=True)


def _found(name: str) -> "Found":
    """A voice or a conversion model by its name or the path of its folder."""
    from voices.packs.conversion_manifest import CONVERSION
    from voices.registry import conversions, find_conversion, find_voice

    if (Path(name) / CONVERSION).is_file() or name in {model.name for model in conversions()}:
        return find_conversion(name)
    return find_voice(name)


def _as_dict(voice: "Found") -> dict[str, Any]:
    from voices.files.configuration import to_mapping

    about = to_mapping(voice.manifest) if voice.manifest else {"name": voice.name, "problem": voice.problem}
    return {**about, "size_bytes": voice.size_bytes, "folder": str(voice.folder)}


def _readable(value: object) -> str:
    if isinstance(value, dict):
        return "\n".join(f"{key}: {item}" for key, item in value.items())
    if isinstance(value, list):
        return " ".join(map(str, value))
    return str(value)


def _print_table(found: list["FoundVoice"]) -> None:
    from rich.table import Table
    from rich.text import Text

    from tts_cli.console import TableConsole

    table = Table("voice", "language", "speakers", "rate", "size", "licence", box=None, padding=(0, 2, 0, 0))
    for voice in found:
        size = f"{voice.size_bytes / 1e6:.1f} MB"
        if voice.manifest is None:
            table.add_row(Text(voice.name, style="red"), "", "", "", size, Text(voice.problem, style="red"))
            continue
        about = voice.manifest
        rate = f"{about.sample_rate / 1000:g} kHz"
        speakers = ", ".join(about.speakers)
        table.add_row(*map(Text, (about.name, about.language, speakers, rate, size, about.licence)))
    TableConsole(highlight=False).print(table)


def _print_models(models: list["FoundConversion"]) -> None:
    from rich.table import Table
    from rich.text import Text

    from tts_cli.console import TableConsole

    table = Table("conversion", "to voice", "speakers", "size", "licence", box=None, padding=(0, 2, 0, 0))
    for model in models:
        size = f"{model.size_bytes / 1e6:.1f} MB"
        if model.manifest is None:
            table.add_row(Text(model.name, style="red"), "", "", size, Text(model.problem, style="red"))
            continue
        about = model.manifest
        table.add_row(*map(Text, (about.name, about.voice, ", ".join(about.speakers), size, about.licence)))
    console = TableConsole(highlight=False)
    console.print()
    console.print(table)
