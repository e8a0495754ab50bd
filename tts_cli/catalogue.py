"""Voices that lie somewhere to be fetched: listing them, catalogues of them, and what is installed of them."""

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from tts_cli.printable import printable
from tts_cli.progress import bytes_bar

Catalogue = Annotated[
    str,
    typer.Option("--catalogue", metavar="URL|FILE", envvar="TTS_CATALOGUE", help="The catalogue, or where it lies."),
]
CatalogueIfAny = Annotated[
    str | None,
    typer.Option("--catalogue", metavar="URL|FILE", envvar="TTS_CATALOGUE", help="Where voices are listed by name."),
]
_Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]


def available(catalogue: Catalogue, as_json: _Json = False) -> None:
    """List the voices of a catalogue, which `tts voices install NAME` fetches."""
    from voices.packs.catalogue import read_catalogue
    from voices.registry import voices

    found = read_catalogue(catalogue)
    if as_json:
        print(printable(json.dumps([asdict(one) for one in found.voices], ensure_ascii=False)))
        return
    installed = {one.name for one in voices()}
    from rich.table import Table
    from rich.text import Text

    from tts_cli.console import TableConsole

    table = Table("voice", "language", "speakers", "rate", "size", "licence", "", box=None, padding=(0, 2, 0, 0))
    for one in found.voices:
        rate, size = f"{one.sample_rate / 1000:g} kHz", f"{one.size_bytes / 1e6:.1f} MB"
        there = "installed" if one.name in installed else ""
        table.add_row(*map(Text, (one.name, one.language, ", ".join(one.speakers), rate, size, one.licence, there)))
    TableConsole(highlight=False).print(table)


def catalogue(
    folder: Annotated[Path, typer.Argument(help="A folder of voices' .zip files.")],
    output: Annotated[Path | None, typer.Option("--output", "-o", help="FOLDER/catalogue.json by default.")] = None,
) -> None:
    """Write a catalogue of the voices in a folder, to be put on a server, or a shared disk, with them."""
    from voices.files.atomic_file import replacing
    from voices.packs.catalogue import catalogue_of

    target = output or folder / "catalogue.json"
    text = catalogue_of(folder)
    with replacing(target) as temporary:
        temporary.write_text(text, encoding="utf-8")
    typer.echo(f"wrote {target}", err=True)


@contextmanager
def local_copy(source: str, catalogue: str | None) -> Iterator[Path]:
    """Yield the path of a local source, or of a download that is gone afterwards."""
    from voices.packs.download import is_url

    if is_url(source):
        with _downloaded(source) as path:
            yield path
    elif catalogue is None or Path(source).exists() or os.sep in source:
        yield Path(source)
    else:
        from voices.packs.catalogue import read_catalogue

        listed = read_catalogue(catalogue)
        voice = listed.voice(source)
        address = listed.address(voice)
        with _downloaded(address) if is_url(address) else nullcontext(Path(address)) as path:
            listed.check(voice, path)
            yield path


@contextmanager
def _downloaded(address: str) -> Iterator[Path]:
    import tempfile

    from voices.packs.download import download

    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "voice.zip"
        with bytes_bar("Downloading") as seen:
            download(address, target, seen)
        yield target
