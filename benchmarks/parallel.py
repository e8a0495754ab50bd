"""How soon one sentence is made: the autoregressive network and the flows of a voice, by threads.

    python -m benchmarks.parallel [--voice NAME] [--seconds 10] [--threads 1 2] [--device cuda [--batch 64]] [--json]

Wall-clock times and processor times of interleaved rounds, the best of each. With `--device cuda`, the flows on a
graphics card as well, one sentence and a batch, from features to samples as for `tts synth --device cuda`; the most of
these threads prepare them.
"""

import argparse
import json
import time
from collections.abc import Callable, Iterator

import numpy as np

from voices.conditioning.vocoder_input import VocoderInput
from voices.device import CPU, CUDA
from voices.speaking.loaded_voice import LoadedVoice, read_voice
from voices.vocoders.sampling.noise import uniform_noise


def main(arguments: list[str] | None = None) -> None:
    """Print the table, or one JSON object."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--voice", default="en_US-arctic")
    parser.add_argument("--seconds", type=float, default=10.0)
    parser.add_argument("--threads", type=int, nargs="+", default=[1, 2])
    parser.add_argument("--device", choices=[CPU, CUDA], default=CPU)
    parser.add_argument("--batch", type=int, default=64, help="sentences at once, on a card")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--json", action="store_true", help="print JSON instead of a table")
    options = parser.parse_args(arguments)
    voice = read_voice(options.voice)
    ways = dict(_ways(voice, options))
    best = {name: _timed(run) for name, (run, _) in ways.items()}  # the first one compiles
    for _ in range(options.rounds):
        for name, (run, _) in ways.items():
            best[name] = tuple(map(min, best[name], _timed(run)))
    if options.json:
        print(json.dumps({name: dict(zip(("seconds", "of processors"), best[name], strict=True)) for name in ways}))
        return
    print(f"| {options.seconds:g} s of speech | seconds | times real time | of processor time |\n|---|--:|--:|--:|")
    for name, (_, sentences) in ways.items():
        wall, processor = (sentences * options.seconds / seconds for seconds in best[name])
        print(f"| {name} | {best[name][0]:.3f} | {wall:.1f} | {processor:.1f} |")


def _ways(voice: LoadedVoice, options: argparse.Namespace) -> Iterator[tuple[str, tuple[Callable[[], object], int]]]:
    own, parallel = voice.vocoder(), voice.vocoder("parallel")
    wanted = _sentence(
        own.config.conditioning_channels, own.config.frame_samples, options.seconds, own.config.sample_rate
    )
    yield "autoregressive", (lambda: own.generate([wanted]), 1)
    for count in options.threads:
        yield f"parallel, {count} threads", (lambda count=count: parallel.generate([wanted], threads=count), 1)
    if options.device == CUDA:
        on_card, most = voice.vocoder("parallel", CUDA), max(options.threads)
        for count in (1, options.batch):
            yield (
                f"parallel, {CUDA}, {count} at once",
                (lambda count=count: on_card.generate([wanted] * count, threads=most), count),
            )


def _sentence(channels: int, frame_samples: int, seconds: float, rate: int) -> VocoderInput:
    frames = round(seconds * rate / frame_samples)
    features = np.random.default_rng(0).normal(0, 0.5, (frames, channels)).astype(np.float32)
    features[:, -1] = np.arange(frames) % 50 < 35
    return VocoderInput(uniform_noise(0, frames * frame_samples), features, 0)


def _timed(run: Callable[[], object]) -> tuple[float, ...]:
    """Return wall-clock seconds and those of all cores together."""
    wall, processor = time.perf_counter(), time.process_time()
    run()
    return time.perf_counter() - wall, time.process_time() - processor


if __name__ == "__main__":
    main()
