"""The raw protocol, against what a server of it would say."""

from io import BufferedRWPair, BytesIO

import pytest

from newsroom.broker import Broker
from newsroom.control import RunError


class Line(BytesIO):
    """What was written stays to be read after the stream around it is gone."""

    def close(self) -> None:
        pass


@pytest.fixture
def written() -> Line:
    return Line()


def broker_saying(reply: bytes, written: Line) -> Broker:
    return Broker(BufferedRWPair(BytesIO(reply), written))


def test_commands_are_written_with_their_lengths(written: Line) -> None:
    assert broker_saying(b"+OK\r\n", written).send(b"LPUSH", b"web", b"a\r\nb") == b"OK"
    assert written.getvalue() == b"*3\r\n$5\r\nLPUSH\r\n$3\r\nweb\r\n$4\r\na\r\nb\r\n"


@pytest.mark.parametrize(
    ("reply", "meaning"),
    [
        (b":42\r\n", 42),
        (b"$-1\r\n", None),
        (b"$4\r\na\r\nb\r\n", b"a\r\nb"),
        (b"*2\r\n$1\r\na\r\n:1\r\n", [b"a", 1]),
        (b"*0\r\n", []),
    ],
)
def test_replies(reply: bytes, meaning: object, written: Line) -> None:
    assert broker_saying(reply, written).send(b"X") == meaning


@pytest.mark.parametrize("reply", [b"-ERR no such command\r\n", b""])
def test_a_refusal_ends_the_run(reply: bytes, written: Line) -> None:
    with pytest.raises(RunError):
        broker_saying(reply, written).send(b"X")


def test_a_message_is_doubled_once(written: Line) -> None:
    known = {b"old"}
    lists = b"*2\r\n$3\r\nold\r\n$3\r\nnew\r\n:3\r\n" + b"*0\r\n" * 3
    broker_saying(lists, written).double(known)
    assert known == {b"old", b"new"}
    assert written.getvalue().count(b"LPUSH") == 1
    assert b"$6\r\ncelery\r\n$3\r\nnew\r\n" in written.getvalue()


def test_taken_messages_come_back_in_another_order(written: Line) -> None:
    broker_saying(b":1\r\n:2\r\n", written).give_back([(b"web", b"first"), (b"web", b"second")])
    assert written.getvalue().index(b"second") < written.getvalue().index(b"first")
