"""Features measured from recordings: spectra, pitch, loudness, and where speech begins and ends."""
