"""Every archetype by its name."""

from newsroom.outlets import announcing, bodies, dating, designs, hostile, refusing, ruling, variants
from newsroom.outlets.base import Outlet

WIRE_AGENCY = "wire-agency"
STANDARD: dict[str, type[Outlet]] = {
    "clean-rss": announcing.CleanRss,
    WIRE_AGENCY: designs.WireAgency,
    "atom-updated": announcing.AtomUpdated,
    "ab-headlines": variants.AbHeadlines,
    "json-feed": announcing.JsonFeed,
    "cdn-pair": variants.CdnPair,
    "sitemap-only": announcing.SitemapOnly,
    "news-sitemap": announcing.NewsSitemap,
    "block-403": refusing.Blocks403,
    "front-only": announcing.FrontOnly,
    "wrong-charset": bodies.WrongCharset,
    "no-guids": announcing.NoGuids,
    "churning-guids": announcing.ChurningGuids,
    "short-window": announcing.ShortWindow,
    "redesign-same": designs.RedesignSame,
    "huge-feed": announcing.HugeFeed,
    "consent-wall": refusing.ConsentWall,
    "restless": announcing.Restless,
    "metered-paywall": refusing.MeteredPaywall,
    "truncated": bodies.Truncated,
    "block-captcha": refusing.BlocksCaptcha,
    "live-blog": designs.LiveBlog,
    "soft-404": refusing.Soft404,
    "block-429": refusing.Blocks429,
    "geo-variants": variants.GeoVariants,
    "twins": variants.Twins,
    "slow": bodies.Slow,
    "redesign-hides": designs.RedesignHides,
    "hostile": hostile.Hostile,
}
"""Those of the standard world: it stays as it is, so that scores of different days can be compared."""
ARCHETYPES: dict[str, type[Outlet]] = {
    **STANDARD,
    "robots-rules": ruling.RobotsRules,
    "lying-304": ruling.Lying304,
    "stuck-dates": dating.StuckDates,
    "dates-now": dating.DatesNow,
    "moving-etags": dating.MovingEtags,
}
"""These and what is there where it is asked for by name."""
