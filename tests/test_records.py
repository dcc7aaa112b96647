"""The JSON of facts and items: its schemas, and spans that lead back to the file whatever its encoding."""

from __future__ import annotations

import json
from dataclasses import fields
from importlib import resources
from pathlib import Path

import jsonschema
import pytest

from quizgen import model, pipeline
from quizgen.records import FACT_TYPES

TEXT = """关于学习的讲话
一、提高认识
有人说：“学如逆水行舟，不进则退。”要坚持学用结合、知行合一、注重实效，切实增强学习的自觉性、主动性。
二、抓好落实
一是抓好计划。每人每年学习不少于40小时，应当在12月31日前完成。
二是抓好检查。学习委员会负责检查学习情况，不得走过场。
三是抓好总结。总结是提高学习质量的关键。
"""


def schema(name: str) -> jsonschema.Draft202012Validator:
    data = json.loads(resources.files("quizgen").joinpath("schemas", name).read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(data)
    return jsonschema.Draft202012Validator(data)


def squeezed(text: str) -> str:
    return "".join(text.split())


FORMS = {
    "utf-8": TEXT.encode(),
    "utf-8-sig": TEXT.encode("utf-8-sig"),
    "utf-16": TEXT.encode("utf-16"),
    "gb18030": TEXT.encode("gb18030"),
    "crlf": TEXT.replace("\n", "\r\n").encode(),
    "wrapped": "\n".join(line[i : i + 20] for line in TEXT.splitlines() for i in range(0, len(line), 20)).encode(),
}


def decoded(data: bytes, form: str) -> str:
    encoding = {"crlf": "utf-8", "wrapped": "utf-8"}.get(form, form)
    return data.decode(encoding).replace("\r\n", "\n")


@pytest.mark.parametrize("form", FORMS)
def test_facts_lead_back_to_the_file(form: str, tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_bytes(FORMS[form])
    text = decoded(FORMS[form], form)
    records = list(pipeline.facts(path)[0].records())
    assert len(records) > 3
    validator = schema("facts.schema.json")
    for record in records:
        validator.validate(json.loads(json.dumps(record)))
        start, _ = record["span"]
        lines = text[:start].split("\n")
        assert (record["line"], record["column"]) == (len(lines), len(lines[-1]) + 1)
        for name, (a, b) in record["spans"].items():
            assert squeezed(text[a:b]) == squeezed(record[name])
        for member in (*record.get("members", ()), *record.get("bodies", ())):
            a, b = member["span"]
            assert squeezed(text[a:b]) == squeezed(member["text"])


@pytest.mark.parametrize("form", FORMS)
def test_the_encoding_changes_no_fact(form: str, tmp_path: Path) -> None:
    def read(name: str) -> list[tuple[object, ...]]:
        path = tmp_path / f"{name}.txt"
        path.write_bytes(FORMS[name])
        return [
            (r["type"], r["rule"], [squeezed(m["text"]) for m in r.get("members", ())], r.get("speaker"))
            for r in pipeline.facts(path)[0].records()
            if r["type"] in ("points", "series", "spelled", "quotation")
        ]

    assert read(form) == read("utf-8")


@pytest.mark.parametrize("form", FORMS)
def test_items_lead_back_to_the_file(form: str, tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_bytes(FORMS[form])
    text = decoded(FORMS[form], form)
    validator = schema("items.schema.json")
    for every in (False, True):
        records = list(pipeline.items(path, every=every)[0].records())
        assert records
        assert len({r["id"] for r in records}) == len(records)
        for record in records:
            validator.validate(json.loads(json.dumps(record)))
            assert record["source"]["path"] == path.as_posix()
            tested = [squeezed(text[a:b]) for a, b in record["answers"]]
            if record["kind"] in ("cloze", "single", "multiple"):
                assert tested == [squeezed(k) for k in record["key"]]
            start, end = record["source"]["start"], record["source"]["end"]
            assert 0 <= start < end <= len(text)
            first, last = (text.count("\n", 0, at) + 1 for at in (start, end - 1))
            assert first <= record["source"]["line"] <= last


def test_every_kind_of_fact_has_its_type() -> None:
    assert set(FACT_TYPES) == set(model.Fact.__args__)  # type: ignore[attr-defined]
    known = json.loads(resources.files("quizgen").joinpath("schemas", "facts.schema.json").read_text(encoding="utf-8"))
    assert known["properties"]["type"]["enum"] == list(FACT_TYPES.values())


def test_the_schema_knows_every_part_of_every_fact() -> None:
    known = json.loads(resources.files("quizgen").joinpath("schemas", "facts.schema.json").read_text(encoding="utf-8"))
    parts = {f.name for sort in FACT_TYPES for f in fields(sort)}
    assert set(known["properties"]) == parts | {"type", "line", "column", "spans"}
