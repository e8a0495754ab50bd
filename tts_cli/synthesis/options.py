"""The options of `tts synth`, but for those that are knobs of a request (`request_options`)."""

from pathlib import Path
from typing import Annotated

import typer

from frontend.markup.kinds import Markup
from tts_cli.synthesis.request_options import HOW
from voices.speaking.request import KNOBS

_IN, _OUT = "What to say", "Where it goes"

Text = Annotated[
    str | None,
    typer.Argument(metavar="TEXT", help='What to say; "-", or none, reads it from standard input.'),
]
Files = Annotated[
    list[Path] | None,
    typer.Option("--file", "-f", metavar="FILE", help="Say this file; repeatable.", rich_help_panel=_IN),
]
Batch = Annotated[
    Path | None,
    typer.Option(
        "--batch",
        metavar="FILE",
        help='Say every row of a .csv, .tsv or .jsonl file; "-" is standard input. Columns: text, and if you like id, '
        f"output, {', '.join(one.name for one in KNOBS)}.",
        rich_help_panel=_IN,
    ),
]
LexiconFile = Annotated[
    Path | None,
    typer.Option(
        "--lexicon",
        metavar="FILE",
        envvar="TTS_LEXICON",
        help="Your own pronunciations: lines of `word  phones`, in IPA or ARPAbet, or the W3C's PLS.",
        rich_help_panel=_IN,
    ),
]
Ssml = Annotated[
    bool, typer.Option("--ssml", help="The text is SSML: one <speak> element, or one a row.", rich_help_panel=_IN)
]
Interactive = Annotated[bool, typer.Option("--interactive", help="Say each line as it is typed.", rich_help_panel=_IN)]
MarkupKind = Annotated[
    Markup,
    typer.Option("--markup", help="How the text is marked up; what only marks it up is not read.", rich_help_panel=_IN),
]
Output = Annotated[
    Path | None,
    typer.Option(
        "--output",
        "-o",
        metavar="FILE",
        help="A .wav, .flac, .ogg, .opus, .mp3 or .raw file, there when it is whole, in place of what was there. "
        '"-" is standard output, as it is made.',
        rich_help_panel=_OUT,
    ),
]
OutputDir = Annotated[
    Path | None,
    typer.Option(
        "--output-dir",
        metavar="DIR",
        help="A file for each line of the text, 0001.wav and so on, or for each row of --batch. Those that are there "
        "already are skipped.",
        rich_help_panel=_OUT,
    ),
]
Overwrite = Annotated[bool, typer.Option("--overwrite", help="Make those that are there again.", rich_help_panel=_OUT)]
OutputAnywhere = Annotated[
    bool,
    typer.Option(
        "--output-anywhere",
        help="Let rows of --batch name an output outside --output-dir.",
        rich_help_panel=_OUT,
    ),
]
FormatName = Annotated[
    str | None,
    typer.Option(
        "--format",
        metavar="NAME",
        envvar="TTS_FORMAT",
        help="wav, flac, ogg, opus, mp3 or raw, where the file's ending does not say.",
        rich_help_panel=_OUT,
    ),
]
Raw = Annotated[
    bool,
    typer.Option(
        "--raw",
        "--output-raw",
        help="Bare 16-bit little-endian mono samples, to standard output where -o does not say.",
        rich_help_panel=_OUT,
    ),
]
SampleRate = Annotated[
    int | None,
    typer.Option(
        "--sample-rate",
        metavar="HZ",
        envvar="TTS_SAMPLE_RATE",
        min=4000,
        max=192000,
        help="Rate to write at. Default: the voice's.",
        rich_help_panel=_OUT,
    ),
]
Bitrate = Annotated[
    int | None,
    typer.Option(
        "--bitrate",
        metavar="KBPS",
        envvar="TTS_BITRATE",
        min=1,
        help="Kilobits a second of an MP3 or Opus file. Default: what the format takes for speech.",
        rich_help_panel=_OUT,
    ),
]
Play = Annotated[bool, typer.Option("--play", help="Play it while the rest is being said.", rich_help_panel=_OUT)]
Timings = Annotated[
    Path | None,
    typer.Option(
        "--timings",
        metavar="FILE",
        help="Write when each word is said: .srt or .vtt subtitles, .json, or a .TextGrid for Praat. With --batch or "
        "--output-dir the ending alone, such as srt: a file beside each sound.",
        rich_help_panel=_OUT,
    ),
]
Plot = Annotated[
    Path | None,
    typer.Option(
        "--plot",
        metavar="FILE.png",
        help="Draw the sound, its spectrum, pitch and phones (of 20 sentences at most).",
        rich_help_panel=_OUT,
    ),
]
LengthScale = Annotated[
    float | None,
    typer.Option("--length-scale", min=0.1, max=10, help="Above 1 is slower; 1 / speed.", rich_help_panel=HOW),
]
Device = Annotated[
    str,
    typer.Option(
        "--device",
        metavar="cpu|cuda|auto",
        envvar="TTS_DEVICE",
        help="cuda is a graphics card, on which the vocoder parallel speaks; auto: what can run on one does.",
    ),
]
Server = Annotated[
    str | None,
    typer.Option(
        "--server",
        metavar="URL",
        envvar="TTS_SERVER",
        help="Let a running `tts serve` speak; TTS_API_KEY is its key. Not with --plot or --interactive.",
    ),
]
Threads = Annotated[
    int | None,
    typer.Option("--threads", envvar="TTS_THREADS", min=1, max=256, help="Processor cores to use. Default: all."),
]


def marked_up_as(ssml: bool, markup: Markup) -> Markup | None:
    """Return the markup that `--ssml` and `--markup` together mean; None for SSML.

    Raises:
        typer.BadParameter: they exclude each other.
    """
    if ssml and markup not in (Markup.AUTO, Markup.NONE):
        raise typer.BadParameter(f"--ssml and --markup {markup.value} exclude each other")
    return None if ssml else markup
