"""Flows as an ONNX graph: features and noise to samples, as `vocoders.flows.parallel` without blocks and threads."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from frontend.features.mel import mel_filters
from voices.conditioning.feature_config import FeatureConfig
from voices.exchange.graph import Graph, double, glided, gliding_places
from voices.vocoders.flows.config import FlowsConfig
from voices.vocoders.flows.prior import noise_power_of_bands, noise_spectrum_of
from voices.vocoders.flows.weights import of_flow
from voices.vocoders.sampling.temperature import GLIDE, VOICED_TEMPERATURE

Floats = NDArray[np.float32]

ECHO = 1e-10
"""Of a sample, below which the undone pre-emphasis no longer counts."""


def flows_graph(config: FlowsConfig, weights: Mapping[str, Floats]) -> Graph:
    """Return the graph: features [frames, C], standard normal noise [steps, bands], speaker and temperature to samples.

    Raises:
        ValueError: if the flows have no prior: then what their features say is not known.
    """
    if config.prior is None:
        raise ValueError("these flows do not say how their features were measured")
    graph = Graph()
    features = graph.input("features", np.float32, ["frames", config.conditioning_channels])
    noise = graph.input("noise", np.float32, ["steps", config.bands])
    speaker = graph.input("speaker", np.int64, [])
    temperature = graph.input("temperature", np.float32, [])
    mean, log_scale = _prior(graph, config, config.prior, features)
    source = graph.Mul(mean, graph.Exp(graph.Neg(log_scale)))
    frame = graph.Div(graph.counting(graph.length(noise)), [config.frame_steps])
    freely = graph.Gather(_frame_temperatures(graph, features), frame)
    values = graph.Mul(noise, graph.Unsqueeze(graph.Mul(freely, temperature), [1]))
    for number in range(config.flows):
        values = _flow(graph, config, of_flow(weights, number), values, source, features, speaker, frame)
    signal = graph.Add(graph.Mul(values, graph.Exp(log_scale)), mean)
    graph.named("samples", _decoded(graph, config, signal))
    return graph


def _prior(graph: Graph, config: FlowsConfig, measured: FeatureConfig, features: str) -> tuple[str, str]:
    """As `flows.prior.prior_of`."""
    mel = graph.part(features, 0, measured.bands, 1)
    amplitudes = graph.Exp(
        graph.Add(graph.Mul(mel, np.float32(measured.log_mel_deviation)), np.float32(measured.middle_log_mel))
    )
    deviations = graph.Div(graph.cast(amplitudes, np.float64), double(noise_spectrum_of(measured)))
    powers = graph.MatMul(graph.Mul(deviations, deviations), double(noise_power_of_bands(measured, config.coding)))
    levels = graph.cast(graph.Log(graph.Sqrt(powers)), np.float32)
    harmonics = _harmonics(graph, measured, amplitudes, features)
    return _encoded(graph, config, harmonics), glided(graph, levels, config.frame_steps)


def _harmonics(graph: Graph, measured: FeatureConfig, amplitudes: str, features: str) -> str:
    width = mel_filters(measured).sum(1)
    log_pitch, voiced = (graph.part(features, i, i + 1, 1) for i in (measured.bands, measured.bands + 1))
    log_pitch = graph.Add(
        graph.Mul(log_pitch, np.float32(measured.log_pitch_deviation)), np.float32(measured.middle_log_hz)
    )
    pitch = graph.Exp(graph.cast(log_pitch, np.float64))
    pitch = graph.Min(graph.Max(pitch, double(measured.lowest_pitch_hz)), double(measured.highest_pitch_hz))  # [F, 1]
    number = np.arange(1.0, measured.highest_hz / measured.lowest_pitch_hz + 1)
    hz = graph.Mul(pitch, double(number[None]))
    lowest, highest = (np.log1p(edge / 700) for edge in (measured.lowest_hz, measured.highest_hz))
    mel = graph.Log(graph.Add(graph.Div(hz, double(700.0)), double(1.0)))
    place = graph.Sub(
        graph.Div(graph.Sub(mel, double(lowest)), double((highest - lowest) / (measured.bands + 1))), double(1.0)
    )
    place = graph.Min(graph.Max(place, double(0.0)), double(measured.bands - 1.0))
    below = graph.cast(place, np.int64)
    above = graph.Min(graph.Add(below, [[1]]), [[measured.bands - 1]])
    log_density = graph.Log(graph.Div(graph.cast(amplitudes, np.float64), double(width[None])))
    first, second = (graph.GatherElements(log_density, index, axis=1) for index in (below, above))
    share = graph.Sub(place, graph.cast(below, np.float64))
    density = graph.Exp(graph.Add(first, graph.Mul(share, graph.Sub(second, first))))
    lobe = 2 * measured.rate_hz / measured.window
    widths_hz = graph.Gather(double(width * measured.rate_hz / measured.transform_length), below)
    gap = graph.Min(graph.Max(widths_hz, double(lobe)), graph.Max(pitch, double(lobe)))
    heard = graph.Mul(graph.cast(graph.Less(hz, double(measured.highest_hz)), np.float64), _double(graph, voiced))
    strong = graph.Mul(graph.Mul(density, graph.Div(gap, double(lobe))), heard)
    return _sum_of_harmonics(graph, measured, graph.Log(pitch), strong, number)


def _double(graph: Graph, voiced: str) -> str:
    return graph.cast(graph.Greater(voiced, 0.5), np.float64)


def _sum_of_harmonics(
    graph: Graph, measured: FeatureConfig, log_pitch: str, strong: str, number: NDArray[np.float64]
) -> str:
    """As `flows.harmonics.harmonic_sum`, one harmonic after the other: all at once would fill the memory."""
    before, after, share = gliding_places(graph, graph.length(strong), measured.hop)
    one, other = (graph.Squeeze(graph.Gather(log_pitch, place), [1]) for place in (before, after))
    gliding = graph.Exp(graph.Add(one, graph.Mul(share, graph.Sub(other, one))))
    cycles = graph.CumSum(graph.Div(gliding, double(measured.rate_hz)), 0)
    each = Graph("harmonic_")
    turned = each.operation("Mod", each.Mul("cycles_in", "harmonic"), double(1.0), fmod=1)
    wave = each.Cos(each.cast(each.Mul(turned, double(2 * np.pi)), np.float32))
    first, second = each.Gather("strong", "before_in"), each.Gather("strong", "after_in")
    amplitude = each.Add(first, each.Mul("share_in", each.Sub(second, first)))
    each.named("total_out", each.Add("total_in", each.Mul(each.cast(amplitude, np.float32), wave)))
    for name, value in (("cycles_in", cycles), ("before_in", before), ("after_in", after), ("share_in", share)):
        graph.named(name, value)  # what the body hears of the graph around it
    body = each.body(
        [("total_in", np.float32, ["T"]), ("harmonic", np.float64, []), ("strong", np.float64, ["F"])],
        [("total_out", np.float32, ["T"])],
    )
    silence = graph.Mul(graph.cast(cycles, np.float32), 0.0)
    columns = graph.Transpose(strong, perm=[1, 0])
    return str(graph.Scan(silence, double(number), columns, body=body, num_scan_inputs=2))


def _encoded(graph: Graph, config: FlowsConfig, waveform: str) -> str:
    """As `WaveformCoding.encode`."""
    coding, bank = config.coding, config.coding.filter_bank
    padded = graph.Concat(waveform, np.zeros(coding.bands, np.float32), axis=0)
    last = graph.Concat(np.zeros(1, np.float32), graph.part(padded, 0, -1), axis=0)
    emphasised = graph.Sub(padded, graph.Mul(last, np.float32(coding.pre_emphasis)))
    filters = bank.analysis_filters[:, ::-1] if bank else np.ones((1, 1))
    scaled = (filters * coding.scales[:, None])[:, None].astype(np.float32)
    middle = scaled.shape[2] // 2
    split = graph.Conv(graph.Reshape(emphasised, [1, 1, -1]), scaled, pads=[middle, middle], strides=[coding.bands])
    steps = graph.Div(graph.length(waveform), [coding.bands])
    return str(graph.Slice(graph.Transpose(graph.Squeeze(split, [0]), perm=[1, 0]), [0], steps, [0]))


def _decoded(graph: Graph, config: FlowsConfig, signal: str) -> str:
    """As `decode_waveform`; of the undone pre-emphasis, as much as can be heard."""
    coding, bank = config.coding, config.coding.filter_bank
    joining = bank.joining_weights if bank else np.ones((1, 1, 1))
    filters = (joining.transpose(0, 2, 1) / coding.scales[None, :, None]).astype(np.float32)
    reach = filters.shape[2] // 2
    in_bands = graph.Unsqueeze(graph.Transpose(signal, perm=[1, 0]), [0])
    joined = graph.Conv(in_bands, filters, pads=[reach, reach])
    waveform = graph.Reshape(graph.Transpose(joined, perm=[0, 2, 1]), [1, 1, -1])
    if coding.pre_emphasis:
        length = int(np.ceil(np.log(ECHO) / np.log(coding.pre_emphasis)))
        echoes = coding.pre_emphasis ** np.arange(length)[::-1]
        waveform = graph.Conv(waveform, echoes[None, None].astype(np.float32), pads=[length - 1, 0])
    return str(graph.Reshape(waveform, [-1]))


def _frame_temperatures(graph: Graph, features: str) -> str:
    """As `temperature.frame_temperatures`, [F]."""
    voiced = graph.cast(graph.Greater(graph.part(features, -1, 2**31, 1), 0.5), np.float32)
    margin = len(GLIDE) // 2
    padded = graph.Pad(graph.Reshape(voiced, [1, 1, -1]), [0, 0, margin, 0, 0, margin], mode="edge")
    share = graph.Reshape(graph.Conv(padded, GLIDE[None, None].astype(np.float32)), [-1])
    return str(graph.Add(graph.Mul(share, np.float32(VOICED_TEMPERATURE - 1)), 1.0))


def _flow(
    graph: Graph,
    config: FlowsConfig,
    weights: Mapping[str, Floats],
    values: str,
    source: str,
    features: str,
    speaker: str,
    frame: str,
) -> str:
    """As `flows.network.AffineFlow`; `frame` is each step's [T]."""
    previous = _delayed(graph, values, 1)
    heard = graph.Concat(previous, source, axis=1)
    hidden = graph.Add(graph.MatMul(heard, weights["input_weight"]), weights["input_bias"])
    conditioning = _conditioning(graph, config, weights, features, speaker)
    width, residual = 2 * config.residual_channels, config.residual_channels
    skip = graph.Gather(graph.part(conditioning, config.layers * width, 2**31, 1), frame)
    for layer, dilation in enumerate(config.dilations):
        delays = [(config.kernel_size - 1 - tap) * dilation for tap in range(config.kernel_size)]
        taps = graph.Concat(*(_delayed(graph, hidden, delay) for delay in delays), axis=1)
        activation = graph.MatMul(taps, weights["stack.gate_weight"][layer].reshape(-1, width))
        added = graph.part(conditioning, layer * width, (layer + 1) * width, 1)
        activation = graph.Add(activation, graph.Gather(added, frame))
        opening = graph.Sigmoid(graph.part(activation, residual, 2**31, 1))
        gated = graph.Mul(graph.Tanh(graph.part(activation, 0, residual, 1)), opening)
        outputs = graph.Add(
            graph.MatMul(gated, weights["stack.output_weight"][layer]), weights["stack.output_bias"][layer]
        )
        hidden = graph.Add(hidden, graph.part(outputs, 0, residual, 1))
        skip = graph.Add(skip, graph.part(outputs, residual, 2**31, 1))
    made = graph.Relu(graph.Add(graph.MatMul(graph.Relu(skip), weights["head1_weight"]), weights["head1_bias"]))
    parameters = graph.Add(graph.MatMul(made, weights["head2_weight"]), weights["head2_bias"])
    bound = np.float32(config.log_scale_bound)
    log_scale = graph.Mul(graph.Tanh(graph.Div(graph.part(parameters, config.bands, 2**31, 1), bound)), bound)
    return str(graph.Add(graph.Mul(values, graph.Exp(log_scale)), graph.part(parameters, 0, config.bands, 1)))


def _delayed(graph: Graph, steps: str, delay: int) -> str:
    """Return [T, C] so many steps later, zeros before."""
    if delay == 0:
        return steps
    padded = graph.Pad(steps, [delay, 0, 0, 0])
    return str(graph.Slice(padded, [0], graph.length(steps), [0]))


def _conditioning(graph: Graph, config: FlowsConfig, weights: Mapping[str, Floats], features: str, speaker: str) -> str:
    """As `stack.frame_conditioning`, [F, layers * 2 * residual + skip]."""
    margin = config.conditioning_margin
    hidden = graph.Pad(graph.Unsqueeze(graph.Transpose(features, perm=[1, 0]), [0]), [0, 0, margin] * 2, mode="edge")
    for layer in range(config.conditioning_layers):
        prefix = f"conditioning.convolutions.{layer}"
        hidden = graph.Conv(hidden, weights[f"{prefix}.weight"], weights[f"{prefix}.bias"])
        hidden = graph.LeakyRelu(hidden, alpha=config.conditioning_slope)
    hidden = graph.Transpose(graph.Squeeze(hidden, [0]), perm=[1, 0])
    if config.speakers:
        hidden = graph.Add(hidden, graph.Gather(weights["conditioning.speakers.weight"], speaker))
    return str(graph.Add(graph.MatMul(hidden, weights["conditioning.weight"]), weights["conditioning.bias"]))
