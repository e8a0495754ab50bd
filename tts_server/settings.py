"""How a server is set up."""

from dataclasses import dataclass

from voices.device import CPU

LOOPBACK = "127.0.0.1"


@dataclass(frozen=True)
class ServerSettings:
    """What whoever starts a server decides.

    Attributes:
        voice: that speaks where a request names none; the first there is if None.
        device: where waveforms are made, one of `voices.device.DEVICES`.
        api_key: that every request must bear; None for none.
        cors_origins: web pages from elsewhere that may use this server.
        cores: of the processor, for all requests together.
        at_once: requests that speak at the same time.
        queue: requests that wait beside those; more are turned away.
        most_characters: of one text, a lexicon counted in.
        most_body_bytes: of one request without a recording.
        most_recording_bytes: of one request with a recording.
        most_recording_seconds: of the recording.
        most_seconds: that one request may last from its first byte to its last.
        stall_seconds: after which a client that reads nothing, or does not send what it began, is given up.
        grace_seconds: to finish what is under way when the server ends.
    """

    voice: str | None = None
    device: str = CPU
    api_key: str | None = None
    cors_origins: tuple[str, ...] = ()
    cores: int = 1
    at_once: int = 32
    queue: int = 64
    most_characters: int = 100_000
    most_body_bytes: int = 1_000_000
    most_recording_bytes: int = 100_000_000
    most_recording_seconds: float = 600.0
    most_seconds: float = 3600.0
    stall_seconds: float = 60.0
    grace_seconds: int = 30
