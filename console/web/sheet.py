"""A change as one page that stands alone: to keep, to send, to print. No script, nothing fetched."""

from types import SimpleNamespace

from markupsafe import Markup

from console.web.beside import beside
from console.web.findings import findings
from console.web.redline import redline
from console.web.render import STYLE, rendered
from schemas.change import Change, ChangeKind


def sheet(change: Change) -> str:
    """Return the page. Its policy lets nothing in but its own style sheet."""
    style = Markup(STYLE.decode())  # noqa: S704 - our own style sheet, no word of it from outside
    if change.kind is ChangeKind.DIVERGENCE:
        line = SimpleNamespace(id=0)
        return rendered(
            "sheet.html", change=change, style_sheet=style, line=line, beside=beside(change), findings=findings(change)
        )
    return rendered("sheet.html", change=change, style_sheet=style, redline=redline(change))
