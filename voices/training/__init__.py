"""Training: one loop for every model, its schedule, checkpoints and logs, and the data it reads."""
