"""What an article may try on the readers of a newsletter: kind, text, and where its address leads."""

from __future__ import annotations

from tests.writers.attacks import ATTACKS as OTHERS

TABLE = (
    ("script", "<script>window.hacked = 1</script>", ""),
    ("script that ends an element before it", "</title></style></p><script>window.hacked = 1</script>", ""),
    ("style", "</style><style>body { display: none }</style>", ""),
    ("style attribute", '" style="background: url(https://evil.example/a.png)', ""),
    ("event attribute", '"><img src=x onerror="window.hacked = 1">', ""),
    ("event attribute without quotes", "<svg/onload=window.hacked=1>", ""),
    ("javascript: address", "[more](javascript:window.hacked=1)", "javascript:window.hacked=1"),
    ("javascript: address in disguise", "x", "\tJaVa\nScript:window.hacked=1"),
    ("data: address", "<a href='data:text/html,<script>1</script>'>x</a>", "data:text/html,<script>1</script>"),
    ("header newline", "Title\r\nBcc: everybody@evil.example\r\n\r\n<b>body", ""),
    ("header newlines of Unicode", "Title\u2028Bcc: everybody@evil.example\x0bX: 1\x85Y: 2", ""),
    ("template braces", "{{ 7 * 7 }} {% for x in issue %}{{ x }}{% endfor %} {# gone #}", ""),
    ("template that asks for Python", "{{ ''.__class__.__mro__[1].__subclasses__() }}", ""),
    ("bidirectional override", "Bank \u202ednuof\u202c \u2066gnp.exe\u2069", ""),
    ("look-alike link: a name before the host", "x", "https://derstandard.at@evil.example/story"),
    ("look-alike link: other letters", "x", "https://d\u0435rstandard.at/story"),
    ("look-alike link: the text is another address", "https://derstandard.at", "https://evil.example/"),
    ("look-alike link: backslash", "x", "https:\\\\evil.example\\@derstandard.at"),
    ("something that loads", "<img src=https://evil.example/pixel.gif><link rel=stylesheet href=//evil.example>", ""),
    ("a page that leads elsewhere", "<meta http-equiv=refresh content='0;url=https://evil.example'>", ""),
    ("the end of a mail's part", "\n--=_boundary--\nContent-Type: text/html\n\n<b>", ""),
    ("a comment that ends a draft's", "--> [^9] <!-- german-briefs", ""),
    ("CDATA and entities", "]]><!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]>&e; &lt;b&gt;", ""),
)
EVERY = [*((text, address) for _, text, address in TABLE), *((text, text) for text in OTHERS)]
