"""What models are told of an utterance, frame by frame: contexts, pitch and spectrum."""
