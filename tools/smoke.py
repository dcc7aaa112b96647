"""A new installation, tried as a person would: run by the Python of the environment that quizgen was installed into.

    python tools/smoke.py

Works in a folder of its own and says what it did; ends with an error where anything is not as it should be.
"""

from __future__ import annotations

import importlib.util
import json
import subprocess
import sys
import tempfile
from pathlib import Path

TEXT = (
    "一、提高认识\n学习的根本目的是“增强本领”。村民会议应当每年召开二次，由村民委员会召集。要坚持学用结合、知行合一、注重实效，"
    "切实增强学习的自觉性、主动性、创造性。\n（一）修好渠水。水长负责巡查、公示、轮灌，三十日内向水务站报告。\n"
    "（二）用好渠水。渠水是指由村民共同使用的水。违反本办法的，处五百元以上三千元以下的罚款。\n"
)


def main() -> None:
    program = next(p for p in (Path(sys.executable).parent / n for n in ("quizgen", "quizgen.exe")) if p.exists())
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        (root / "seeds").mkdir()
        (root / "seeds" / "讲稿.txt").write_text(TEXT, encoding="utf-8")

        def run(*line: str, code: int = 0) -> str:
            done = subprocess.run([program, *line], cwd=root, capture_output=True)
            said = (done.stdout + done.stderr).decode("utf-8", "replace")
            if done.returncode != code or "Traceback" in said or "[internal]" in said:
                raise SystemExit(f"quizgen {' '.join(line)}: exit {done.returncode}, expected {code}\n{said}")
            return done.stdout.decode("utf-8")

        where = json.loads(
            subprocess.run(
                [sys.executable, "-c", "import json, quizgen; print(json.dumps(quizgen.__file__))"], cwd=root, capture_output=True, check=True
            ).stdout
        )
        if not Path(where).is_relative_to(Path(sys.prefix)):
            raise SystemExit(f"quizgen is not installed here, but comes from {where}")
        run("--version")
        run("init")
        run("build")
        made = {p.name for p in (root / "decks").iterdir()}
        if not {"讲稿.yaml", "讲稿.apkg", "讲稿.paper.yaml", "讲稿.paper.html", "讲稿.key.html"} <= made:
            raise SystemExit(f"a build made {sorted(made)}")
        run("check")
        facts = [json.loads(line) for line in run("facts", "seeds", "--json").splitlines()]
        items = [json.loads(line) for line in run("items", "seeds", "--json").splitlines()]
        if not facts or not items:
            raise SystemExit("nothing was found")
        run("facts", "seeds/讲稿.txt", "--html", "-o", "facts.html")
        run("report", "decks")
        run("export", "decks", "--to", "txt", "-o", "deck.txt")
        run("paper", "decks", "-o", "a.paper.yaml", "--versions", "2")
        run("print", "a.paper.yaml", "-o", "a.html")
        run("grade", "a.paper.yaml", "--table", "-o", "class.csv")
        run("rules")
        run("explain", "series")
        # What needs an extra says so where the extra is not installed, and works where it is.
        extras = {"typst": ("print", "a.paper.yaml", "-o", "a.pdf"), "docx": ("print", "a.paper.yaml", "-o", "a.docx")}
        for module, line in extras.items():
            run(*line, code=0 if importlib.util.find_spec(module) else 1)
        print(f"Python {sys.version.split()[0]}: {len(facts)} facts, {len(items)} items, {len(made)} files")


if __name__ == "__main__":
    main()
