"""A sentence on its way to sound: what is wanted of a voice, how it will be said, and its waveform."""
