"""Optimising any network on any batches: checkpoints, validation, several processes; needs torch."""
