"""Which addresses count as public."""

from ipaddress import ip_address, ip_network
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from worker.net.guard import IPAddress
from worker.net.networks import why_not_public

from ..rows import each_row

VECTORS = Path(__file__).parents[2] / "../shared/data/vectors/ip_block.tsv"

INSIDE = """
0.0.0.0 0.1.2.3 10.0.0.1 10.255.255.255 100.64.0.1 100.127.255.255 127.0.0.1 127.255.255.255 168.63.129.16
169.254.169.254 172.16.0.1 172.31.255.255 192.0.0.1 192.0.0.192 192.0.2.1 192.31.196.1 192.52.193.1 192.88.99.1
192.168.1.1 192.175.48.1 198.18.0.1 198.19.255.255 198.51.100.1 203.0.113.1 224.0.0.1 239.255.255.255 240.0.0.1
255.255.255.255 :: ::1 ::7f00:1 ::8.8.8.8 ::ffff:127.0.0.1 ::ffff:169.254.169.254 ::ffff:0:127.0.0.1 64:ff9b::7f00:1
64:ff9b::8.8.8.8 64:ff9b:1::1 100::1 100:0:0:1::1 200::1 2001::1 2001:2::1 2001:10::1 2001:20::1 2001:db8::1
2002:7f00:1:: 2002:808:808::1 2620:4f:8000::1 3fff::1 4000::1 5f00::1 8000::1 fc00::1 fd00:ec2::254 fd20:ce::254
fe00::1 fe80::1 fe80::1%eth0 febf::1 fec0::1 ff02::1 2001:470::5efe:7f00:1 2600:1::200:5efe:10.0.0.1
""".split()  # noqa: SIM905 - a list would fill two screens
OUTSIDE = """
1.1.1.1 8.8.8.8 9.255.255.255 11.0.0.1 100.63.255.255 100.128.0.1 126.1.1.1 128.0.0.1 168.63.129.17 169.253.1.1
172.15.255.255 172.32.0.1 192.0.1.1 192.167.255.255 192.169.0.1 198.17.255.255 198.20.0.1 223.255.255.255
::ffff:8.8.8.8 2001:200::1 2001:4860:4860::8888 2003::1 2606:4700:4700::1111 2a00:1450:4001::1 2600:1::5efe:8.8.8.8
""".split()  # noqa: SIM905 - a list would fill two screens


@each_row("text", INSIDE)
def test_an_address_inside_is_refused(text: str) -> None:
    assert why_not_public(ip_address(text))


@each_row("text", OUTSIDE)
def test_an_address_on_the_public_internet_is_let_through(text: str) -> None:
    assert why_not_public(ip_address(text)) is None


@pytest.mark.skipif(not VECTORS.exists(), reason="the vectors of addresses are not here")
def test_the_vectors_of_addresses() -> None:
    rows = [line.split("\t") for line in VECTORS.read_text("utf-8").splitlines() if line]
    wrong = [row for row in rows if (why_not_public(ip_address(row[0])) is not None) != (row[1] == "block")]
    assert len(rows) > 80
    assert not wrong


@given(st.ip_addresses(v=4) | st.ip_addresses(v=6))
@settings(max_examples=300, deadline=None)
def test_what_the_standard_library_calls_private_is_refused(address: IPAddress) -> None:
    if address.is_private or address.is_multicast or address.is_link_local or address.is_loopback:
        assert why_not_public(address)


def test_an_allowed_network_is_let_through_and_nothing_beside_it() -> None:
    allow = (ip_network("10.1.0.0/16"), ip_network("fd00::/8"))
    assert why_not_public(ip_address("10.1.2.3"), allow) is None
    assert why_not_public(ip_address("::ffff:10.1.2.3"), allow) is None
    assert why_not_public(ip_address("fd00::1"), allow) is None
    assert why_not_public(ip_address("10.2.0.1"), allow)
    assert why_not_public(ip_address("::1"), allow)
