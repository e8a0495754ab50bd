"""`tts sample`: let a network that was trained on audio alone sound."""

from pathlib import Path
from typing import Annotated

import typer

from frontend.errors import TtsError
from tts_cli.numbers import a_number

LONGEST_SECONDS = 600.0
COLDEST = 0.001


def sample(
    weights: Annotated[Path, typer.Argument(help="weights.safetensors of an unconditional network.")],
    output: Annotated[Path, typer.Option("--output", "-o", help="Audio file to write.")],
    seconds: Annotated[float, typer.Option(help="How long.", min=0.0, max=LONGEST_SECONDS, callback=a_number)] = 5.0,
    seed: Annotated[int, typer.Option(help="Another seed, another sound.", min=0)] = 0,
    temperature: Annotated[
        float, typer.Option(help="Below 1 tamer, above 1 wilder.", min=COLDEST, max=2.0, callback=a_number)
    ] = 1.0,
) -> None:
    """Let an unconditional network babble."""
    from voices.conditioning.vocoder_input import VocoderInput
    from voices.files.atomic_file import replacing
    from voices.sound.encoder import Encoder
    from voices.sound.formats import format_of
    from voices.vocoders.autoregressive.generator import Generator
    from voices.vocoders.sampling.noise import uniform_noise
    from voices.vocoders.wavenet.weights import load_weights

    kind = format_of(output)
    config, arrays = load_weights(weights)
    if config.conditioning_channels or config.speakers:
        raise TtsError(
            f"{weights} is of a conditional network, which needs features to speak from; try `tts vocoder copy`"
        )
    noise = uniform_noise(seed, max(round(seconds * config.sample_rate), config.bands))
    (waveform,) = Generator(config, arrays).generate([VocoderInput(noise)], temperature)
    with replacing(output) as temporary, temporary.open("wb") as file:
        rate = kind.rate_for(config.sample_rate, None)
        encoder = Encoder(file, kind, config.sample_rate, rate, seekable=True)
        encoder.write(waveform)
        encoder.finish()
