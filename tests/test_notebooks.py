"""The notebooks are clean in git, run from top to bottom with the interpreter of the tests, and leave nothing behind."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import nbformat
import pytest

FOLDER = Path(__file__).parent.parent / "notebooks"
NOTEBOOKS = sorted(FOLDER.glob("*.ipynb"))
NAMES = ["01_quickstart", "02_claims", "03_themes", "04_your_own_codebook", "05_spacy", "06_study"]


def _read(path: Path) -> Any:
    return nbformat.read(path, as_version=4)


def test_all_notebooks_are_here() -> None:
    assert [path.stem for path in NOTEBOOKS] == NAMES


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_notebooks_are_clean_in_git(path: Path) -> None:
    notebook = _read(path)
    nbformat.validate(notebook)
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert code
    assert all(not cell.outputs and cell.execution_count is None for cell in code)
    assert all(not cell.metadata for cell in notebook.cells)
    assert notebook.metadata == {
        "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
        "language_info": {"name": "python"},
    }  # no version, no machine
    assert path.read_text(encoding="utf-8") == nbformat.writes(notebook, version=4).rstrip("\n") + "\n"


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_notebooks_lead_to_notebooks_that_exist(path: Path) -> None:
    text = "\n".join(cell.source for cell in _read(path).cells if cell.cell_type == "markdown")
    links = re.findall(r"\]\(([^)]+\.ipynb)\)", text)
    assert all((FOLDER / link).is_file() for link in links)
    assert links or path == NOTEBOOKS[-1]


@pytest.fixture(scope="module")
def jupyter(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A kernel called python3 that is the interpreter of the tests, in a folder of its own for all that Jupyter and the notebooks write."""
    home = tmp_path_factory.mktemp("jupyter")
    kernel = home / "kernels" / "python3"
    kernel.mkdir(parents=True)
    command = [sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"]
    (kernel / "kernel.json").write_text(json.dumps({"argv": command, "display_name": "Python 3", "language": "python"}), encoding="utf-8")
    (home / "tmp").mkdir()
    return home


# Run in a process of its own: Jupyter's event loops and sockets stay out of the tests'.
_EXECUTE = """
import sys
import nbformat
from jupyter_client.kernelspec import KernelSpecManager
from jupyter_client.manager import AsyncKernelManager
from nbclient import NotebookClient

path, folder, kernels, executed = sys.argv[1:]
notebook = nbformat.read(path, as_version=4)
specs = KernelSpecManager(kernel_dirs=[kernels], ensure_native_kernel=False)
manager = AsyncKernelManager(kernel_name="python3", kernel_spec_manager=specs)
try:
    NotebookClient(notebook, km=manager, timeout=150, resources={"metadata": {"path": folder}}).execute()
finally:
    nbformat.write(notebook, executed)
"""


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_notebooks_run(path: Path, jupyter: Path) -> None:
    own = {"IPYTHONDIR": "ipython", "JUPYTER_RUNTIME_DIR": "runtime", "JUPYTER_CONFIG_DIR": "config", "TMPDIR": "tmp"}
    environment = os.environ | {name: str(jupyter / folder) for name, folder in own.items()}
    executed = Path(os.environ.get("UNIONCORPUS_EXECUTED", jupyter)) / path.name  # set it to look at the pictures
    before = _files(FOLDER.parent)
    command = [sys.executable, "-c", _EXECUTE, str(path), str(FOLDER), str(jupyter / "kernels"), str(executed)]
    run = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr[-3_000:]
    outputs = [output for cell in _read(executed).cells if cell.cell_type == "code" for output in cell.outputs]
    assert [output.text for output in outputs if output.get("name") == "stderr"] == []
    assert _files(FOLDER.parent) == before, "the notebook wrote outside the temporary folder"


def _files(root: Path) -> set[Path]:
    """Every file of the folders that a notebook could be tempted to write to."""
    return {path for name in ("notebooks", "data") for path in (root / name).rglob("*") if path.is_file()}
