"""Make or refresh the virtual environment: `python3 scripts/environment.py base|spark|dev|bench|bench-tables`.

Needs Python 3.11 and nothing else. A stamp in the environment holds a hash of what was installed, so a second
run with unchanged locks touches neither the disk nor the network.
"""

import fcntl
import hashlib
import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOCKS = ROOT / "requirements"
PACKAGE = ["--quiet", "--no-deps", "--no-index", "--no-build-isolation"]
PARTS = {
    "base": ["base"],
    "spark": ["base", "spark"],
    "dev": ["base", "spark", "dev"],
    "bench": ["base", "spark", "dev", "bench"],
    "bench-tables": ["bench-tables"],  # other tools only, in a folder of its own: VENV=.venv-tables
}


def wanted(part: str) -> str:
    """Hash of all that decides what is installed: lock, package, interpreter, place."""
    package = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    lock = (LOCKS / f"{part}.lock").read_text(encoding="utf-8")
    told = [lock, package["project"], package["build-system"], sys.version_info[:3], str(ROOT)]
    return hashlib.sha256(repr(told).encode()).hexdigest()


def stamp(environment: Path, part: str) -> Path:
    return environment / f".installed-{part}"


def is_current(environment: Path, part: str) -> bool:
    mark = stamp(environment, part)
    return mark.is_file() and mark.read_text(encoding="utf-8") == wanted(part)


def is_usable(environment: Path) -> bool:
    """Whether it was made at this very place (its scripts name it) and runs this Python."""
    settings = environment / "pyvenv.cfg"
    if not settings.is_file() or str(environment) not in settings.read_text(encoding="utf-8"):
        return False
    same = f"import sys; sys.exit(sys.version_info[:2] != {sys.version_info[:2]})"
    return subprocess.run([environment / "bin" / "python", "-c", same], check=False).returncode == 0


def create(environment: Path) -> None:
    if is_usable(environment):
        return
    if environment.exists():
        shutil.rmtree(environment)
    made = subprocess.run([sys.executable, "-m", "venv", environment], check=False)
    if made.returncode:
        sys.exit("The virtual environment could not be made / 无法创建虚拟环境: python3 -m venv")


def pip_install(environment: Path, *arguments: str, expected: int) -> None:
    """Run pip and show one counting line instead of its many; all of them if it fails."""
    command = [str(environment / "bin" / "python"), "-m", "pip", "--disable-pip-version-check", "install"]
    lines: list[str] = []
    seen = 0
    end = "\r" if sys.stdout.isatty() else "\n"
    merged = subprocess.STDOUT
    with subprocess.Popen(
        [*command, *arguments], cwd=ROOT, stdout=subprocess.PIPE, stderr=merged, text=True
    ) as pip:
        for line in pip.stdout or ():
            lines.append(line)
            pinned = re.match(r"(?:Collecting|Requirement already satisfied:) (\S+==\S+)", line)
            if pinned:
                seen += 1
                print(f"  {seen}/{expected} {pinned[1]:<50}", end=end, flush=True)
            elif line.startswith("Installing collected packages: "):
                print(f"  正在安装 {seen} 个软件包 …{'':<40}", end=end, flush=True)
    if pip.returncode:
        sys.exit("".join(lines) + "\nInstallation failed / 依赖安装失败，请检查软件源是否可用。")


def install(environment: Path, part: str) -> None:
    """Install exactly the lock (hashes checked), then this package itself, editable, where what it needs is there."""
    lock = LOCKS / f"{part}.lock"
    here = re.findall(r"^[a-z0-9-]+==(?!.*'win32')", lock.read_text(encoding="utf-8"), re.MULTILINE)
    pip_install(environment, "--require-hashes", "--no-deps", "-r", str(lock), expected=len(here))
    if "base" in PARTS[part]:
        pip_install(environment, *PACKAGE, "--editable", str(ROOT), expected=0)
    for covered in PARTS[part]:
        stamp(environment, covered).write_text(wanted(covered), encoding="utf-8")


def main() -> None:
    if len(sys.argv) != 2 or sys.argv[1] not in PARTS:
        sys.exit(f"usage: {sys.argv[0]} {'|'.join(PARTS)}")
    part = sys.argv[1]
    environment = ROOT / os.environ.get("VENV", ".venv")
    lock = os.open(LOCKS, os.O_RDONLY)  # two set-ups at once wait for one another
    fcntl.flock(lock, fcntl.LOCK_EX)
    if is_current(environment, part):
        return
    print(f"准备运行环境 {environment.name}（{part}） …", flush=True)
    create(environment)
    install(environment, part)
    print("运行环境就绪。" + " " * 60, flush=True)


if __name__ == "__main__":
    main()
