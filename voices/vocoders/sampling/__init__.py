"""What any vocoder draws samples with: random numbers, how freely they are taken, and how many waveforms at once."""
