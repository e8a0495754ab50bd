"""The files that the commands of the documentation are about."""

import json
from itertools import count
from textwrap import indent

from tests.voices.corpus.speech import write_speech
from tests.voices.tiny_conversion import make_tiny_conversion
from tests.voices.tiny_voice import make_tiny_voice
from voices.packs.archive import export_voice

TEXTS = ("Once upon a time.", "There was a king.", "He had two sons.", "They left one day.")
SPEAKERS = {"recordings/anna": ("one", "two", "three", "four"), "slt": ("arctic_b0440", "a1"), "bdl": ("a1", "a2")}
RECIPE = """
network: {residual_channels: 16, skip_channels: 16, stacks: 1, layers_per_stack: 3}
crops: {batch_size: 1, frames: 4}
"""

TINY = "steps: 2, checkpoint_every: 2, validate_every: 2"
STUDENT = f"""
teacher: {{crops: {{batch_size: 1, frames: 4}}, training: {{{TINY}}}}}
student:
  network: {{residual_channels: 16, skip_channels: 16, layers_per_stack: 3}}
  losses: {{windows: [64, 128], critic_windows: [128], critic_channels: 4}}
  crops: {{batch_size: 1, frames: 4}}
  training: {{{TINY}}}
"""
VOICE_RECIPE = f"""
acoustic: {{hidden: 16, layers: 2, batch_size: 2, training: {{{TINY}}}}}
vocoder:
  network: {{residual_channels: 16, skip_channels: 16, stacks: 1, layers_per_stack: 3}}
  crops: {{batch_size: 1, frames: 4}}
  training: {{{TINY}}}
"""
CONVERSION_RECIPE = f"""
trains: conversion
model:
  network: {{coefficients: 6, codes: 8, code_width: 4, hidden: 16, layers: 2}}
  crops: {{batch_size: 2, codes: 20}}
  training: {{{TINY}}}
"""


def write_inputs(folder):
    """Write texts, a lexicon, batches, voices and small corpora into a folder; a tiny voice stands for the bundled."""
    story = "\n\n".join(TEXTS)
    files = {
        "story.txt": story,
        "lines.txt": "\n".join(TEXTS),
        "texts.txt": "\n".join(TEXTS),
        "mine.txt": "gif  dʒ ˈɪ f\nKyiv  k ˈiː j ɪ v\nC++  s ˈiː p l ˈʌ s p l ˈʌ s\n",
        "prompts.csv": 'id,text,speaker,speed\nwelcome,Welcome!,slt,1.0\nhold,"Please hold, soon.",bdl,0.9\n',
        "prompts.jsonl": "".join(json.dumps({"id": f"json{n}", "text": text}) + "\n" for n, text in enumerate(TEXTS)),
        "dialogue.ssml": "<speak><p>Who is it?</p><p>It is <emphasis>me</emphasis>.</p></speak>",
        "tiny-recipe.yaml": RECIPE,
        "tiny-voice.yaml": VOICE_RECIPE,
        "tiny-student-voice.yaml": f"{VOICE_RECIPE}student:{indent(STUDENT, '  ')}",
        "tiny-student.yaml": STUDENT,
        "tiny-conversion.yaml": CONVERSION_RECIPE,
        "tiny-music.yaml": "conditioning: none\nvocoder:" + VOICE_RECIPE.partition("vocoder:")[2],
    }
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    make_tiny_voice(folder / "bundled" / "en_US-arctic", "en_US-arctic", speakers=["slt", "bdl"])
    make_tiny_voice(folder / "voice", "en_GB-anna")
    export_voice(folder / "voice", folder / "en_GB-anna.zip")
    speakers = ["slt", "bdl"]
    pack = folder / "bundled" / "arctic-conversion"
    make_tiny_conversion(pack, "arctic-conversion", "en_US-arctic", speakers, speakers=speakers)
    make_tiny_voice(folder / "max", "de_DE-max", language="de")
    export_voice(folder / "max", folder / "shelf" / "de_DE-max.zip")
    _write_corpora(folder)


def _write_corpora(folder):
    seeds = count()  # no two recordings are the same
    for speaker, names in SPEAKERS.items():
        for name, text in zip(names, TEXTS, strict=False):
            write_speech(folder / speaker / f"{name}.wav", 1.5, next(seeds))
            (folder / speaker / f"{name}.txt").write_text(text, encoding="utf-8")
    write_speech(folder / "music" / "tune.wav", 3.0)
    for name in ("interview.wav", "in/one.flac", "in/two.flac"):
        write_speech(folder / name, 1.0)
