"""The English names of months and weekdays, as parts of patterns and as words in lower case."""

from typing import Final

MONTHS: Final = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
MONTH: Final = "|".join(MONTHS)
MONTH_CUT_SHORT: Final = "Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec"
WEEKDAY_STEM: Final = "Mon|Tues|Wednes|Thurs|Fri|Satur|Sun"
WEEKDAY: Final = f"(?:{WEEKDAY_STEM})day"
WEEKDAYS: Final = frozenset(f"{stem.lower()}day" for stem in WEEKDAY_STEM.split("|"))
OF_CALENDAR: Final = WEEKDAYS | {month.lower() for month in MONTHS}
