"""Training of conversion models: speech, changed at random, to codes; codes to the speech as it was."""
