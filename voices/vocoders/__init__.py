"""From what is heard of speech, frame by frame, to its samples."""
