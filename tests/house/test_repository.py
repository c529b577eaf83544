"""What must hold for every file of the repository."""

import re
import subprocess
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LONGEST_MODULE = 400
MACHINE_PATH = re.compile(r"(?<![A-Za-z0-9_.])/(?:work|root|farm)/")
PACKAGE = re.compile(r"^([A-Za-z0-9._-]+)==", re.MULTILINE)


def tracked(*patterns: str) -> list[Path]:
    found = subprocess.run(["git", "ls-files", *patterns], cwd=ROOT, capture_output=True, text=True, check=True)
    return [ROOT / name for name in found.stdout.splitlines() if (ROOT / name).is_file()]


def test_locked_requirements_name_no_address_and_hash_everything() -> None:
    locks = tracked("requirements/*.txt")
    assert {path.stem for path in locks} == {"run", "dev", "uv", "oracles"}
    for path in locks:
        text = path.read_text()
        assert "://" not in text
        pinned = [block for block in re.split(r"\n(?=\S)", text) if PACKAGE.match(block)]
        assert pinned
        assert all("--hash=sha256:" in block for block in pinned), path


def test_every_run_time_dependency_is_locked() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    wanted = {re.split(r"[\[<>=]", line)[0].lower().replace(".", "-") for line in project["dependencies"]}
    locked = {name.lower().replace(".", "-") for name in PACKAGE.findall((ROOT / "requirements/run.txt").read_text())}
    assert wanted <= locked


def test_no_path_of_a_machine_is_in_the_repository() -> None:
    own = Path(__file__).resolve()
    texts = {path: path.read_text(errors="replace") for path in tracked() if path.resolve() != own}
    assert [str(path) for path, text in texts.items() if MACHINE_PATH.search(text)] == []


def test_no_lock_file_font_or_minified_script_is_tracked() -> None:
    assert tracked("*uv.lock", "*pylock.toml", "*package-lock.json", "*.min.js", "*.min.css", "*.woff2", "*.ttf") == []


def test_a_module_holds_one_noun() -> None:
    modules = tracked("src/*.py")
    assert modules
    assert [str(path) for path in modules if len(path.read_text().splitlines()) > LONGEST_MODULE] == []


def test_ci_runs_what_the_readme_says() -> None:
    script = (ROOT / ".ci/run").read_text()
    assert [line for line in script.splitlines() if line.startswith("./hc")] == ["./hc lint", "./hc test"]
    assert "./hc test" in (ROOT / "README.md").read_text()
