"""What is counted and timed, for Prometheus."""

from collections.abc import Callable

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram

_FIRST_BYTE_SECONDS = (0.02, 0.04, 0.06, 0.08, 0.1, 0.15, 0.2, 0.3, 0.5, 1, 2, 5, 10)
_FACTORS = (0.01, 0.02, 0.03, 0.05, 0.1, 0.2, 0.3, 0.5, 1, 2)


class Metrics:
    """The figures of one server, each in a registry of its own."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self.requests = Counter("tts_requests", "Requests answered.", ("endpoint", "status"), registry=self.registry)
        self.first_byte = Histogram(
            "tts_first_byte_seconds",
            "From the request to the first byte of its sound.",
            ("format",),
            buckets=_FIRST_BYTE_SECONDS,
            registry=self.registry,
        )
        self.real_time_factor = Histogram(
            "tts_real_time_factor",
            "Seconds a request took, for a second of its sound.",
            buckets=_FACTORS,
            registry=self.registry,
        )
        self.sound = Counter("tts_sound_seconds", "Sound that was made.", registry=self.registry)
        self.cancelled = Counter("tts_cancelled", "Requests whose client left.", registry=self.registry)
        self.lock_step = Counter(
            "tts_turns",
            "Turns of a core, by how many sentences advanced in lock-step.",
            ("streams",),
            registry=self.registry,
        )

    def watch(self, name: str, help: str, value: Callable[[], float]) -> None:  # noqa: A002 - as prometheus calls it
        """Add a figure that is looked up when it is asked for."""
        Gauge(name, help, registry=self.registry).set_function(value)
