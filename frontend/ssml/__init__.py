"""Speech Synthesis Markup Language (W3C, SSML 1.1): the part of it this program speaks, as a script."""
