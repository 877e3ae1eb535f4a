"""The issue as a mail to be sent: plain text and HTML, in one file that every mail program opens."""
from __future__ import annotations

import hashlib
import re
from email import policy
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime

from pipeline.errors import InputError
from pipeline.newsletter import dating, view
from pipeline.newsletter.values import Issue
from pipeline.writers.text import visible

_POLICY = policy.default.clone(max_line_length=78, linesep="\n")
# Python folds some long titles in a place where it does not put them together again.
_UNFOLDED = _POLICY.clone(max_line_length=990)


def write(issue: Issue, html: str, text: str, sender: str = "") -> str:
    """A multipart/alternative message in ASCII; the same bytes for the same issue.

    Without ``sender`` it has no From, and opens as a mail that is not sent yet (X-Unsent). A title is one line here
    whatever it holds, so no header can be put in. Raises InputError if ``sender`` is no address.
    """
    message = EmailMessage(policy=_POLICY)
    message["Subject"] = visible(f"{issue.title}, {view.day(issue.day)}")
    if sender:
        message["From"] = address(sender)
    else:
        message["X-Unsent"] = "1"
    message["Date"] = format_datetime(dating.moment(issue.day, issue.at))
    message["MIME-Version"] = "1.0"
    digest = hashlib.sha256(f"{issue.title}\n{issue.number}\n{html}\n{text}".encode()).hexdigest()
    message["Message-ID"] = f"<{digest[:32]}@german-briefs.invalid>"
    message.set_content(text, cte="quoted-printable")
    message.add_alternative(html, subtype="html", cte="quoted-printable")
    message.set_boundary(f"=_{digest[32:]}")
    return message.as_bytes(policy=_UNFOLDED).decode("ascii")


def address(given: str) -> Address:
    """``Name <name@host>`` or ``name@host``. Raises InputError if it is neither."""
    found = re.fullmatch(r"(?:([^<>\r\n]*)<)?([^\s<>@\"(),:;]+)@([A-Za-z0-9.-]+)>?", given.strip())
    if found is None or ("<" in given) != given.strip().endswith(">"):
        raise InputError(f"sender is {given!r} and must be an address such as Desk <desk@example.org>")
    return Address((found[1] or "").strip().strip('"'), found[2], found[3])
