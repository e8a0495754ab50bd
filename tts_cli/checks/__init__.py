"""What `tts doctor` looks at: one small function for each thing that must work."""
