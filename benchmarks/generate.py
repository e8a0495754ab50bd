"""Generation speed: naive PyTorch, the network in parallel, and every kernel, in interleaved rounds of one run.

    python -m benchmarks.generate [--json]
    python -m benchmarks.generate --device cuda [--json]

Samples a second are medians of CPU time, except for several threads (wall-clock time). A WaveNet generates on the
processor alone; with `--device cuda` it is `benchmarks.parallel` that measures, for the flows are what runs on a card.
"""

import argparse
import json
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import torch

from benchmarks import parallel
from benchmarks.naive_torch import naive_samples
from benchmarks.processor_limits import arithmetic_limit, memory_limit
from voices.compiled.instruction_sets import FLOAT_LANES, available_instruction_sets, choose_instruction_set
from voices.compiled.processor import processor_name
from voices.conditioning.vocoder_input import VocoderInput
from voices.device import CPU, CUDA
from voices.vocoders.autoregressive.generator import Generator
from voices.vocoders.autoregressive.kernel_shape import PRECISIONS, kernel_shape
from voices.vocoders.coding.waveform_coding import WaveformCoding
from voices.vocoders.sampling.group import GROUP
from voices.vocoders.sampling.noise import uniform_noise
from voices.vocoders.stack.frame_conditioning import frame_conditioning
from voices.vocoders.wavenet.config import WaveNetConfig
from voices.vocoders.wavenet.network import WaveNet, pad_frames

SAMPLE_RATE = 16000
NAIVE = "PyTorch loop, conv1d and ring buffers"


@dataclass(frozen=True)
class Contender:
    """Something that makes samples: `run` makes `samples` of them; `limit` is what the processor allows, or 0."""

    name: str
    run: Callable[[], object]
    samples: int
    threads: int = 1
    limit: float = 0.0


def main(arguments: list[str] | None = None) -> None:
    """Print the table, or one JSON object."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--json", action="store_true", help="print JSON instead of a table")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=0.5, help="audio that each kernel makes in a round")
    parser.add_argument("--residual", type=int, default=64)
    parser.add_argument("--skip", type=int, default=128)
    parser.add_argument("--bands", type=int, default=4, help="1 for the whole waveform")
    parser.add_argument("--layers-per-stack", type=int, default=8)
    parser.add_argument("--precisions", nargs="+", choices=PRECISIONS, default=PRECISIONS)
    parser.add_argument("--instruction-sets", nargs="+", choices=[*FLOAT_LANES], default=[*FLOAT_LANES])
    parser.add_argument("--device", choices=[CPU, CUDA], default=CPU)
    options = parser.parse_args(arguments)
    if options.device == CUDA:
        parallel.main(["--device", CUDA, "--rounds", str(options.rounds), *(["--json"] if options.json else [])])
        return
    options.instruction_sets = _present(options.instruction_sets)
    torch.set_num_threads(1)
    torch.manual_seed(0)
    config = WaveNetConfig(
        residual_channels=options.residual,
        skip_channels=options.skip,
        layers_per_stack=options.layers_per_stack,
        coding=WaveformCoding(options.bands),
    )
    network = WaveNet(config)
    rows = measured(contenders(network, options), options.rounds)
    if options.json:
        print(json.dumps({"processor": processor_name(), "network": str(network.config), "results": rows}, indent=1))
    else:
        print(f"Processor: {processor_name()}\n")
        print_table(rows)


def _present(wanted: list[str]) -> list[str]:
    available = available_instruction_sets()
    for name in wanted:
        if name not in available:
            print(f"{name} is left out: this processor ({processor_name()}) does not have it", file=sys.stderr)
    return [name for name in wanted if name in available]


def contenders(network: WaveNet, options: argparse.Namespace) -> list[Contender]:
    """Return everything that is compared."""
    weights = {name: tensor.detach().numpy() for name, tensor in network.state_dict().items()}
    config, samples = network.config, round(options.seconds * network.config.sample_rate)
    features = np.random.default_rng(0).standard_normal((samples // config.frame_samples, 80)).astype(np.float32)
    wanted = VocoderInput(uniform_noise(0, samples), features)
    found = [_naive(network, weights, wanted), _parallel(network, features)]
    for precision in options.precisions:
        for instruction_set in options.instruction_sets:
            generator = Generator(config, weights, precision, instruction_set)
            for streams in (1, GROUP):
                found.append(_kernel(generator, wanted, precision, instruction_set, streams))
    for precision in [name for name in options.precisions if name != PRECISIONS[0]]:
        found.append(_two_threads(Generator(config, weights, precision), wanted, precision))
    return found


def _naive(network: WaveNet, weights: dict, wanted: VocoderInput) -> Contender:
    conditioning = torch.from_numpy(frame_conditioning(network.config, weights, wanted.features, None))
    bands = network.config.bands
    steps = min(len(wanted.noise) // bands, 100)
    noise = torch.from_numpy(wanted.noise[: steps * bands]).view(steps, bands, 2)
    return Contender(NAIVE, lambda: naive_samples(network, conditioning, noise), noise.shape[0] * noise.shape[1])


def _parallel(network: WaveNet, features: np.ndarray) -> Contender:
    steps = len(features) * network.config.frame_steps
    codes = torch.randint(0, network.config.distribution.channels, (1, steps, network.config.bands))
    padded = pad_frames(torch.from_numpy(features)[None], network.config.conditioning_margin)

    @torch.inference_mode()
    def run() -> torch.Tensor:
        return network(codes, codes, padded)

    return Contender("network, all samples given (no generation)", run, codes.numel())


def _kernel(
    generator: Generator, wanted: VocoderInput, precision: str, instruction_set: str, streams: int
) -> Contender:
    kernel = kernel_shape(generator.config, precision, streams, instruction_set)
    matrices = [kernel.gate_matrix, kernel.output_matrix] * generator.config.layers
    matrices += [kernel.head1_matrix] + [kernel.head2_matrix] * kernel.bands
    multiplications = sum(matrix.rows * matrix.columns for matrix in matrices)
    memory = memory_limit(4 * sum(matrix.words for matrix in matrices), streams)
    limit = min(memory, arithmetic_limit(kernel, multiplications)) * kernel.bands
    name = f"{instruction_set} {precision}, {streams} stream{'s' * (streams > 1)}"
    inputs = [wanted] * streams
    return Contender(name, lambda: generator.trace(inputs), streams * len(wanted.noise), limit=limit)


def _two_threads(generator: Generator, wanted: VocoderInput, precision: str) -> Contender:
    inputs = [wanted] * (2 * GROUP)
    name = f"{choose_instruction_set()} {precision}, 2 threads of {GROUP} streams"
    run = lambda: generator.generate(inputs, threads=2)  # noqa: E731 - one expression, like the others
    return Contender(name, run, 2 * GROUP * len(wanted.noise), threads=2)


def measured(contenders: list[Contender], rounds: int) -> list[dict]:
    """Return the speed of each contender; rounds go through all of them in turn."""
    speeds: dict[str, list[float]] = {contender.name: [] for contender in contenders}
    for contender in contenders:
        contender.run()  # compiles, warms the caches
    for _ in range(rounds):
        for contender in contenders:
            clock = time.process_time if contender.threads == 1 else time.perf_counter
            started = clock()
            contender.run()
            speeds[contender.name].append(contender.samples / (clock() - started))
    naive = statistics.median(speeds[NAIVE])
    rows = []
    for contender in contenders:
        speed = statistics.median(speeds[contender.name])
        row = {"name": contender.name, "samples_per_second": round(speed), "real_time": round(speed / SAMPLE_RATE, 2)}
        row["times_naive"] = round(speed / naive, 1)
        row["fraction_of_limit"] = round(speed / contender.limit, 2) if contender.limit else None
        rows.append(row)
    return rows


def print_table(rows: list[dict]) -> None:
    """Print a Markdown table."""
    print("| generator | samples/s | x real time (16 kHz) | x naive | of the limit |\n|---|--:|--:|--:|--:|")
    for row in rows:
        limit = "" if row["fraction_of_limit"] is None else f"{row['fraction_of_limit']:.0%}"
        print(
            f"| {row['name']} | {row['samples_per_second']:,} | {row['real_time']} | {row['times_naive']} | {limit} |"
        )


if __name__ == "__main__":
    main()
