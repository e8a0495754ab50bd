import numpy as np

from voices.vocoders.sampling.noise import uniform_noise


def test_equal_seeds_give_equal_noise_and_a_longer_one_starts_alike():
    assert np.array_equal(uniform_noise(3, 100), uniform_noise(3, 400)[:100])
    assert not np.array_equal(uniform_noise(3, 100), uniform_noise(4, 100))


def test_noise_is_uniform_and_never_reaches_its_ends():
    noise = uniform_noise(0, 100_000)
    assert noise.min() > 0
    assert noise.max() < 1
    counts = np.histogram(noise, 20, (0, 1))[0]
    assert np.abs(counts - 10_000).max() < 500
