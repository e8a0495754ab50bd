"""Waveforms on their way out: file formats, sample rates, encoders and loudspeakers."""
