import numpy as np
import pytest

from voices.vocoders.distributions.companding import mu_law_decode, mu_law_encode


def test_every_code_survives_decoding_and_encoding():
    codes = np.arange(256)
    assert np.array_equal(mu_law_encode(mu_law_decode(codes, 256), 256), codes)


def test_silence_is_the_middle_code_and_decodes_to_exactly_zero():
    assert mu_law_encode(np.zeros(1, np.float32), 256)[0] == 128
    assert mu_law_decode(np.array([128]), 256)[0] == 0.0


def test_companding_agrees_with_the_equation_worked_by_hand():
    # f(0.5) = ln(1 + 255 / 2) / ln(256) = 0.87570; (1.87570) * 128 = 240.09
    assert mu_law_encode(np.array([0.5], np.float32), 256)[0] == 240
    # f^-1(112 / 128) = (256^0.875 - 1) / 255 = (128 - 1) / 255
    assert mu_law_decode(np.array([240]), 256)[0] == pytest.approx(127 / 255)


def test_values_outside_the_range_are_clipped_to_the_outermost_codes():
    assert mu_law_encode(np.array([-3.0, 3.0], np.float32), 256).tolist() == [0, 255]


def test_encoding_errs_by_less_than_half_a_step_of_the_companded_scale():
    waveform = np.linspace(-0.95, 0.95, 10001, dtype=np.float32)
    decoded = mu_law_decode(mu_law_encode(waveform, 256), 256)
    # The slope of f^-1 is ln(256) (1 + 255 |x|) / 255, at its steepest on the side further out.
    further = np.maximum(np.abs(waveform), np.abs(decoded))
    assert np.all(np.abs(decoded - waveform) <= 0.5 / 128 * np.log(256) * (1 + 255 * further) / 255 + 1e-6)
