"""The window starts without the grammar and without the corrector."""

import subprocess
import sys

PROGRAM = """
import sys
import desktop.views.segments.phrase_box
loaded = {name.split(".")[0] for name in sys.modules}
sys.exit(len(loaded & {"lark", "rapidfuzz"}))
"""


def test_neither_lark_nor_rapidfuzz_is_loaded_before_a_phrase_is_typed() -> None:
    done = subprocess.run([sys.executable, "-c", PROGRAM], check=False, timeout=60)
    assert done.returncode == 0
