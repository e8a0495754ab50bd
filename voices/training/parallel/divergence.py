"""How far a student's distributions are from its teacher's, in closed form (ClariNet: Ping et al. 2018)."""

from torch import Tensor


def gaussian_divergence(mean: Tensor, log_scale: Tensor, teachers_mean: Tensor, teachers_log_scale: Tensor) -> Tensor:
    """Return the Kullback-Leibler divergence KL(student | teacher) of Gaussians, in nats."""
    variance = (2 * (log_scale - teachers_log_scale)).exp()
    distance = ((mean - teachers_mean) * (-teachers_log_scale).exp()).square()
    return teachers_log_scale - log_scale + 0.5 * (variance - 1 + distance)


def regularised_divergence(
    mean: Tensor,
    log_scale: Tensor,
    teachers_mean: Tensor,
    teachers_log_scale: Tensor,
    regularisation: float,
    floor: float,
) -> Tensor:
    """Return the divergence and `regularisation` times the squared difference of log scales (their regularisation).

    Where a teacher is sure, a small error of the mean is a large divergence: the second term, and log scales that are
    not taken below `floor`, keep such places from being all that is learned.
    """
    own, teachers = log_scale.clamp(min=floor), teachers_log_scale.clamp(min=floor)
    return gaussian_divergence(mean, own, teachers_mean, teachers) + regularisation * (own - teachers).square()
