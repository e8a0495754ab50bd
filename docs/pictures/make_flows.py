"""Makes flows.png beside this file: a sentence at each flow's output.

From above, the prior alone, after every flow, and the recording: `python docs/pictures/make_flows.py DATA WEIGHTS`.
"""

import argparse
from pathlib import Path

import numpy as np

from voices.corpus.utterances.packed_audio import read_packed_audio
from voices.corpus.utterances.vocoder_input import vocoder_input
from voices.sound.sixteen_bits import waveform_of
from voices.vocoders.coding.waveform_coding import decode_waveform
from voices.vocoders.flows.on_processor import OnProcessor
from voices.vocoders.flows.weights import load_weights

SECONDS = 2.0
WINDOW, HOP = 512, 64


def main() -> None:
    """Write the picture."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("weights", type=Path)
    parser.add_argument("--utterance", default="arctic_b0460", help="end of the name of a held-out one")
    parser.add_argument("--output", type=Path, default=Path(__file__).with_name("flows.png"))
    options = parser.parse_args()
    data = read_packed_audio(options.data)
    chosen = next(one for one in data.utterances if one.held_out and one.name.endswith(options.utterance))
    config, weights = load_weights(options.weights)
    stages = OnProcessor(config, weights).stages(vocoder_input(data.header, chosen, config, 0))
    names = ["prior: harmonics and noise", *(f"after flow {number + 1}" for number in range(len(stages) - 1))]
    shown = [(name, decode_waveform(config.coding, one)) for name, one in zip(names, stages, strict=True)]
    draw([*shown, ("recording", waveform_of(chosen.audio))], config.sample_rate, options.output)


def draw(waveforms: list[tuple[str, np.ndarray]], rate: int, path: Path) -> None:
    """Draw the beginning of each waveform [T], and its spectrogram."""
    import matplotlib

    matplotlib.use("agg")
    from matplotlib import pyplot

    figure, axes = pyplot.subplots(
        len(waveforms), 2, figsize=(11, 1.9 * len(waveforms)), sharex="col", width_ratios=(1, 2)
    )
    for (name, samples), (left, right) in zip(waveforms, axes, strict=True):
        part = samples[: round(SECONDS * rate)]
        stretch = slice(round(0.45 * SECONDS * rate), round(0.45 * SECONDS * rate) + rate // 25)
        left.plot(np.arange(stretch.stop - stretch.start) / rate * 1000, part[stretch], linewidth=0.8)
        left.set_ylabel(name)
        frames = np.lib.stride_tricks.sliding_window_view(part, WINDOW)[::HOP] * np.hanning(WINDOW)
        decibels = 20 * np.log10(np.abs(np.fft.rfft(frames)) + 1e-3)
        right.imshow(
            decibels.T,
            origin="lower",
            aspect="auto",
            cmap="magma",
            vmin=-50,
            vmax=30,
            extent=(0, SECONDS, 0, rate / 2000),
        )
    axes[-1][0].set_xlabel("ms")
    axes[-1][1].set_xlabel("seconds; kHz")
    figure.tight_layout()
    figure.savefig(path, dpi=60)


if __name__ == "__main__":
    main()
