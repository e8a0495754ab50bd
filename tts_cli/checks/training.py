"""How fast a vocoder would be trained here, and in which precision: a few steps of the default voice's, timed."""

from collections.abc import Iterator

from tts_cli.checks.finding import Finding, ok


def check_training() -> Iterator[Finding]:
    """Say in which precision training would compute on the processor, and how fast it was in each."""
    import torch

    from tts_cli.synthesis.start import start_service
    from voices.registry import find_voice
    from voices.training.wavenet.trial import try_training
    from voices.vocoders.wavenet.weights import load_weights

    voice = start_service().voice().manifest
    config, _ = load_weights(find_voice(voice.name).folder / voice.models["vocoder"])
    choice = try_training(config, torch.device("cpu"))
    speeds = ", ".join(f"{speed:,.0f} samples/s of a core in {name}" for name, speed in choice.speeds.items())
    yield ok("training", f"in {choice.precision}, {voice.name}: {speeds}")
