"""Speech of anybody as discrete codes, and codes as speech of one of a voice's speakers (a VQ-VAE)."""
