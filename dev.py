#!/usr/bin/env python3
"""Set up and run the program: `dev.py run [ARGS...]`, `dev.py test [ARGS...]`, `dev.py bench`.

Needs nothing but Python 3.11 to 3.13. Each step is done only if it is needed, so a second call
starts in seconds. What set-up says goes to standard error; standard output belongs to the program.
"""

import ctypes
import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")

# Library that Qt loads -> the Debian or Ubuntu packages that hold it (the first that exists).
LIBRARIES = {
    "libGL.so.1": ("libgl1",),
    "libEGL.so.1": ("libegl1",),
    "libxkbcommon.so.0": ("libxkbcommon0",),
    "libglib-2.0.so.0": ("libglib2.0-0", "libglib2.0-0t64"),
    "libdbus-1.so.3": ("libdbus-1-3",),
    "libfontconfig.so.1": ("libfontconfig1",),
}
# Only a real X screen needs these.
SCREEN_LIBRARIES = {
    "libxcb-cursor.so.0": ("libxcb-cursor0",),
    "libxcb-icccm.so.4": ("libxcb-icccm4",),
    "libxcb-image.so.0": ("libxcb-image0",),
    "libxcb-keysyms.so.1": ("libxcb-keysyms1",),
    "libxcb-randr.so.0": ("libxcb-randr0",),
    "libxcb-render-util.so.0": ("libxcb-render-util0",),
    "libxcb-shape.so.0": ("libxcb-shape0",),
    "libxcb-xkb.so.1": ("libxcb-xkb1",),
    "libxkbcommon-x11.so.0": ("libxkbcommon-x11-0",),
}
CHECKS = (("ruff", "check", "."), ("ruff", "format", "--check", "."), ("mypy",))
# Every file of tests stays on one core, so that what a file makes once is made once.
ON_ALL_CORES = ("--numprocesses", "auto", "--dist", "loadfile")
COMMANDS = ("run", "test", "bench")


def main(arguments: list[str]) -> int:
    """Set up what is missing, then run the command."""
    if not (3, 11) <= sys.version_info[:2] < (3, 14):
        return _stop(f"Python 3.11, 3.12 or 3.13 is needed; this is {sys.version.split()[0]}.")
    if not arguments or arguments[0] not in COMMANDS:
        return _stop(f"Usage: dev.py {'|'.join(COMMANDS)} [ARGS...]")
    command, rest = arguments[0], arguments[1:]
    environment = _environment()
    if sys.platform.startswith("linux"):
        _install_libraries(environment)
    _install_packages("app" if command == "run" else "dev")
    if command == "run":
        return _hand_over([str(PYTHON), "-m", "desktop", *rest], environment)
    if command == "bench":
        return _hand_over([str(PYTHON), "-m", "tests.benchmarks", *rest], environment)
    for check in () if rest else CHECKS:
        if status := _call([str(PYTHON), "-m", *check], environment):
            return status
    return _call([str(PYTHON), "-m", "pytest", *(rest or ON_ALL_CORES)], environment)


def _environment() -> dict[str, str]:
    """The environment of the program; without a screen Qt draws into memory."""
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    has_screen = os.name == "nt" or sys.platform == "darwin"
    if not has_screen and not ({"DISPLAY", "WAYLAND_DISPLAY"} & environment.keys()):
        environment.setdefault("QT_QPA_PLATFORM", "offscreen")
    return environment


def _install_libraries(environment: dict[str, str]) -> None:
    """Install the system libraries that Qt needs and that cannot be loaded (Debian, Ubuntu)."""
    offscreen = environment.get("QT_QPA_PLATFORM") == "offscreen"
    wanted = LIBRARIES | ({} if offscreen else SCREEN_LIBRARIES)
    missing = [packages for library, packages in wanted.items() if not _loads(library)]
    if _lacks_venv():
        missing.append((f"python3.{sys.version_info.minor}-venv", "python3-venv"))
    if not missing:
        return
    if not shutil.which("apt-get"):
        listed = " ".join(packages[0] for packages in missing)
        sys.exit(_stop(f"Please install these system packages (Debian's names): {listed}"))
    root = [] if os.geteuid() == 0 else ["sudo"]
    if root and not shutil.which("sudo"):
        sys.exit(_stop(f"Please install as root: {' '.join(p[0] for p in missing)}"))
    _must([*root, "apt-get", "update", "-qq"])
    names = [_available(packages) for packages in missing]
    _must([*root, "apt-get", "install", "-y", "-qq", "--no-install-recommends", *names])


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def _lacks_venv() -> bool:
    """Whether Debian left out the part of Python that makes virtual environments."""
    if PYTHON.exists():
        return False
    code = "import venv, ensurepip"
    return subprocess.call([sys.executable, "-c", code], stderr=subprocess.DEVNULL) != 0


def _available(packages: tuple[str, ...]) -> str:
    """The first of the names that this release knows."""
    for name in packages:
        known = subprocess.run(
            ["apt-cache", "show", name], capture_output=True, text=True, check=False
        )
        if known.stdout.strip():
            return name
    return packages[-1]


def _install_packages(lock: str) -> None:
    """Bring the virtual environment in line with a lock file; `dev` holds all of `app`."""
    if any(_stamp(name).is_file() and _is_current(name) for name in {lock, "dev"}):
        return
    if not _works():
        _say("Making the virtual environment ...")
        _must([sys.executable, "-m", "venv", "--clear", str(VENV)])
    _say("Installing the locked packages (once) ...")
    locked = ["--require-hashes", "--only-binary", ":all:", "-r", f"requirements/{lock}.txt"]
    uv = shutil.which("uv")
    if uv:
        _must([uv, "pip", "install", "-q", "--python", str(PYTHON), "--compile-bytecode", *locked])
    else:
        quiet = ["-q", "--disable-pip-version-check", "--no-input"]
        _must([str(PYTHON), "-m", "pip", "install", *quiet, *locked])
    _stamp(lock).write_text(_fingerprint(lock), encoding="utf-8")


def _works() -> bool:
    """Whether the virtual environment runs, and with this very version of Python."""
    if not PYTHON.exists():
        return False
    code = "import sys; print(sys.version)"
    answer = subprocess.run([PYTHON, "-c", code], capture_output=True, text=True, check=False)
    return answer.stdout.strip() == sys.version.strip()


def _stamp(lock: str) -> Path:
    return VENV / f"{lock}.stamp"


def _is_current(lock: str) -> bool:
    return _stamp(lock).read_text(encoding="utf-8") == _fingerprint(lock)


def _fingerprint(lock: str) -> str:
    content = (ROOT / "requirements" / f"{lock}.txt").read_bytes()
    return hashlib.sha256(content + sys.version.encode()).hexdigest()


def _hand_over(command: list[str], environment: dict[str, str]) -> int:
    """Become the program where the system can, so that output, signals and status are its own."""
    if os.name != "nt":
        sys.stdout.flush()
        os.execve(command[0], command, environment)
    return subprocess.call(command, env=environment)


def _call(command: list[str], environment: dict[str, str]) -> int:
    return subprocess.call(command, env=environment, cwd=ROOT)


def _must(command: list[str]) -> None:
    """Run a step of the set-up; its output must not mix with the program's."""
    status = subprocess.call(command, cwd=ROOT, stdout=sys.stderr)
    if status:
        sys.exit(_stop(f"This step failed: {' '.join(command)}"))


def _say(text: str) -> None:
    print(text, file=sys.stderr)


def _stop(text: str) -> int:
    _say(text)
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
