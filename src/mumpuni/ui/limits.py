"""How often strangers may ask, counted by the minute and the network that they ask from."""

import ipaddress
import time

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.http import HttpRequest

WINDOW = 60


def within(request: HttpRequest, action: str, most: int) -> bool:
    """Count this question; whether the network is still within its `most` questions of this minute."""
    key = f"{action}:{_network(request)}:{_minute()}"
    if cache.add(key, 1, timeout=2 * WINDOW):
        return True
    try:
        return cache.incr(key) <= most
    except ValueError:  # the cache dropped the count meanwhile
        return True


def _network(request: HttpRequest) -> str:
    """Where the question comes from; of an IPv6 address the network, since one asker has all of its addresses."""
    address = get_adapter().get_client_ip(request)
    try:
        plain = ipaddress.ip_address(address)
    except ValueError:
        return address
    if isinstance(plain, ipaddress.IPv6Address):
        # A server that listens on both protocols sees IPv4 askers inside one and the same IPv6 network.
        return str(plain.ipv4_mapped or ipaddress.ip_network(f"{plain}/64", strict=False))
    return str(plain)


def _minute() -> int:
    return int(time.time()) // WINDOW
