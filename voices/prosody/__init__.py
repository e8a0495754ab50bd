"""How an utterance is said: how long each segment lasts, and its melody."""
