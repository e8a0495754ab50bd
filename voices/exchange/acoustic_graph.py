"""An acoustic model as an ONNX graph: contexts to the features that a vocoder hears."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from voices.acoustic.config import AcousticConfig
from voices.conditioning.feature_config import FeatureConfig
from voices.exchange.graph import Graph, double
from voices.predictor.config import PredictorConfig
from voices.prosody.scales import Scales

Floats = NDArray[np.float32]

INPUTS = "contexts [N, C], speaker, speed, semitones"


def acoustic_graph(
    config: AcousticConfig, weights: Mapping[str, Mapping[str, Floats]], scales: Scales, measured: FeatureConfig
) -> Graph:
    """Return the graph: contexts [segments, C], speaker, speed and semitones to durations [segments] and features.

    Args:
        weights: of each predictor, by its name.
    """
    graph = Graph()
    contexts = graph.input("contexts", np.float32, ["segments", config.contexts])
    speaker = graph.input("speaker", np.int64, [])
    speed, semitones = graph.input("speed", np.float32, []), graph.input("semitones", np.float32, [])

    def predicted(name: str, steps: str) -> str:
        return _predicted(graph, config.predictor(name), weights[name], steps, speaker)

    durations = _whole_frames(graph, graph.Exp(graph.Squeeze(predicted("duration", contexts), [1])), speed)
    frames = _frame_inputs(graph, contexts, durations)
    varying, voicing = (graph.Squeeze(graph.part(predicted("pitch", frames), i, i + 1, 1), [1]) for i in range(2))
    voiced = graph.Greater(voicing, 0.0)
    mean, deviation = (graph.Gather(of_speaker, speaker) for of_speaker in (scales.pitch_mean, scales.pitch_deviation))
    raised = graph.Mul(semitones, np.float32(np.log(2) / 12))
    log_f0 = graph.Add(graph.Add(graph.Mul(varying, deviation), mean), raised)
    between = _between_voiced(graph, log_f0, voiced)
    known = graph.cast(graph.ReduceMax(graph.cast(voiced, np.int64), axes=[0]), np.float32)  # 0 in a whisper
    normalised = graph.Mul(graph.Div(graph.Sub(between, mean), deviation), known)
    shown = graph.Unsqueeze(graph.cast(voiced, np.float32), [1])
    heard = graph.Concat(frames, graph.Unsqueeze(normalised, [1]), shown, axis=1)
    mel = graph.Add(graph.Mul(predicted("mel", heard), scales.mel_deviation), scales.mel_mean)
    scaled = graph.Div(graph.Sub(mel, np.float32(measured.middle_log_mel)), np.float32(measured.log_mel_deviation))
    pitch = graph.Sub(between, np.float32(measured.middle_log_hz))
    pitch = graph.Mul(graph.Div(pitch, np.float32(measured.log_pitch_deviation)), known)
    graph.named("durations", durations)
    graph.named("features", graph.Concat(scaled, graph.Unsqueeze(pitch, [1]), shown, axis=1))
    return graph


def _predicted(graph: Graph, config: PredictorConfig, weights: Mapping[str, Floats], steps: str, speaker: str) -> str:
    hidden = graph.Add(graph.MatMul(steps, weights["input.weight"].T), weights["input.bias"])
    if config.speakers:
        hidden = graph.Add(hidden, graph.Gather(weights["speakers.weight"], speaker))
    for layer, dilation in enumerate(config.dilations):
        block = f"blocks.{layer}."
        of_norm = weights[f"{block}norm.weight"], weights[f"{block}norm.bias"]
        normalised = graph.LayerNormalization(hidden, *of_norm, axis=-1, epsilon=1e-5)
        margin = (config.kernel_size - 1) // 2 * dilation
        in_channels = graph.Unsqueeze(graph.Transpose(normalised, perm=[1, 0]), [0])
        wide = weights[f"{block}wide.weight"], weights[f"{block}wide.bias"]
        convolved = graph.Conv(in_channels, *wide, dilations=[dilation], pads=[margin, margin])
        in_steps = graph.Transpose(graph.Squeeze(graph.Relu(convolved), [0]), perm=[1, 0])
        narrow = weights[f"{block}narrow.weight"].T, weights[f"{block}narrow.bias"]
        hidden = graph.Add(hidden, graph.Add(graph.MatMul(in_steps, narrow[0]), narrow[1]))
    return str(graph.Add(graph.MatMul(hidden, weights["output.weight"].T), weights["output.bias"]))


def _whole_frames(graph: Graph, durations: str, speed: str) -> str:
    """As `prosody.durations.whole_frames`: rounded along the sentence, at least one each."""
    wanted = graph.Div(graph.cast(durations, np.float64), graph.cast(speed, np.float64))
    ends = graph.cast(graph.Round(graph.CumSum(graph.Max(wanted, double(1.0)), 0)), np.int64)
    starts = graph.Concat([0], graph.part(ends, 0, -1), axis=0)
    return str(graph.Max(graph.Sub(ends, starts), [1]))


def _frame_inputs(graph: Graph, contexts: str, durations: str) -> str:
    """As `conditioning.frames.frame_inputs`."""
    ends = graph.CumSum(durations, 0)
    frame = graph.counting(graph.part(ends, -1, 2**31))
    over = graph.LessOrEqual(graph.Unsqueeze(ends, [0]), graph.Unsqueeze(frame, [1]))
    segment = graph.ReduceSum(graph.cast(over, np.int64), [1], keepdims=0)
    place = graph.cast(graph.Sub(frame, graph.Gather(graph.Sub(ends, durations), segment)), np.float32)
    length = graph.cast(graph.Gather(durations, segment), np.float32)
    middle = graph.Add(place, 0.5)
    left = graph.Sub(length, middle)
    positions = [graph.Div(middle, length), graph.Log(graph.Add(middle, 1.0)), graph.Log(graph.Add(left, 1.0))]
    columns = [graph.Unsqueeze(position, [1]) for position in positions]
    return str(graph.Concat(graph.Gather(contexts, segment), *columns, axis=1))


def _between_voiced(graph: Graph, values: str, voiced: str) -> str:
    """As `conditioning.frames.between_voiced`; where nothing is voiced, the values of the first frame."""
    frames = graph.length(values)
    frame = graph.counting(frames)
    here, there = graph.Unsqueeze(frame, [1]), graph.Unsqueeze(frame, [0])
    heard = graph.Unsqueeze(voiced, [0])
    before = graph.Where(graph.And(heard, graph.LessOrEqual(there, here)), there, -1)
    after = graph.Where(graph.And(heard, graph.GreaterOrEqual(there, here)), there, frames)
    before, after = graph.ReduceMax(before, axes=[1], keepdims=0), graph.ReduceMin(after, axes=[1], keepdims=0)
    last = graph.Sub(frames, [1])
    known_before, known_after = graph.GreaterOrEqual(before, [0]), graph.LessOrEqual(after, last)
    first = graph.Where(known_before, before, graph.Where(known_after, after, [0]))
    second = graph.Where(known_after, after, first)
    gap = graph.cast(graph.Max(graph.Sub(second, first), [1]), np.float32)
    share = graph.Div(graph.cast(graph.Max(graph.Sub(frame, first), [0]), np.float32), gap)
    one, other = graph.Gather(values, first), graph.Gather(values, second)
    return str(graph.Add(one, graph.Mul(share, graph.Sub(other, one))))
