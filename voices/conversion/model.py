"""A conversion model at work, in numpy: spectra to codes, codes with pitch to spectra of a speaker."""

from collections.abc import Mapping
from pathlib import Path

import numpy as np
from numpy.typing import DTypeLike, NDArray

from voices.conversion.clarity import Clarity
from voices.conversion.config import USUAL, ConversionConfig, expected_shapes
from voices.conversion.heard import Surroundings, by_code, cepstra, normalised
from voices.files.configuration import from_mapping, to_mapping
from voices.files.weights_file import check_shapes, read_weights, write_weights
from voices.predictor.inference import predict, weights_of

Floats = NDArray[np.float32]
Codes = NDArray[np.uint16]
KIND = "conversion"

EMBEDDINGS = "decoder.speakers.weight"

OF_SPEAKERS = (EMBEDDINGS, *USUAL)
"""The arrays of a model's file that know its speakers, a row each."""


class ConversionModel:
    """Encoder, codebooks and decoder with their weights."""

    def __init__(self, config: ConversionConfig, weights: Mapping[str, Floats]) -> None:
        self.config = config
        self._codebooks = weights["codebooks"]
        self._encoder = weights_of("encoder", weights)
        self._decoder = weights_of("decoder", weights)
        rows = [weights[name] for name in USUAL] if config.source_share else []
        self._usual = [Surroundings(mean, deviation) for mean, deviation in zip(*rows, strict=True)]

    def latents(self, log_mel: Floats, usual: Surroundings) -> Floats:
        """Return the latents [N, vector_width + detail_width] of a log-mel spectrum [F, bands].

        N is F / frames_per_code, rounded up; each codebook's part of a latent has the length that codes have.
        """
        config = self.config
        heard = normalised(cepstra(log_mel, config.coefficients), usual)
        found = predict(config.encoder, self._encoder, by_code(heard, config.frames_per_code))
        found, details = found[:, : config.vector_width], np.tanh(found[:, config.vector_width :])
        apart = found.reshape(-1, config.codebooks, config.code_width)
        lengths = np.maximum(np.linalg.norm(apart, axis=-1, keepdims=True), 1e-12)
        unit = (apart * (config.code_width**0.5 / lengths)).reshape(found.shape)
        return np.concatenate([unit, details], axis=1, dtype=np.float32)

    def quantise(self, latents: Floats) -> Codes:
        """Return the code of each codebook [N, codebooks] that is nearest to latents [N, vector_width or more]."""
        count, _, width = self._codebooks.shape
        apart = latents[:, : count * width].reshape(-1, count, width).transpose(1, 0, 2)
        squares = (self._codebooks**2).sum(-1)[:, None]
        distances = squares - 2 * apart @ self._codebooks.transpose(0, 2, 1)
        chosen: Codes = distances.argmin(-1).T.astype(np.uint16)
        return chosen

    def clarity(self, speaker: int, share: float | None = None) -> Clarity | None:
        """Return what puts back what the decoder smooths away of one recording, if anything does.

        Args:
            share: that of the config if None; a model whose config has none knows too little for any.
        """
        share = self.config.source_share if share is None else share
        return Clarity(share, self._usual[speaker], self.config.features) if share else None

    def vectors(self, codes: Codes) -> Floats:
        """Return what codes [N, codebooks] stand for, [N, vector_width]."""
        looked_up = [book[codes[:, number]] for number, book in enumerate(self._codebooks)]
        return np.concatenate(looked_up, axis=1)

    def decode(self, vectors: Floats, pitch: Floats, speaker: int) -> Floats:
        """Return the log-mel spectrum [F, bands] of vectors of codes, or of latents, said by a speaker.

        Args:
            vectors: [N, vector_width] without details, or with them [N, vector_width + detail_width].
            pitch: [F, 2], scaled log F0 and voicing; F is at most what N steps last, and more than N - 1 do.
        """
        config, features = self.config, self.config.features
        codes, details = vectors[:, : config.vector_width], vectors[:, config.vector_width :]
        if not details.shape[1]:
            details = np.zeros((len(codes), config.detail_width), np.float32)
        steps = np.concatenate([codes, by_code(pitch, config.frames_per_code), details], axis=1, dtype=np.float32)
        scaled = predict(config.decoder, self._decoder, steps, speaker).reshape(-1, features.bands)
        log_mel: Floats = scaled[: len(pitch)] * np.float32(features.log_mel_deviation) + features.middle_log_mel
        return log_mel


def save_conversion_model(
    path: Path, config: ConversionConfig, weights: Mapping[str, Floats], precision: DTypeLike = np.float32
) -> None:
    """Write a model to a file, atomically; arrays are named `encoder.input.weight`, `codebooks` and so on."""
    write_weights(path, KIND, to_mapping(config), weights, precision)


def load_conversion_model(path: Path) -> ConversionModel:
    """Read a model.

    Raises:
        BadWeightsError: the file is missing, damaged or not of a conversion model.
        ConfigError: its config has a wrong setting.
    """
    settings, weights = read_weights(path, KIND)
    config = from_mapping(ConversionConfig, settings, f"{path}: {KIND} config")
    check_shapes(path, expected_shapes(config), weights)
    return ConversionModel(config, weights)
