"""The voices of one process, each loaded once, whichever thread asks first."""

import threading

from voices.speaking.loaded_voice import LoadedVoice, read_voice


class LoadedVoices:
    """Voices by the name or folder that they are asked for by."""

    def __init__(self) -> None:
        self._loaded: dict[str, LoadedVoice] = {}
        self._loading = threading.Lock()

    def named(self, name: str) -> LoadedVoice:
        """Return a voice, loaded now or before.

        Raises:
            UnknownVoiceError: there is none of this name.
            BadVoiceError: it is damaged, or made for another version of this program.
        """
        with self._loading:
            if name not in self._loaded:
                self._loaded[name] = read_voice(name)
            return self._loaded[name]
