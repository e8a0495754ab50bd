"""Threads share heaps."""

import subprocess
import sys

import pytest

HEAPS = """
import ctypes, re, sys, threading
from tts_server.memory import share_free_memory

if sys.argv[1] == "shared":
    share_free_memory(2)
ready, over = threading.Barrier(9), threading.Event()

def work():
    kept = [bytes(5000) for _ in range(100)]
    ready.wait()
    over.wait()

threads = [threading.Thread(target=work) for _ in range(8)]
for thread in threads:
    thread.start()
ready.wait()
libc = ctypes.CDLL(None)
libc.fopen.restype = ctypes.c_void_p
libc.fclose.argtypes = [ctypes.c_void_p]
libc.malloc_info.argtypes = [ctypes.c_int, ctypes.c_void_p]
file = libc.fopen(sys.argv[2].encode(), b"w")
libc.malloc_info(0, file)
libc.fclose(file)
over.set()
"""


@pytest.mark.skipif(sys.platform != "linux", reason="only GNU's C library has heaps to share")
def test_threads_share_as_many_heaps_as_they_are_told(tmp_path):
    def heaps(how):
        file = tmp_path / how
        subprocess.run([sys.executable, "-c", HEAPS, how, str(file)], check=True, timeout=60)
        return file.read_text(encoding="ascii").count("<heap nr=")

    assert heaps("alone") > 2
    assert heaps("shared") == 2
