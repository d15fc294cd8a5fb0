import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from worker.text.pages.loose_json import loads

DATA = st.recursive(st.none() | st.booleans() | st.integers() | st.text(), st.lists, max_leaves=8)


@given(st.dictionaries(st.text(), DATA))
def test_json_is_read_as_it_is(document: dict[str, object]) -> None:
    assert loads(json.dumps(document)) == [document]


@given(st.text(alphabet="{}[]\",:\\/*'\n <!-ab&;u0"))
def test_nothing_fails(text: str) -> None:
    assert isinstance(loads(text), list)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ('{"a": [1, 2, ], }', {"a": [1, 2]}),
        ('{"a": , "b": }', {"a": None, "b": None}),
        ('{"a": "http://x.example/y", // the page\n "b": 1}', {"a": "http://x.example/y", "b": 1}),
        ('{"a": "x" /* y */, "u": "http://x.example"}', {"a": "x", "u": "http://x.example"}),
        ('<!--\n{"a": 1}\n-->', {"a": 1}),
        ('//<![CDATA[\n{"a": 1}\n//]]>', {"a": 1}),
        ("{&quot;a&quot;: &quot;b&quot;}", {"a": "b"}),
        ('{"a": "caf\\\'e \\x"}', {"a": "caf\\'e \\x"}),
        ("{'a': 'it\\'s'}", {"a": "it's"}),
        (
            '{"a": "He said "no" to it", "b": "http://x.example/"}',
            {"a": 'He said "no" to it', "b": "http://x.example/"},
        ),
        ('{"a": "one\ntwo"};', {"a": "one\ntwo"}),
    ],
)
def test_what_templates_get_wrong(text: str, value: object) -> None:
    assert loads(text) == [value]


def test_several_documents_and_a_broken_end() -> None:
    assert loads('{"a": 1}\n{"b": 2}') == [{"a": 1}, {"b": 2}]
    assert loads('{"a": 1} and so on') == [{"a": 1}]
    assert loads("") == loads("nonsense") == loads("[" * 100_000) == []
