"""Fetching a voice's zip file from the network."""

import http.client
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path

from frontend.errors import TtsError
from voices.packs.verification import LARGEST_VOICE

_TIMEOUT_SECONDS = 30
_BLOCK = 256 * 1024


class DownloadError(TtsError):
    """A file that could not be fetched."""


def is_url(source: str) -> bool:
    """Whether a voice is named by its address on the network rather than by a path."""
    return source.startswith(("https://", "http://"))


def download(url: str, target: Path, seen: Callable[[int, int | None], None] | None = None) -> None:
    """Fetch a file.

    Args:
        seen: is told, now and then, how many bytes are there, and of how many, where the server says that.

    Raises:
        DownloadError: the server does not answer, has no such file, or sends more than any voice is.
    """
    try:
        with urllib.request.urlopen(url, timeout=_TIMEOUT_SECONDS) as response, target.open("wb") as file:
            declared = response.headers.get("Content-Length") or ""
            whole = int(declared) if declared.isdecimal() else None
            if whole is not None and whole > LARGEST_VOICE:
                raise DownloadError(f"{url} is larger than any voice; is it the right address?")
            while block := response.read(_BLOCK):
                if file.tell() + len(block) > LARGEST_VOICE:
                    raise DownloadError(f"{url} is larger than any voice; is it the right address?")
                file.write(block)
                if seen:
                    seen(file.tell(), whole)
    except urllib.error.HTTPError as error:
        error.close()
        raise DownloadError(f"cannot fetch {url}: {error.code} {error.reason}") from None
    except (urllib.error.URLError, TimeoutError, ConnectionError) as error:
        raise DownloadError(f"cannot fetch {url}: {getattr(error, 'reason', error)}") from None
    except (http.client.HTTPException, ValueError) as error:  # an address that is none, an answer that is not HTTP
        raise DownloadError(f"cannot fetch {url}: {error or type(error).__name__}") from None
