"""What a conversion model's codes hold: `python -m benchmarks.conversion MODEL PREPARED... --hold-out PATTERN`.

MODEL is a conversion.safetensors, PREPARED are folders that `tts corpus prepare` made. Prints who speaks and which
phone is said as a linear probe reads them from the codes of held-out recordings, the same from cepstra, ABX errors over
pairs of phones, bits a second, and how the codes are used; draws the use of the codes into --picture.
"""

import argparse
from fnmatch import fnmatchcase
from itertools import pairwise
from pathlib import Path

import numpy as np

from voices.conversion.codes_file import code_rates
from voices.conversion.heard import by_code, cepstra, loudest, normalised, spoken, surroundings
from voices.conversion.model import ConversionModel, load_conversion_model
from voices.corpus.prepared import load_prepared
from voices.evaluation.codes import (
    Token,
    abx_error,
    balanced_accuracy,
    discriminant,
    perplexity,
    with_neighbours,
)
from voices.training.conversion.speech import ConversionSpeech, load_conversion_data

REACH = 1
TRIALS = 3000


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("model", type=Path)
    parser.add_argument("prepared", type=Path, nargs="+")
    parser.add_argument("--hold-out", default="*/arctic_b04[4-7]?")
    parser.add_argument("--every", type=int, default=6, help="of the recordings that the probes learn from")
    parser.add_argument("--picture", type=Path)
    arguments = parser.parse_args()
    model = load_conversion_model(arguments.model)
    corpora = [load_prepared(folder) for folder in arguments.prepared]
    data = load_conversion_data(corpora, lambda key: fnmatchcase(key, arguments.hold_out))
    learned = [one for one in data.speech if not one.held_out][:: arguments.every]
    held_out = [one for one in data.speech if one.held_out]
    rates = code_rates(model.config)
    print(f"{rates.codes:.0f} bits a second of codes, {rates.melody:.0f} of melody, {rates.total:.0f} in all")
    print("| | speaker, per step | speaker, per utterance | phone | ABX within | ABX across |")
    print("|---|--:|--:|--:|--:|--:|")
    for name, read in {"codes": code_vectors, "cepstra": heard_cepstra}.items():
        print_row(
            name, [read(model, one) for one in learned], learned, [read(model, one) for one in held_out], held_out
        )
    chance = 1 / len({one.speaker for one in held_out})
    print(f"| chance | {chance:.1%} | {chance:.1%} | {1 / len(phones_of(held_out)):.1%} | 50 % | 50 % |")
    codes = np.concatenate([codes_of(model, one) for one in held_out])
    for number in range(model.config.codebooks):
        used = perplexity(codes[:, number], model.config.codes)
        print(
            f"codebook {number + 1}: perplexity {used:.0f} of {model.config.codes}, "
            f"{len(np.unique(codes[:, number]))} used in {len(codes)} steps"
        )
    if arguments.picture:
        draw_use(codes, model.config.codes, arguments.picture)


def print_row(
    name: str,
    learned_vectors: list[np.ndarray],
    learned: list[ConversionSpeech],
    held_vectors: list[np.ndarray],
    held_out: list[ConversionSpeech],
) -> None:
    """Print what the probes read from vectors [N, C] of utterances."""
    scores = [
        probe(
            learned_vectors,
            [np.full(len(v), one.speaker) for v, one in zip(learned_vectors, learned, strict=True)],
            held_vectors,
            [np.full(len(v), one.speaker) for v, one in zip(held_vectors, held_out, strict=True)],
        ),
        probe(
            [v.mean(0, keepdims=True) for v in learned_vectors],
            [np.array([one.speaker]) for one in learned],
            [v.mean(0, keepdims=True) for v in held_vectors],
            [np.array([one.speaker]) for one in held_out],
            0,
        ),
        probe(
            learned_vectors,
            [step_phones(one, len(v)) for v, one in zip(learned_vectors, learned, strict=True)],
            held_vectors,
            [step_phones(one, len(v)) for v, one in zip(held_vectors, held_out, strict=True)],
        ),
    ]
    tokens = [token for v, one in zip(held_vectors, held_out, strict=True) for token in tokens_of(v, one)]
    errors = [abx_error(tokens, TRIALS, across=across) for across in (False, True)]
    print(f"| {name} | " + " | ".join(f"{value:.1%}" for value in (*scores, *errors)) + " |")


def probe(learned: list, learned_classes: list, held: list, held_classes: list, reach: int = REACH) -> float:
    """Return the balanced accuracy of a probe on what it has not seen."""
    values = np.concatenate([with_neighbours(v.astype(np.float64), reach) for v in learned])
    found = discriminant(values, np.concatenate(learned_classes))
    seen = np.concatenate([with_neighbours(v.astype(np.float64), reach) for v in held])
    return balanced_accuracy(found.choose(seen), np.concatenate(held_classes))


def heard_cepstra(model: ConversionModel, one: ConversionSpeech) -> np.ndarray:
    """The encoder's input [N, C]."""
    heard = cepstra(one.log_mel.astype(np.float32), model.config.coefficients)
    usual = surroundings(spoken(heard, loudest(heard)))
    return by_code(normalised(heard, usual), model.config.frames_per_code)


def codes_of(model: ConversionModel, one: ConversionSpeech) -> np.ndarray:
    """The codes [N, codebooks] of an utterance."""
    mel = one.log_mel.astype(np.float32)
    heard = cepstra(mel, model.config.coefficients)
    return model.encode(mel, surroundings(spoken(heard, loudest(heard)))).astype(np.int64)


def code_vectors(model: ConversionModel, one: ConversionSpeech) -> np.ndarray:
    """The vectors [N, C] of its codes."""
    return model.vectors(codes_of(model, one).astype(np.uint16))


def step_phones(one: ConversionSpeech, steps: int) -> np.ndarray:
    """Which phone is said in each step [N]."""
    each = -(-len(one.phones) // steps)
    phones = one.phones[each // 2 :: each].astype(np.int64)
    return np.pad(phones, (0, steps - len(phones)), mode="edge")


def phones_of(speech: list[ConversionSpeech]) -> set[int]:
    """The phones that occur."""
    return {int(phone) for one in speech for phone in np.unique(one.phones)}


def tokens_of(vectors: np.ndarray, one: ConversionSpeech) -> list[Token]:
    """The phones of an utterance, each with its vectors; pauses are none."""
    phones = step_phones(one, len(vectors))
    cuts = [0, *np.flatnonzero(np.diff(phones)) + 1, len(phones)]
    return [
        Token(int(phones[first]), one.speaker, vectors[first:last].astype(np.float64))
        for first, last in pairwise(cuts)
        if phones[first] and last - first >= 2
    ]


def draw_use(codes: np.ndarray, count: int, path: Path) -> None:
    """Draw how often each code is used, most frequent first."""
    from matplotlib.figure import Figure

    figure = Figure(figsize=(8, 3), layout="constrained")
    axes = figure.add_subplot()
    for number in range(codes.shape[1]):
        share = np.sort(np.bincount(codes[:, number], minlength=count))[::-1] / len(codes)
        axes.step(np.arange(count), share * count, where="mid", label=f"codebook {number + 1}")
    axes.axhline(1, color="grey", linewidth=0.8, label="all alike")
    axes.set(xlabel="codes, most frequent first", ylabel="use, in the mean use", ylim=(0, None))
    axes.legend()
    figure.savefig(path, dpi=120)


if __name__ == "__main__":
    main()
