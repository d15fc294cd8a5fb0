"""How people are told of a feed that is read well and yet brings nothing, in the terminal and on pages."""

from typing import Final

IN_WORDS: Final = {
    "quiet": ("quiet", "read well; nothing new for much longer than it used to"),
    "nothing-yet": ("nothing yet", "read well; it has named no article"),
}
"""For each state of health that is no trouble and still worth a look: what it is called, and what that means."""
