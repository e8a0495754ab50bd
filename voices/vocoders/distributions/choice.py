"""The output distributions that a config may choose; importing this makes all of them known."""

from voices.vocoders.distributions.distribution import Distribution as Distribution
from voices.vocoders.distributions.gaussian import Gaussian
from voices.vocoders.distributions.logistics import LogisticMixture
from voices.vocoders.distributions.softmax import MuLawSoftmax

DISTRIBUTIONS: tuple[type[Distribution], ...] = (MuLawSoftmax, LogisticMixture, Gaussian)
