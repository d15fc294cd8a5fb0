"""The marks that vendors of checks, consent managers and paywalls leave in the markup."""

import re
from dataclasses import dataclass

from lxml import etree
from lxml.html import HtmlElement

from worker.text.pages.markup import one_line

# Marks of the vendors and of what sites write themselves, in names, addresses and short scripts; without hyphens and
# low lines, which are put in and left out at will.
_CHALLENGES = """
cfchallenge challengeform challengerunning challengeerror challengestage challengecontainer challengeplatform
cfturnstile cferrordetails cfchlopt turnstile recaptcha hcaptcha pxcaptcha pxappid captchadelivery.com datadome
incapsula awswaf gokuprops kpsdk /ips.js captchacontainer captchaform captchabox geetest altcha mtcaptcha arkoselabs
funcaptcha friendlycaptcha frccaptcha queueit.net secifcpt seccpt cpchallenge perfdrive.com /fsch /anubis/ ddosguard
sucuricloudproxy botcheck botdetect botchallenge humancheck humanchallenge
"""
_CONSENTS = """
onetrust cookielaw spmessage privacymgmt didomi privacycenter qccmp inmobi.com/choice cmpbox opencmp cmpcontainer
cmpwall cmpmodal cmpbanner consentform consentpage consentwall consentoverlay consentdialog consentmodal consentbanner
consentmanager cookiewall cookieconsent cookiebanner cookienotice cookiefirst cookieyes collectconsent privacygate
pgaccept gdpr usercentrics cookiebot iubenda truste trustarc axeptio tcfapi sourcepoint conwizard quantcast
tarteaucitron borlabs cmplz complianz klaro osano termly ckyconsent appconsent sirdata uniconsent
"""
_PAYWALLS = """
paywall regwall registrationwall loginwall subwall subscriptionwall subscriberwall subscriberswall subscribewall
subgate subscriptiongate subscribergate subscribegate subscriptionbarrier subscriptionoffer subscribersonly
subscriberonly meterwall metermodal metermessage pianoinline pianomodal pianocontainer tpcontainerinner tpmodal poool
zephr leakypaywall evolok steadypaywall wallkit premiumgate premiumwall premiumbarrier premiumbox premiumteaser
abowall abobox aboteaser pluswall articlegate articlelocked articlebarrier contentgate contentlocked contentbarrier
"""
_CHALLENGE, _CONSENT, _PAYWALL = (tuple(text.split()) for text in (_CHALLENGES, _CONSENTS, _PAYWALLS))
_NAMES = etree.XPath(
    "//*[not(self::html or self::body)]/@id | //*[not(self::html or self::body)]/@class"
    " | //iframe/@src | //script/@src | //form/@action"
)
_SCRIPTS = etree.XPath("//script[not(@src)]/text()")
_SCRIPT_CHARS = 4_000
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_MAX_OFFER_CHARS = 600


@dataclass(frozen=True, slots=True)
class Marks:
    """The first mark of each kind, null where there is none."""

    challenge: str | None
    consent: str | None
    paywall: str | None
    offer: str | None
    """What the first element that bears the mark of a paywall shows, null where that is nothing."""


def read(tree: HtmlElement, *, with_scripts: bool) -> Marks:
    """Return the marks on the page in `tree`.

    Args:
        tree: The whole document.
        with_scripts: Whether the scripts in the page are looked at for checks of the visitor.
    """
    names = _NAMES(tree)
    named = _flat(" ".join(dict.fromkeys(map(str, names))))
    scripts = " ".join(str(script)[:_SCRIPT_CHARS] for script in _SCRIPTS(tree)) if with_scripts else ""
    paywall = _first(_PAYWALL, named)
    bearers = (
        name.getparent() for name in names if paywall and name.attrname in {"id", "class"} and paywall in _flat(name)
    )
    return Marks(
        challenge=_first(_CHALLENGE, f"{named} {_flat(scripts)}"),
        consent=_first(_CONSENT, named),
        paywall=paywall,
        offer=next((text[:_MAX_OFFER_CHARS] for element in bearers if (text := _shown(element))), None),
    )


def _shown(element: HtmlElement) -> str:
    """Return what an element shows, nothing where its own style hides it."""
    return "" if is_hidden(element) else one_line(element)


def is_hidden(element: HtmlElement) -> bool:
    """Whether an element's own style hides it."""
    style = element.get("style")
    return style is not None and _HIDDEN.search(style) is not None


def _flat(marks: str) -> str:
    """Return marks as the lists of them are written."""
    return marks.lower().replace("-", "").replace("_", "")


def _first(listed: tuple[str, ...], marks: str) -> str | None:
    return next((mark for mark in listed if mark in marks), None)
