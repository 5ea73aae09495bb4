"""Device and place of a request in words its person recognises; nothing finer is kept."""

import ipaddress

BROWSERS = (
    ("MicroMessenger", "微信"),
    ("QQBrowser", "QQ浏览器"),
    ("360SE", "360安全浏览器"),
    ("Edg", "Edge"),
    ("Firefox", "火狐浏览器"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
SYSTEMS = (
    ("HarmonyOS", "鸿蒙"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "安卓"),
    ("Windows", "Windows"),
    ("Mac OS X", "Mac"),
    ("Linux", "Linux"),
)


def device_of(agent: str) -> str:
    """Browser and system, such as Chrome · Windows, from what a browser says of itself."""
    found = [next((name for sign, name in known if sign in agent), "") for known in (BROWSERS, SYSTEMS)]
    return " · ".join(filter(None, found)) or "未知设备"


def place_of(address: str | None) -> str:
    """The network address without its last part."""
    try:
        address = ipaddress.ip_address(address or "")
    except ValueError:
        return "未知网络"
    if address.version == 4:
        return ".".join([*str(address).split(".")[:3], "*"])
    return ":".join([*address.exploded.split(":")[:3], "*"])
