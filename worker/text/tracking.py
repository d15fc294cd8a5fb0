"""Query parameters that say how a reader came, or which dress a page wears, and never what is read.

Parameters that some site uses to name an article (`id`, `eid`, `p`, `ref`, `source`, `uid`, `cid`, `mod`) are dropped
only with a value that is itself no name of an article (`ref=rss`): two articles must never become one.
"""

import re

_ALWAYS = re.compile(
    r"""(?ix) (?:
        # campaigns
        (?:utm|mtm|itm|hsa|vero|piwik|matomo|elq|oly|trc|hmb)_\w+
        | pk_(?:campaign|kwd|keyword|source|medium|content|cid)
        | elq(?:track|trackid|aid|at|cst|campaignid)? | mc_[cet]id | mkt_tok | ml_sub\w* | _hsenc | _hsmi | __hs\w+
        | hsctatracking | campaign_?id | cmp | cmpid | ncid | ocid | icid | cvid | s_cid | sc_cid | smid | smtyp | ito
        | at_(?:medium|campaign|custom\d|link_\w+|format|ptr_name|bbc_team)
        | ns_(?:mchannel|source|campaign|linkname|fee) | xtor | wt_?z?mc | wt\.(?:z?mc|mc_id|nav) | wtrid | wtmc | dm_i
        | ftcamp | ftag | taid | trk(?:campaign|info|email)? | soc_(?:src|trk) | sr_share | tpcc | et_rid | mkwid
        | guce_referrer\w* | guccounter | soc_platform | feedtype | feedname | mbid | cndid | intcid | int_cid
        # clicks
        | (?:fb|g|d|dc|gc|tw|twc|y|ys|yc|tt|sy|tg|rt)clid | (?:msclk|igsh|click|wbra|gbra|partner_click)id | gbraid
        | wbraid | igsh | gad_\w+ | gclsrc | epik | li_fat_id | mibextid | rdt_cid | srsltid | wickedid | _openstat
        | spm | scm | _ga | _gl | _ke | __s | s_kwcid | ef_id | fb_(?:action_\w+|source|ref) | action_\w+_map
        | __twitter_impression | twterm\w* | ref_(?:src|url) | ncid | oft_id | hootpostid
        # the way through the site's own doors, and sessions
        | __cf_chl_\w+ | replytocom | amp_js_v | usqp | amp_gsa | aoh | jsessionid | phpsessid | aspsessionid\w*
    )"""
)
_BY_VALUE = re.compile(
    r"""(?ix) (?: ref | referr?er | source | src | from | via | partner | emc | mod | share | origin | rss | feed | cid
        | medium | campaign )"""
)
_HOW_ONE_CAME = re.compile(
    r"""(?ix) (?: (?:google|apple|yahoo|bing)[-_]?(?:news|discover) | google | bing | yahoo | duckduckgo
        | rss\d? | rss\W?feed | (?:rss|atom)(?:[_-]\w+)? | feed | feedburner
        | twitter | tw | x\.com | t\.co | fb | facebook(?:[_-]\w+)? | ig | instagram | linkedin | whatsapp | wa
        | telegram | tiktok | reddit | mastodon | bluesky | threads | pinterest | flipboard | smartnews | newsbreak
        | upday | pocket | social(?:[_-]?\w*) | share(?:[_-]\w+)?
        | mail | e-?mail | newsletter(?:[_-]\w+)? | nl | push | notification | app | android | ios | amp | mobile
        | desktop | home(?:page)? | hp(?:_\w+)? | front(?:page)? | nav(?:bar)? | menu | ticker | teaser | related
        | most[-_]?read | trending | popular | recommended | internal
        | (?:www\.)?(?:google|facebook|twitter|linkedin|t)\.\w+
    )"""
)
_DRESS = re.compile(r"(?i)(?:outputtype|output|view|format|_format|mode|layout|display|version)=(?:amp|mobile)")
_AMP = re.compile(r"(?i)(?:amp|_amp|isamp|is_amp|mobile)=(?:|1|true|yes)")
_BLOGGER_MOBILE = re.compile(r"(?i)m=[01]")


def names_how_one_came(name: str, value: str) -> bool:
    """Whether a parameter is tracking: without it the same text is answered.

    Args:
        name: unescaped.
        value: unescaped, empty where there is none.
    """
    if _ALWAYS.fullmatch(name):
        return True
    return bool(_BY_VALUE.fullmatch(name) and _HOW_ONE_CAME.fullmatch(value))


def names_a_dress(name: str, value: str, host: str) -> bool:
    """Whether a parameter asks for the AMP or the mobile form of a page."""
    pair = f"{name}={value}"
    if _AMP.fullmatch(pair) or _DRESS.fullmatch(pair):
        return True
    return ".blogspot." in host and bool(_BLOGGER_MOBILE.fullmatch(pair))
