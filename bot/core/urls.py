"""One canonical form for a URL, and what may be fetched at all.

Nothing here looks a name up: a name is judged again when it has become an address, at the socket (`is_public`).
"""

import re
from collections.abc import Container
from functools import lru_cache
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from typing import NamedTuple
from urllib.parse import parse_qsl, quote, urljoin, urlsplit, urlunsplit

import idna

from bot.core.errors import UrlRefused
from bot.core.masking import masked

LIMIT_CHARS = 8000  # the length every server should take: RFC 9110, 4.1
HOST_CHARS = 253  # RFC 1035, 2.3.4, without the root's dot
LABEL_CHARS = 63
UNKNOWN_NAME = "the site's name is not known"  # why an address can't be read that no server of names knows
UNWRAP_DEPTH = 5  # a link wrapped more often than this is a game, not a link

DEFAULT_PORTS = {"http": 80, "https": 443}

# Services of machine rooms that speak no HTTP we want, and ports that browsers refuse too (fetch.spec.whatwg.org, 2.9).
DENIED_PORTS = frozenset(
    {1099, 1433, 1521, 1719, 1720, 1723, 2049, 2181, 2375, 2376, 2379, 2380, 3306, 3389, 3659, 4045, 4190, 4444}
    | {5060, 5061, 5432, 5672, 5900, 5984, 5985, 5986, 6000, 6379, 6443, 6566, *range(6665, 6670), 6679, 6697, 8500}
    | {9042, 9092, 9200, 9300, 10080, 10250, 10255, 11211, 15672, 27017, 27018, 50070}
)

# What senders add to count clicks; a page answers the same without them.
TRACKING_PREFIXES = (
    "utm_",
    "mtm_",
    "pk_",
    "hsa_",
    "_hs",
    "vero_",
    "oly_",
    "at_medium",
    "at_campaign",
    "at_custom",
    "at_link",
)
TRACKING = frozenset(
    {"fbclid", "gclid", "gclsrc", "dclid", "gbraid", "wbraid", "msclkid", "yclid", "ysclid", "twclid"}
    | {"ttclid", "li_fat_id", "igshid", "igsh", "mc_cid", "mc_eid", "mkt_tok", "_ga", "_gl", "smid", "smtyp"}
    | {"cmp", "cmpid", "ncid", "icid", "xtor", "taid", "srnd", "ftag", "guccounter", "guce_referrer"}
    | {"guce_referrer_sig", "ref_src", "ref_url", "soc_src", "soc_trk", "s_cid", "wt_mc"}
    | {"__twitter_impression"}
)

# Pages that only lead on: (host pattern, path, parameters that may hold the target, best first).
WRAPPERS = (
    (re.compile(r"(?:www\.)?google\.(?:com|com?\.[a-z]{2}|[a-z]{2})"), "/url", ("url", "q")),
    (re.compile(r"(?:www\.)?bing\.com"), "/news/apiclick.aspx", ("url",)),
    (re.compile(r"lm?\.facebook\.com"), "/l.php", ("u",)),
    (re.compile(r"(?:www\.)?linkedin\.com"), "/safety/go", ("url",)),
)

NAT64 = IPv6Network("64:ff9b::/96")  # RFC 6052
NOT_GLOBAL = (  # whatever this version of Python knows of them
    IPv6Network("::/96"),  # v4-compatible, deprecated: RFC 4291, 2.5.5.1
    IPv6Network("3fff::/20"),  # documentation: RFC 9637
    IPv6Network("5f00::/16"),  # segment routing: RFC 9602
)
ISATAP, ISATAP_MASK = 0x5EFE, 0xFCFF_FFFF  # RFC 5214, 6.1: the two bits left out say whether the address is unique

_BAD_CHARS = re.compile(r"[\x00-\x20\x7f-\x9f\ud800-\udfff\\]")
_HOST = re.compile(r"[a-z0-9_-]+(?:\.[a-z0-9_-]+)*")
_NUMBER = re.compile(r"[0-9]+|0x[0-9a-f]*")  # how a last label makes a resolver read the whole name as an address
_ESCAPED = re.compile(r"%([0-9A-Fa-f]{2})")
_STRAY_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
_SESSION = re.compile(r";jsessionid=[^/;]*", re.IGNORECASE)
_UNRESERVED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
_PATH_SAFE = "%/:@!$&'()*+,;=~"
_QUERY_SAFE = _PATH_SAFE + "?"

_ADDRESS_LIKE = re.compile(r"(?:https?://|www\.)\S+|[\w-]+(?:\.[\w-]+)+(?:/\S*)?", re.IGNORECASE)


class _Parts(NamedTuple):
    scheme: str
    host: str  # lower case, ASCII; an IPv6 address without brackets
    port: int | None  # None where it is the scheme's own
    path: str
    query: str

    @property
    def name(self) -> str:
        return f"[{self.host}]" if ":" in self.host else self.host

    @property
    def authority(self) -> str:
        return f"{self.name}:{DEFAULT_PORTS[self.scheme] if self.port is None else self.port}"

    def text(self) -> str:
        netloc = self.name if self.port is None else f"{self.name}:{self.port}"
        return urlunsplit((self.scheme, netloc, self.path, self.query, ""))


def canonical_url(url: str) -> str:
    """The one form under which a page is known, so that two links to it compare equal.

    Lower-cases scheme and host (an international name in its ASCII form), drops the scheme's own port, the fragment,
    session ids and known tracking parameters, keeps the order of the rest, and looks through the redirect links of
    Google (search, news, Alerts), Bing, Facebook and LinkedIn. The scheme stays: `page_key` compares without it.
    Idempotent. Raises `UrlRefused` for anything but http and https, and nothing else. Rules: RFC 3986, 6.2.2.
    """
    target = url
    for _ in range(UNWRAP_DEPTH):
        parts = _canonical_parts(target)
        inner = _wrapped(parts)
        if inner is None:
            return _bounded(url, parts.text())
        target = inner
    raise UrlRefused(masked(url), "the link leads through too many other links")


def page_key(url: str) -> str:
    """The identity of a page: its canonical URL without scheme, a leading `www.` and a closing slash.

    For comparing only; it is no address. Raises `UrlRefused`.
    """
    rest = canonical_url(url).split("://", 1)[1].removeprefix("www.")
    page, mark, query = rest.partition("?")
    return page.rstrip("/") + mark + query


def check_fetchable(url: str, *, trusted: Container[str] = ()) -> str:
    """The URL as it may go on the wire: nothing dropped but the fragment, what must be escaped is escaped.

    Refuses what no feed or article needs: other schemes than http and https, a user name or password, backslashes and
    control characters, addresses spelt to look like something else, ports below 1024 but 80 and 443, and those of
    well-known inner services. `trusted` holds `authority` pairs of the operator, for which any port will do.
    Says nothing of where the name leads: the address is judged at the socket. Raises `UrlRefused`.
    """
    parts = _split(url)
    if parts.port is not None and parts.authority not in trusted and not _is_port_allowed(parts.port):
        raise UrlRefused(masked(url), "that port can't be used")
    return _bounded(url, parts.text())


def is_public(address: str) -> bool:
    """Whether an IP address (a literal, never a name) lies in the public internet, whatever it is wrapped in.

    An IPv4 address within an IPv6 one is what counts: v4-mapped, 6to4, Teredo, NAT64. What can't be read isn't public.
    """
    try:
        ip = ip_address(address)
    except ValueError:
        return False
    if isinstance(ip, IPv6Address):
        if ip.scope_id is not None:
            return False
        if ip.teredo is not None:
            return all(_is_global(end) for end in ip.teredo)
        if ip in NAT64:
            return _is_global(IPv4Address(int(ip) & 0xFFFFFFFF))
        ip = ip.ipv4_mapped or ip.sixtofour or ip
    return _is_global(ip)


def leads_inward(url: str) -> bool:
    """Whether it can be seen, without asking for a name, that an address is none of the public internet."""
    name = host(url)
    is_number = ":" in name or name.replace(".", "").isdigit()
    return name == "localhost" or name.endswith(".localhost") or (is_number and not is_public(name))


def host(url: str) -> str:
    """The host in lower case, an international name in its ASCII form; "" where there is none or the URL is refused."""
    try:
        return _split(url).host
    except UrlRefused:
        return ""


def authority(url: str) -> str:
    """`host:port`, the port always told, an IPv6 address in brackets.

    What an operator's trusted pairs are compared with. Raises `UrlRefused`.
    """
    return _split(url).authority


def absolute(base: str, href: str) -> str | None:
    """Where a link on the page `base` leads, spelt as it may go on the wire; None for anything but http and https."""
    try:
        return _bounded(href, _split(urljoin(base, href.strip())).text())
    except (UrlRefused, ValueError):
        return None


def same_origin(a: str, b: str) -> bool:
    """Whether scheme, host and port are the same; False where one of them is refused. RFC 6454, 4."""
    try:
        return _split(a)[:3] == _split(b)[:3]
    except UrlRefused:
        return False


# --- reading ----------------------------------------------------------------------------------------------------------


@lru_cache(maxsize=512)  # one visit asks for a URL's host, origin and spelling in turn
def _split(url: str) -> _Parts:
    text = url.strip(" \t\r\n\f")
    if len(text) > LIMIT_CHARS:
        raise UrlRefused(masked(url), "the address is too long")
    if _BAD_CHARS.search(text.replace(" ", "")):
        raise UrlRefused(masked(url), "the address has characters that don't belong in one")
    try:
        parts = urlsplit(text.replace(" ", "%20"))
        name, port = parts.hostname or "", parts.port
    except ValueError as error:
        raise UrlRefused(masked(url), "that is no address of a page") from error
    if parts.scheme not in DEFAULT_PORTS:
        raise UrlRefused(masked(url), "only http and https addresses can be used")
    if "@" in parts.netloc:
        raise UrlRefused(masked(url), "an address with a user name or password can't be used")
    return _Parts(
        parts.scheme,
        _host(url, name, is_bracketed="[" in parts.netloc),
        None if port == DEFAULT_PORTS[parts.scheme] else port,
        _escaped(parts.path, _PATH_SAFE) or "/",
        _escaped(parts.query, _QUERY_SAFE),
    )


def _host(url: str, name: str, *, is_bracketed: bool) -> str:
    if is_bracketed:
        try:
            return _unscoped(name).compressed
        except ValueError as error:
            raise UrlRefused(masked(url), "that is no address of a page") from error
    ascii_name = _ascii_host(url, name).removesuffix(".")
    if not _HOST.fullmatch(ascii_name) or len(ascii_name) > HOST_CHARS:
        raise UrlRefused(masked(url), "that is no address of a page")
    labels = ascii_name.split(".")
    if max(map(len, labels)) > LABEL_CHARS:
        raise UrlRefused(masked(url), "that is no address of a page")
    if _NUMBER.fullmatch(labels[-1]):
        return _dotted_quad(url, ascii_name)
    return ascii_name


def _unscoped(name: str) -> IPv6Address:
    if "%" in name:
        raise ValueError("a zone names an interface of one machine")
    return IPv6Address(name)


def _ascii_host(url: str, name: str) -> str:
    if name.isascii():
        return name.lower()
    if len(name) > HOST_CHARS:
        raise UrlRefused(masked(url), "that is no address of a page")
    try:
        return idna.encode(name, uts46=True).decode("ascii").lower()
    except UnicodeError as error:
        raise UrlRefused(masked(url), "the site's name is not a valid one") from error


def _dotted_quad(url: str, name: str) -> str:
    """A name that ends in a number is an address (url.spec.whatwg.org, 3.5): four plain numbers, or refused."""
    try:
        return str(IPv4Address(name))
    except ValueError as error:
        raise UrlRefused(masked(url), "the address is spelt in an unusual way") from error


def _escaped(text: str, safe: str) -> str:
    return quote(_STRAY_PERCENT.sub("%25", text), safe=safe)


def _bounded(url: str, result: str) -> str:
    if len(result) > LIMIT_CHARS:
        raise UrlRefused(masked(url), "the address is too long")
    return result


def _is_port_allowed(port: int) -> bool:
    return port in DEFAULT_PORTS.values() or (port >= 1024 and port not in DENIED_PORTS)


def _is_global(ip: IPv4Address | IPv6Address) -> bool:
    if isinstance(ip, IPv6Address) and (ip.is_site_local or any(ip in network for network in NOT_GLOBAL)):
        return False
    if isinstance(ip, IPv6Address) and int(ip) >> 32 & ISATAP_MASK == ISATAP:
        return False  # a tunnel to the IPv4 address in its end, inside of somebody's network
    return ip.is_global and not ip.is_multicast and not ip.is_reserved


# --- the canonical form -----------------------------------------------------------------------------------------------


def _canonical_parts(url: str) -> _Parts:
    parts = _split(url)
    path = _without_dots(_SESSION.sub("", _unescaped(parts.path)))
    pairs = [_unescaped(pair) for pair in parts.query.split("&") if pair]
    kept = "&".join(pair for pair in pairs if not _is_tracking(pair))
    return parts._replace(path=path, query=kept)


def _unescaped(text: str) -> str:
    """Unreserved characters plain, escapes in upper case: RFC 3986, 6.2.2.1 and 6.2.2.2."""

    def plain(found: re.Match[str]) -> str:
        char = chr(int(found[1], 16))
        return char if char in _UNRESERVED else found[0].upper()

    return _ESCAPED.sub(plain, text)


def _without_dots(path: str) -> str:
    """RFC 3986, 5.2.4, for a path that begins with a slash."""
    kept: list[str] = []
    segments = path.split("/")[1:]
    for segment in segments:
        if segment == "..":
            del kept[-1:]
        elif segment != ".":
            kept.append(segment)
    if segments[-1:] in (["."], [".."]):
        kept.append("")
    return "/" + "/".join(kept)


def _is_tracking(pair: str) -> bool:
    name = pair.partition("=")[0].lower()
    return name in TRACKING or name.startswith(TRACKING_PREFIXES)


def _wrapped(parts: _Parts) -> str | None:
    for hosts, path, names in WRAPPERS:
        if parts.path == path and hosts.fullmatch(parts.host):
            values = dict(reversed(parse_qsl(parts.query)))
            targets = (values.get(name, "") for name in names)
            return next((target for target in targets if re.match(r"https?://", target, re.IGNORECASE)), None)
    amp = re.match(r"/amp/s/(?=[^/]*\.)", parts.path)
    if amp and WRAPPERS[0][0].fullmatch(parts.host):
        return "https://" + parts.path[amp.end() :] + ("?" + parts.query if parts.query else "")
    return None


# --- for display ------------------------------------------------------------------------------------------------------


def leads_elsewhere(words: str, url: str) -> str:
    """The host of `url` where the words pretend to be another address, else "".

    `words` as a reader sees them: without invisible characters, which would make an address look like none.
    """
    if not _ADDRESS_LIKE.fullmatch(words):
        return ""
    host = urlsplit(url).hostname or ""
    try:
        said = urlsplit(words if "://" in words else f"//{words}").hostname or ""
    except ValueError:
        return host
    return "" if said.removeprefix("www.") == host.removeprefix("www.") else host
