"""Word stress of languages whose spelling does not show it and where espeak often errs."""
