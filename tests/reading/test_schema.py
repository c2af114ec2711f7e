"""Schemas: the quick validator, the published files and the language library agree."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checker import kinds
from checker.cli.schema import NAMES, render
from checker.files import yamlfile
from checker.files.places import shipped
from checker.locale import speaker
from checker.reading import plainly, schema, validate
from checker.reading.library import plan_files
from tests.command import ROOT

PARTS = [schema.indicator_schema(kind) for kind in kinds.names()] + [schema.VALUE]
SCALARS = st.one_of(
    st.none(), st.booleans(), st.integers(-3, 300), st.decimals(-3, 300, places=2), st.text(max_size=30),
    st.sampled_from(["2022-12-31", "7a", "up", "percent", "year", "x-y", "", "网络招聘会"]),
    st.lists(st.text(), max_size=2),
    st.dictionaries(st.sampled_from(["2022-Q1", "市"]), st.sampled_from([5, "2022-12-31"]), max_size=2),
)  # fmt: skip
FIELDS = sorted({name for part in PARTS for name in part["properties"]} | {"stray"})


@settings(max_examples=150)
@given(st.sampled_from(range(len(PARTS))), st.dictionaries(st.sampled_from(FIELDS), SCALARS, max_size=9))
def test_the_quick_validator_finds_what_the_library_finds(place: int, item: dict[str, Any]) -> None:
    part = PARTS[place]
    plain = jsonschema.Draft202012Validator(part)
    quick = validate._quick()(part)
    errors = _errors(plain, item)
    assert _errors(quick, item) == errors
    assert not (errors and plainly.fits(part)(item))


def _errors(validator: Any, item: Any) -> list[tuple[list[Any], str, str]]:
    return sorted((list(map(str, e.absolute_path)), e.validator, e.message) for e in validator.iter_errors(item))


@pytest.mark.parametrize("name", NAMES)
def test_published_files_are_the_ones_the_program_prints(name: str) -> None:
    file = ROOT / "indicators" / "schemas" / f"{name}.schema.json"
    assert file.read_text("utf-8") == render(speaker("zh"), name), "run: plancheck schema NAME --out indicators/schemas"
    jsonschema.Draft202012Validator.check_schema(json.loads(render(speaker("en"), name)))


def test_names_of_schemas_are_complete() -> None:
    assert NAMES == schema.NAMES


PLANS = plan_files(shipped("indicators"))
OFFICES = sorted(shipped("indicators").glob("*/office.yaml"))
FORMS = sorted((shipped("indicators") / "survey").glob("*.yaml"))
ROUNDS = sorted((ROOT / "examples" / "cases").glob("*.yaml"))
SHIPPED = [
    *((file, "plan") for file in PLANS), *((file, "office") for file in OFFICES), *((file, "survey") for file in FORMS),
    *((file, "case_rule" if file.name.endswith(".rule.yaml") else "cases") for file in ROUNDS),
]  # fmt: skip


@pytest.mark.parametrize(("file", "kind"), SHIPPED, ids=[f"{file.parent.name}-{file.stem}" for file, _ in SHIPPED])
def test_shipped_files_pass_the_published_schema(file: Path, kind: str) -> None:
    published = json.loads((ROOT / f"indicators/schemas/{kind}.schema.json").read_text("utf-8"))
    document, found = yamlfile.read(file)
    assert document is not None, found
    assert list(jsonschema.Draft202012Validator(published).iter_errors(document.data)) == []
    own = schema.plan_schema({}) if kind == "plan" else schema.SHARED[kind]
    assert plainly.fits(own)(document.data) or "extends" in document.data


PLACES = {
    "type": "object", "required": ["a"], "propertyNames": {"pattern": "^[a-c]$"}, "minProperties": 2,
    "properties": {"a": {"type": "integer", "minimum": 1, "maximum": 3}, "c": {"const": 1}},
    "additionalProperties": {"type": ["array", "null"], "uniqueItems": True, "minItems": 1, "items": {"enum": ["x", "y"]}},
}  # fmt: skip


@pytest.mark.parametrize(
    ("data", "right"),
    [
        ({"a": 1, "b": ["x", "y"]}, True),
        ({"a": 3, "b": None}, True),
        ({"a": 4, "b": None}, False),
        ({"a": 0, "b": None}, False),
        ({"a": True, "b": None}, False),
        ({"a": 1}, False),
        ({"b": None}, False),
        ({"a": 1, "d": None}, False),
        ({"a": 1, "b": []}, False),
        ({"a": 1, "b": ["x", "x"]}, False),
        ({"a": 1, "b": ["z"]}, False),
        (["a"], False),
    ],
)
def test_at_a_glance_every_keyword_of_a_schema_counts(data: Any, right: bool) -> None:
    assert plainly.fits(PLACES)(data) is jsonschema.Draft202012Validator(PLACES).is_valid(data) is right


def test_at_a_glance_an_unknown_keyword_is_in_doubt() -> None:
    assert jsonschema.Draft202012Validator(PLACES).is_valid({"a": 1, "c": 1})
    assert not plainly.fits(PLACES)({"a": 1, "c": 1})


def test_every_field_of_a_kind_is_described_in_both_languages() -> None:
    for lang in ("zh", "en"):
        say = speaker(lang)
        for part in PARTS:
            for name in part["properties"]:
                assert say.has(f"field.{name}"), (lang, name)


@pytest.mark.parametrize(
    "path",
    sorted(p for f in ("indicators", "examples") for p in (ROOT / f).rglob("*.yaml")),
    ids=lambda path: str(path.relative_to(ROOT)),
)
def test_every_shipped_file_names_its_schema_for_editors(path: Path) -> None:
    first = path.read_text("utf-8").splitlines()[0]
    assert first.startswith("# yaml-language-server: $schema=")
    assert (path.parent / first.split("=", 1)[1]).resolve().is_file()


def properties(part: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Every property of a schema, with the way to it."""
    if isinstance(part, list):
        for item in part:
            yield from properties(item, path)
    elif isinstance(part, dict):
        for key, item in part.items():
            if key == "properties":
                for name, inner in item.items():
                    yield (*path, name), inner
                    yield from properties(inner, (*path, name))
            else:
                yield from properties(item, path)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_field_says_what_it_is(lang: str) -> None:
    for name in NAMES:
        for path, inner in properties(schema.published(name, speaker(lang).maybe)):
            # an editor's if/then repeats the key that it looks at
            assert "description" in inner or path[-1] == "kind", (name, path)


@pytest.mark.parametrize(
    ("name", "path", "said"),
    [
        ("plan", ("measures", "title"), "措施简称，用自己的话"),
        ("plan", ("title",), "方案全称"),
        ("plan", ("document", "source"), "文件出处，如政府公报的年份和期号"),
        ("plan", ("exemptions", "document"), "豁免所依据的文件"),
        ("plan", ("note",), "疑问和另一种理解，只给质强办看，不印在表和公文上"),
        ("plan", ("revisions", "from"), "从这一天起按新的目标"),
        ("submission", ("values", "by"), "由谁报送、核查或更正"),
        ("submission", ("values", "note"), "单位自己的说明；红灯黄灯的印在公文和页面上"),
        ("localities", ("name",), "地区名称"),
        ("domains", ("name",), "领域名称"),
        ("profiles", ("source",), "这一标准出自哪个文件"),
        ("assessment", ("totals", "green"), "绿灯数"),
        ("assessment", ("findings", "code"), "问题代码，见docs/findings.md"),
    ],
)
def test_a_word_of_several_meanings_says_the_one_of_its_place(name: str, path: tuple[str, ...], said: str) -> None:
    found = [
        inner["description"] for way, inner in properties(schema.published(name, speaker("zh").maybe)) if way == path
    ]
    assert said in found
