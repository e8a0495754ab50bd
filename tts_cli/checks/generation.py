"""How fast waveforms are made here: the ways to generate, timed with the default voice; what is found is remembered."""

from collections.abc import Iterator, Mapping

from tts_cli.checks.finding import Finding, ok, warning


def check_generation() -> Iterator[Finding]:
    """Say in which precision speech is generated from now on, and how fast."""
    from tts_cli.synthesis.start import start_service
    from voices.compiled.instruction_sets import choose_instruction_set
    from voices.registry import find_voice
    from voices.vocoders.autoregressive.formulation import remember_speeds
    from voices.vocoders.autoregressive.measured_speeds import measure_speeds
    from voices.vocoders.wavenet.weights import load_weights

    voice = start_service().voice().manifest
    config, weights = load_weights(find_voice(voice.name).folder / voice.models["vocoder"])
    speeds = measure_speeds(config, weights)
    yield ok("generation", _described(speeds, voice.sample_rate, choose_instruction_set(), voice.name))
    try:
        remember_speeds(config, choose_instruction_set(), speeds)
    except OSError as error:
        yield warning("generation, remembered", f"not: {error}", "name another cache folder with TTS_CACHE")


def _described(speeds: Mapping[str, float], rate_hz: int, instruction_set: str, voice: str) -> str:
    from voices.vocoders.autoregressive.formulation import fastest, way
    from voices.vocoders.sampling.group import GROUP

    chosen = fastest(speeds)

    def speed(name: str) -> str:
        return f"{speeds[name]:,.0f} samples/s ({speeds[name] / rate_hz:.1f} times real time)"

    alone, group = way(chosen.precision, 1), way(chosen.precision, GROUP)
    together = f"{speed(group)} {GROUP} at once" if chosen.worth_a_group <= GROUP else f"no faster {GROUP} at once"
    others = ", ".join(speed(name) + f" in {name.split(',')[0]}" for name in speeds if name not in (alone, group))
    return f"{chosen.precision} with {instruction_set}, {voice}: {speed(alone)}, {together}; {others}"
