"""How soon one sentence is made: the autoregressive network and the flows of a voice, by threads.

    python -m benchmarks.parallel [--voice NAME] [--seconds 10] [--threads 1 2] [--device cuda] [--json]

Wall-clock times and processor times of interleaved rounds, the best of each. With `--device cuda`, the flows in PyTorch
on a graphics card as well, one sentence and a batch of 64.
"""

import argparse
import json
import time
from collections.abc import Callable, Iterator

import numpy as np
import torch

from voices.conditioning.vocoder_input import VocoderInput
from voices.speaking.loaded_voice import LoadedVoice, read_voice
from voices.vocoders.flows.network import Flows
from voices.vocoders.flows.prior import prior_of
from voices.vocoders.flows.weights import load_weights
from voices.vocoders.sampling.noise import uniform_noise
from voices.vocoders.wavenet.network import pad_frames

BATCH = 64


def main(arguments: list[str] | None = None) -> None:
    """Print the table, or one JSON object."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--voice", default="en_US-arctic")
    parser.add_argument("--seconds", type=float, default=10.0)
    parser.add_argument("--threads", type=int, nargs="+", default=[1, 2])
    parser.add_argument("--device", choices=["cpu", "cuda"], default="cpu")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--json", action="store_true", help="print JSON instead of a table")
    options = parser.parse_args(arguments)
    voice = read_voice(options.voice)
    ways = dict(_ways(voice, options.seconds, options.threads, options.device))
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


def _ways(
    voice: LoadedVoice, seconds: float, threads: list[int], device: str
) -> Iterator[tuple[str, tuple[Callable[[], object], int]]]:
    own, parallel = voice.vocoder(), voice.vocoder("parallel")
    wanted = _sentence(own.config.conditioning_channels, own.config.frame_samples, seconds, own.config.sample_rate)
    yield "autoregressive", (lambda: own.generate([wanted]), 1)
    for count in threads:
        yield f"parallel, {count} threads", (lambda count=count: parallel.generate([wanted], threads=count), 1)
    if device == "cuda":
        path = voice.folder / voice.manifest.models["vocoder-parallel"]
        for sentences in (1, BATCH):
            yield f"parallel, cuda, {sentences} at once", (_on_card(path, wanted, sentences), sentences)


def _sentence(channels: int, frame_samples: int, seconds: float, rate: int) -> VocoderInput:
    frames = round(seconds * rate / frame_samples)
    features = np.random.default_rng(0).normal(0, 0.5, (frames, channels)).astype(np.float32)
    features[:, -1] = np.arange(frames) % 50 < 35
    return VocoderInput(uniform_noise(0, frames * frame_samples), features, 0)


def _on_card(path: object, wanted: VocoderInput, sentences: int) -> Callable[[], object]:
    config, weights = load_weights(path)  # type: ignore[arg-type]
    flows = Flows(config).cuda()
    flows.load_state_dict({name: torch.from_numpy(array) for name, array in weights.items()})
    assert wanted.features is not None
    steps = len(wanted.features) * config.frame_steps
    prior = prior_of(config, wanted.features, steps)
    features = pad_frames(torch.from_numpy(wanted.features)[None], config.conditioning_margin)
    noise = torch.randn(sentences, steps, config.bands)
    inputs = [noise, *(torch.from_numpy(a)[None].expand_as(noise) for a in (prior.mean, prior.log_scale))]
    inputs.append(features.expand(sentences, -1, -1))
    on_card = [tensor.contiguous().cuda() for tensor in (*inputs, torch.zeros(sentences, dtype=torch.int64))]

    def run() -> None:
        with torch.no_grad(), torch.autocast("cuda", torch.bfloat16):
            flows(*on_card)
        torch.cuda.synchronize()

    return run


def _timed(run: Callable[[], object]) -> tuple[float, ...]:
    """Return wall-clock seconds and those of all cores together."""
    wall, processor = time.perf_counter(), time.process_time()
    run()
    return time.perf_counter() - wall, time.process_time() - processor


if __name__ == "__main__":
    main()
