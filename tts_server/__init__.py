"""Speech over the network: thin over `voices.speaking.service`, as the command line is."""
