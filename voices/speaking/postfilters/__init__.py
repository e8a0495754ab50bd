"""What is done to a vocoder's waveform so that it sounds as clean as what the vocoder was told to say."""
