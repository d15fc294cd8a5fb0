from hypothesis import given
from hypothesis import strategies as st

from worker.text.pages.charset import decode

from ...rows import each_row

CYRILLIC = "\u0420\u043e\u0441\u0441\u0438\u044f \u0440\u043e\u0435\u0442 \u043e\u043a\u043e\u043f\u044b"


@given(st.binary(max_size=200), st.one_of(st.none(), st.text(max_size=40).map("text/html; charset={}".format)))
def test_no_bytes_and_no_label_fail(body: bytes, content_type: str | None) -> None:
    assert isinstance(decode(body, content_type), str)


@each_row(
    ("body", "content_type", "text"),
    [
        (b"\xef\xbb\xbfcaf\xc3\xa9", "text/html; charset=iso-8859-1", "caf\u00e9"),
        ("caf\u00e9".encode("utf-16"), None, "caf\u00e9"),
        (CYRILLIC.encode("cp1251"), "text/html; charset=windows-1251", CYRILLIC),
        (CYRILLIC.encode("koi8-r"), 'text/html; charset="KOI8-R"', CYRILLIC),
        (b"\x93quoted\x94", "text/html; charset=ISO-8859-1", "\u201cquoted\u201d"),
        (
            b'<meta charset="shift_jis">' + "\u65e5\u672c".encode("shift_jis"),
            None,
            '<meta charset="shift_jis">\u65e5\u672c',
        ),
        (
            b'<meta http-equiv=Content-Type content="text/html; charset=windows-1252">\x80',
            None,
            '<meta http-equiv=Content-Type content="text/html; charset=windows-1252">\u20ac',
        ),
        (
            b'<meta charset="windows-1251">caf\xc3\xa9',
            "text/html; charset=utf-8",
            '<meta charset="windows-1251">caf\u00e9',
        ),
        ("caf\u00e9".encode(), "text/html; charset=iso-8859-1", "caf\u00e9"),
        ("caf\u00e9".encode(), "text/html; charset=rot13", "caf\u00e9"),
        ("caf\u00e9".encode(), "text/html; charset=base64", "caf\u00e9"),
        ("caf\u00e9".encode(), "text/html; charset=no-such", "caf\u00e9"),
        (b"a+AGI-c", "text/html; charset=utf-7", "a+AGI-c"),
        (b'<meta charset="utf-16">abc', None, '<meta charset="utf-16">abc'),
        (b"", None, ""),
    ],
)
def test_the_charset_is_told_by_mark_then_transport_then_document(
    body: bytes, content_type: str | None, text: str
) -> None:
    assert decode(body, content_type) == text


def test_a_charset_that_nobody_names_is_detected() -> None:
    text = f"{CYRILLIC}, {CYRILLIC.lower()}. " * 30
    assert decode(text.encode("cp1251")) == text


def test_one_stray_byte_does_not_make_the_charset_wrong() -> None:
    body = "caf\u00e9 ".encode() * 2_000 + b"\xff"
    assert decode(body, "text/html; charset=utf-8") == "caf\u00e9 " * 2_000 + "\ufffd"
