"""Which addresses are on the public internet: an explicit table.

The standard library's `is_private` and `is_global` miss ranges and change with Python's patch releases. The table
follows the IANA registries of special-purpose IPv4 and IPv6 addresses and of the IPv6 address space, and adds what
clouds answer metadata on.
"""

from collections.abc import Iterable
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network

_METADATA = "a cloud's own services"
_LOOPBACK = "loopback"
_PRIVATE = "private"
_LINK_LOCAL = "link-local"
_DOCUMENTATION = "documentation"
_BENCHMARKING = "benchmarking"
_MULTICAST = "multicast"
_RESERVED = "reserved"
_AS112 = "the AS112 name service"
_CARRIES_IPV4 = "an IPv4 address in another dress"

_V4 = {
    "0.0.0.0/8": "this network",
    "10.0.0.0/8": _PRIVATE,
    "100.64.0.0/10": "shared by a carrier's customers",
    "127.0.0.0/8": _LOOPBACK,
    "168.63.129.16/32": _METADATA,
    "169.254.0.0/16": _LINK_LOCAL,
    "172.16.0.0/12": _PRIVATE,
    "192.0.0.0/24": "protocol assignments",
    "192.0.2.0/24": _DOCUMENTATION,
    "192.31.196.0/24": _AS112,
    "192.52.193.0/24": "multicast tunnels",
    "192.88.99.0/24": "6to4 relays",
    "192.168.0.0/16": _PRIVATE,
    "192.175.48.0/24": _AS112,
    "198.18.0.0/15": _BENCHMARKING,
    "198.51.100.0/24": _DOCUMENTATION,
    "203.0.113.0/24": _DOCUMENTATION,
    "224.0.0.0/4": _MULTICAST,
    "255.255.255.255/32": "broadcast",
    "240.0.0.0/4": _RESERVED,
}
_V6 = {
    "::/128": "unspecified",
    "::1/128": _LOOPBACK,
    "::/96": _CARRIES_IPV4,  # IPv4-compatible
    "::ffff:0:0:0/96": _CARRIES_IPV4,  # IPv4-translated
    "64:ff9b::/96": _CARRIES_IPV4,  # NAT64
    "64:ff9b:1::/48": _CARRIES_IPV4,  # local-use NAT64
    "100::/8": _RESERVED,  # the discard prefix 100::/64 among it
    "200::/7": _RESERVED,
    "400::/6": _RESERVED,
    "800::/5": _RESERVED,
    "1000::/4": _RESERVED,
    "2001::/32": _CARRIES_IPV4,  # Teredo
    "2001:2::/48": _BENCHMARKING,
    "2001::/23": "protocol assignments",
    "2001:db8::/32": _DOCUMENTATION,
    "2002::/16": _CARRIES_IPV4,  # 6to4
    "2620:4f:8000::/48": _AS112,
    "3fff::/20": _DOCUMENTATION,
    "4000::/3": _RESERVED,  # the segment identifiers 5f00::/16 among it
    "6000::/3": _RESERVED,
    "8000::/3": _RESERVED,
    "a000::/3": _RESERVED,
    "c000::/3": _RESERVED,
    "e000::/4": _RESERVED,
    "f000::/5": _RESERVED,
    "f800::/6": _RESERVED,
    "fc00::/7": _PRIVATE,  # the metadata addresses fd00:ec2::254 and fd20:ce::254 among it
    "fe00::/9": _RESERVED,
    "fe80::/10": _LINK_LOCAL,
    "fec0::/10": _PRIVATE,  # site-local
    "ff00::/8": _MULTICAST,
}
_V4_TABLE = tuple((IPv4Network(network), why) for network, why in _V4.items())
_V6_TABLE = tuple((IPv6Network(network), why) for network, why in _V6.items())

_ISATAP = (0x00005EFE, 0x02005EFE)
"""The upper half of an interface identifier whose lower half is an IPv4 address (RFC 5214, section 6.1)."""


def why_not_public(address: IPv4Address | IPv6Address, allow: Iterable[IPv4Network | IPv6Network] = ()) -> str | None:
    """Say why `address` is not on the public internet, or None where it is or `allow` holds it.

    An IPv4-mapped address is judged, and allowed, as the IPv4 address that the system connects to. An ISATAP address
    is refused with the IPv4 address inside it.
    """
    if isinstance(address, IPv6Address) and address.ipv4_mapped is not None:
        address = address.ipv4_mapped
    if any(address in network for network in allow):
        return None
    if isinstance(address, IPv4Address):
        return next((f"{why} ({network})" for network, why in _V4_TABLE if address in network), None)
    for network, why in _V6_TABLE:
        if address in network:
            return f"{why} ({network})"
    if int(address) >> 32 & 0xFFFFFFFF in _ISATAP:
        return why_not_public(IPv4Address(int(address) & 0xFFFFFFFF))
    return None
