"""Speed and accuracy, one file a table."""

import os

# Before numpy is loaded: matrix threads beside our own are counted as processor time and blur every figure.
for _name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
    os.environ.setdefault(_name, "1")
