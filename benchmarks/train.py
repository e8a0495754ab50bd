"""Training speed: samples a second of whole steps (forwards, backwards, AdamW) for each formulation and precision.

    python -m benchmarks.train [--json] [--device cuda --batch-size 64] [--compile]

Medians of CPU time on a CPU, of wall-clock time elsewhere, in interleaved rounds of one run.
"""

import argparse
import copy
import json
import statistics
import time
from collections.abc import Callable

import torch
from torch import Tensor, nn

from benchmarks.formulations import ConcatenatedTaps, Convolutions
from voices.training.loop.allocator import keep_freed_memory
from voices.training.loop.precision import device_name
from voices.vocoders.coding.waveform_coding import WaveformCoding
from voices.vocoders.wavenet.config import WaveNetConfig
from voices.vocoders.wavenet.network import WaveNet

FORMULATIONS: dict[str, Callable[[WaveNet], nn.Module]] = {
    "convolutions, conditioning at sample rate": Convolutions,
    "taps concatenated, [B, T, C]": ConcatenatedTaps,
    "voices.vocoders.wavenet.network": lambda network: network,
}


def main(arguments: list[str] | None = None) -> None:
    """Print the table, or one JSON object."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--json", action="store_true", help="print JSON instead of a table")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--batch-size", type=int, default=6)
    parser.add_argument("--frames", type=int, default=50, help="of 10 ms, in a crop")
    parser.add_argument("--device", default="cpu")
    parser.add_argument("--compile", action="store_true", help="also the last formulation under torch.compile")
    options = parser.parse_args(arguments)
    keep_freed_memory()
    device = torch.device(options.device)
    rows = measured(steps(options, device), options.rounds, options.batch_size * options.frames * 160, device)
    if options.json:
        about = {"threads": torch.get_num_threads(), "device": device_name(device)}
        print(json.dumps({**about, "results": rows}, indent=1))
    else:
        print(f"Device: {device_name(device)}\n")
        print_table(rows)


def steps(options: argparse.Namespace, device: torch.device) -> dict[str, Callable[[], float]]:
    """Return a training step, which returns its loss, for each formulation and precision."""
    torch.manual_seed(0)
    network = WaveNet(WaveNetConfig())
    codes, features = _batch(network, options, device)
    found = {}
    for name, make in FORMULATIONS.items():
        for precision in (torch.float32, torch.bfloat16):
            module = make(copy.deepcopy(network)).to(device)
            found[f"{name}, {str(precision).removeprefix('torch.')}"] = _step(module, codes, features, precision)
    multi_band = WaveNet(WaveNetConfig(layers_per_stack=8, coding=WaveformCoding(bands=4)))
    for precision in (torch.float32, torch.bfloat16):
        module = copy.deepcopy(multi_band).to(device)
        name = f"the same of four bands, 2 stacks of 8 layers, {str(precision).removeprefix('torch.')}"
        found[name] = _step(module, *_batch(multi_band, options, device), precision)
    if options.compile:
        module = copy.deepcopy(network).to(device)
        module.compile(dynamic=False)
        found["voices.vocoders.wavenet.network, bfloat16, torch.compile"] = _step(
            module, codes, features, torch.bfloat16
        )
    return found


def _batch(network: WaveNet, options: argparse.Namespace, device: torch.device) -> tuple[Tensor, Tensor]:
    """Return codes and features of the same length of sound, whatever the bands."""
    steps = options.frames * network.config.frame_steps
    codes = torch.randint(0, 256, (options.batch_size, steps + 1, network.config.bands)).to(device)
    frames = options.frames + 2 * network.config.conditioning_margin
    return codes, torch.randn(options.batch_size, frames, 80).to(device)


def _step(module: nn.Module, codes: Tensor, features: Tensor, precision: torch.dtype) -> Callable[[], float]:
    optimiser = torch.optim.AdamW(module.parameters(), 1e-3)
    distribution = WaveNetConfig().distribution

    def step() -> float:
        with torch.autocast(codes.device.type, torch.bfloat16, enabled=precision == torch.bfloat16):
            parameters = module(codes[:, :-1], codes[:, 1:], features)
        time_major = parameters.transpose(0, 1)
        loss = distribution.negative_log_likelihood(time_major, codes[:, 1:].transpose(0, 1)).mean()
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
        return float(loss.detach())

    return step


def measured(steps: dict[str, Callable[[], float]], rounds: int, samples: int, device: torch.device) -> list[dict]:
    """Return each step's first loss and median speed."""
    clock = time.process_time if device.type == "cpu" else time.perf_counter
    losses = {name: step() for name, step in steps.items()}
    speeds: dict[str, list[float]] = {name: [] for name in steps}
    for _ in range(rounds):
        for name, step in steps.items():
            started = clock()
            step()
            speeds[name].append(samples / (clock() - started))
    slowest = min(statistics.median(values) for values in speeds.values())
    return [
        {
            "name": name,
            "samples_per_second": round(statistics.median(values)),
            "times_slowest": round(statistics.median(values) / slowest, 2),
            "first_loss": round(losses[name], 5),
        }
        for name, values in speeds.items()
    ]


def print_table(rows: list[dict]) -> None:
    """Print a Markdown table."""
    print("| formulation | samples/s | x slowest | loss of the first step |\n|---|--:|--:|--:|")
    for row in rows:
        print(f"| {row['name']} | {row['samples_per_second']:,} | {row['times_slowest']} | {row['first_loss']} |")


if __name__ == "__main__":
    main()
