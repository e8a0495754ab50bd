"""English normalisation: one file for each kind of written form, applied in order by `normalize`."""
