#!/bin/sh
# The packages that people install: the wheel and the sdist are built and give the same files; the wheel installs without a
# compiler on the Python of .venv and on the newest that is here, and works; the tests of what leans on other packages pass
# on the lowest versions that pyproject.toml allows.
set -eu
cd "$(dirname "$0")/.."
root=$PWD
python=$root/.venv/bin/python
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
install="-m pip --quiet --disable-pip-version-check install"

git clone -q . "$work/source"
$python -m venv "$work/tools"
"$work/tools/bin/python" $install hatchling
(cd "$work/source" && "$work/tools/bin/python" -m hatchling build -d "$work/dist" >/dev/null)
mkdir "$work/unpacked"
tar -xzf "$work"/dist/*.tar.gz -C "$work/unpacked"
(cd "$work"/unpacked/* && "$work/tools/bin/python" -m hatchling build -t wheel -d "$work/again" >/dev/null)
"$python" - "$work"/dist/*.whl "$work"/again/*.whl <<'END'
import sys, zipfile
one, two = ({i.filename: zipfile.ZipFile(p).read(i) for i in zipfile.ZipFile(p).infolist()} for p in sys.argv[1:])
assert one == two, f"the sdist gives another wheel: {sorted({n for n in {*one, *two} if one.get(n) != two.get(n)})}"
assert not [n for n in one if n.startswith("tests") or "__pycache__" in n]
print(f"wheel and sdist: {len(one)} files")
END

# The Python of .venv, and the newest that is here; pyenv keeps its own out of the way.
newest=$python
for each in python3.12 python3.13 python3.14 python3.15; do
    for found in "$each" $(pyenv root 2>/dev/null)/versions/*/bin/"$each"; do
        "$found" -c "" 2>/dev/null && newest=$found
    done
done
for each in $(printf '%s\n' "$python" "$newest" | sort -u); do
    rm -rf "$work/clean"
    "$each" -m venv "$work/clean"
    CC=false CXX=false "$work/clean/bin/python" $install "$work"/dist/*.whl
    "$work/clean/bin/python" tools/smoke.py
done

$python tools/lowest.py docx html epub pdf pptx print watch >"$work/lowest.txt"
$python -m venv "$work/lowest"
"$work/lowest/bin/python" $install -c "$work/lowest.txt" "$work"/dist/*.whl "pytest==8.2" "hypothesis==6.100" \
    $(sed 's/==.*//' "$work/lowest.txt")
(cd "$work/source" && PYTHONPATH="$work/source" "$work/lowest/bin/python" -m pytest -q -p no:cacheprovider \
    tests/test_cli.py tests/test_yamlnodes.py tests/readers/test_docx.py tests/readers/test_html.py tests/readers/test_pptx.py \
    tests/readers/test_markdown.py tests/exporters/test_docx.py tests/exporters/test_pdf.py tests/exporters/test_html.py \
    tests/grading tests/robustness/test_packed.py)
"$work/lowest/bin/python" tools/smoke.py
