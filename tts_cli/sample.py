"""`tts sample`: let a network that was trained on audio alone sound."""

from pathlib import Path
from typing import Annotated

import typer

from frontend.errors import TtsError


def sample(
    weights: Annotated[Path, typer.Argument(help="weights.safetensors of an unconditional network.")],
    output: Annotated[Path, typer.Option("--output", "-o", help="Audio file to write.")],
    seconds: Annotated[float, typer.Option(help="How long.")] = 5.0,
    seed: Annotated[int, typer.Option(help="Another seed, another sound.")] = 0,
    temperature: Annotated[float, typer.Option(help="Below 1 tamer, above 1 wilder.")] = 1.0,
) -> None:
    """Let an unconditional network babble."""
    import soundfile

    from voices.conditioning.vocoder_input import VocoderInput
    from voices.vocoders.autoregressive.generator import Generator
    from voices.vocoders.autoregressive.noise import uniform_noise
    from voices.vocoders.wavenet.weights import load_weights

    config, arrays = load_weights(weights)
    if config.conditioning_channels or config.speakers:
        raise TtsError(
            f"{weights} is of a conditional network, which needs features to speak from; try `tts vocoder copy`"
        )
    noise = uniform_noise(seed, round(seconds * config.sample_rate))
    (waveform,) = Generator(config, arrays).generate([VocoderInput(noise)], temperature)
    soundfile.write(output, waveform, config.sample_rate)
