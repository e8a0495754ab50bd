"""A small convolutional network from contexts to durations, pitch or mel: one kind for all three."""
