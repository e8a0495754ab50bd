"""What `tts synth` is made of: texts in, defaults, batches, and where the sound goes."""
