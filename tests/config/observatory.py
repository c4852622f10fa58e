"""The points of Mozilla's HTTP Observatory, version 1.4.8, for one answer over TLS; the rules in our own words.

100 to begin with. What is missing costs points, what is there beyond earns some: 10 for a policy that starts from
nothing, 10 for a resource policy, 5 each for hiding the referrer and for framing ruled by the policy; where there are
cookies 5 when all are sealed, where there are scripts 5 when all have their digest. Another 5 go to hosts on the
preload list, which no server can show by itself.
"""

from html.parser import HTMLParser

HALF_A_YEAR = 15_768_000  # seconds
PRIVATE = {"no-referrer", "same-origin", "strict-origin", "strict-origin-when-cross-origin"}
UNSAFE = {"'unsafe-inline'", "'unsafe-eval'", "data:", "http:", "https:", "*", "blob:"}


class Scripts(HTMLParser):
    def __init__(self, text):
        super().__init__()
        self.found = []
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        if tag == "script" and "src" in attributes:
            self.found.append(attributes)


def points(response):
    """By rule; the sum is what counts."""
    policy = directives(response.get("Content-Security-Policy", ""))
    return {
        "all": 100,
        "policy": of_policy(policy),
        "cookies": of_cookies(response.cookies.values()),
        "sharing": -50 if "Access-Control-Allow-Origin" in response else 0,
        "transport": of_transport(response.get("Strict-Transport-Security", "")),
        "digests": of_scripts(response),
        "referrer": 5 if response.get("Referrer-Policy") in PRIVATE else -5,
        "sniffing": 0 if response.get("X-Content-Type-Options") == "nosniff" else -5,
        "framing": 5 if policy.get("frame-ancestors") in (["'none'"], ["'self'"]) else -20,
        "resources": 10 if response.get("Cross-Origin-Resource-Policy") == "same-origin" else 0,
    }


def directives(policy):
    parts = (part.split() for part in policy.split(";") if part.strip())
    return {name: sources for name, *sources in parts}


def of_policy(policy):
    if "default-src" not in policy:
        return -25
    nothing = policy["default-src"]
    scripts, objects = policy.get("script-src", nothing), policy.get("object-src", nothing)
    if UNSAFE & {*scripts, *objects}:
        return -20
    if UNSAFE & {*policy.get("style-src", nothing)}:
        return 0
    is_closed = policy.get("form-action") in (["'none'"], ["'self'"])
    return 10 if nothing == ["'none'"] and is_closed else 5


def of_cookies(cookies):
    if not cookies:
        return 0
    sealed = all(c["secure"] and c["httponly"] and c["samesite"] in {"Lax", "Strict"} for c in cookies)
    return 5 if sealed else -40


def of_transport(header):
    age = next((part.strip()[8:] for part in header.split(";") if part.strip().startswith("max-age=")), "0")
    return 0 if int(age) >= HALF_A_YEAR else -20


def of_scripts(response):
    if not response.get("Content-Type", "").startswith("text/html"):
        return 0
    scripts = Scripts(response.text).found
    if not scripts:
        return 0
    if not all(script["src"].startswith("/static/") for script in scripts):
        return -50
    return 5 if all(script.get("integrity", "").startswith("sha384-") for script in scripts) else 0
