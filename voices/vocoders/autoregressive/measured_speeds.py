"""How fast each way to generate is on this processor."""

import time
from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from voices.compiled.instruction_sets import choose_instruction_set
from voices.conditioning.vocoder_input import VocoderInput
from voices.vocoders.autoregressive.formulation import Speeds, fastest, way
from voices.vocoders.autoregressive.generator import Generator
from voices.vocoders.autoregressive.kernel_shape import PRECISIONS
from voices.vocoders.sampling.group import GROUP
from voices.vocoders.sampling.noise import uniform_noise
from voices.vocoders.wavenet.config import WaveNetConfig

SECONDS, ROUNDS = 0.2, 3
"""Of sound that each way makes in a round, and rounds; the fastest one counts, in seconds of the processor."""


def measure_speeds(config: WaveNetConfig, weights: Mapping[str, NDArray[np.float32]]) -> Speeds:
    """Return samples a second of each precision alone, and of the fastest one in a group."""
    wanted = _something(config)
    instruction_set = choose_instruction_set()
    generators = {name: Generator(config, weights, name, instruction_set) for name in PRECISIONS}
    speeds = _measured({way(name, 1): (generator, [wanted]) for name, generator in generators.items()})
    best = fastest(speeds).precision
    return speeds | _measured({way(best, GROUP): (generators[best], [wanted] * GROUP)})


def _something(config: WaveNetConfig) -> VocoderInput:
    frames = max(round(SECONDS * config.sample_rate / config.frame_samples), 1)
    channels = config.conditioning_channels
    features = np.random.default_rng(0).standard_normal((frames, channels)).astype(np.float32) if channels else None
    noise = uniform_noise(0, frames * config.frame_samples)
    return VocoderInput(noise, features, 0 if config.speakers else None)


def _measured(ways: Mapping[str, tuple[Generator, list[VocoderInput]]]) -> dict[str, float]:
    for generator, inputs in ways.values():
        generator.trace(inputs)  # compiles
    speeds = dict.fromkeys(ways, 0.0)
    for _ in range(ROUNDS):
        for name, (generator, inputs) in ways.items():
            started = time.thread_time()
            generator.trace(inputs)
            taken = max(time.thread_time() - started, 1e-9)
            speeds[name] = max(speeds[name], sum(len(one.noise) for one in inputs) / taken)
    return speeds
