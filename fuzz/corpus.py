"""Writes the first inputs of each fuzz target to fuzz/corpus/READER: small, whole files of the format."""

from __future__ import annotations

import io
import json
from pathlib import Path

HERE = Path(__file__).parent / "corpus"
TEXT = "Wien wächst weiter\n\nDie Stadt teilte am Montag mit, dass „alles“ gut sei. Das war neu.\n\n(APA, 18.8.2015)\n"
MARKDOWN = """---
title: "Wien *wächst*"
date: 2024-05-04
---
# Wien **wächst** [weiter](https://a.at/b_c "T")

> Die `Stadt` sagt[^1]: *alles* ist ~~gut~~.  \n> Ja! ![B](c.png) <https://x.org>

- eins
  1. zwei

| a | b\\|c |
|---|---|
| d | **e** |

```py
x = 1
```
[^1]: Note <br> &amp; [ref][r]

[r]: <z z> 'T'
"""
MAIL = """From: =?utf-8?q?Eva_M=C3=BCller?= <e@x.at>
Subject: WG: =?iso-8859-1?B?QnL8Y2tl?=
Date: Mon, 4 Mar 2024 10:00:00 +0100
MIME-Version: 1.0
Content-Type: multipart/alternative; boundary="b"

--b
Content-Type: text/plain; charset=utf-8; format=flowed
Content-Transfer-Encoding: quoted-printable

Die Br=C3=BCcke ist gesperrt. Das teilte die Stadt mit.
--b
Content-Type: text/html; charset=iso-8859-1
Content-Transfer-Encoding: base64

PHA+RGllIEJy/GNrZTwvcD48c2NyaXB0Png8L3NjcmlwdD4=
--b--
"""
PASSED_ON = """From: Eva <e@x.at>
Subject: WG: Bad
Date: Mon, 4 Mar 2024 10:00:00 +0100
Content-Type: text/html; charset=utf-8
Content-Transfer-Encoding: 8bit

<body><div style="display:none">Vorschau</div><p>Schau mal.</p><p><b>Von:</b> Max &lt;m@z.at&gt;<br><b>Gesendet:</b>
1. März 2024<br><b>An:</b> Eva</p><blockquote type=cite><table><tr><td><h2>Bad</h2><p>Die Stadt baut ein Bad.<br><br>Es
kostet viel.</p></td></tr></table><table><tr><td><p>Jahr</p></td><td>Euro</td></tr><tr><td>2024</td><td>4</td></tr>
</table>
<pre>eins
zwei</pre></blockquote><p>Viele Grüße<br>Max<br>Tel. +43 1 23456</p></body>
"""
LETTER = """Pressemitteilung

Sehr geehrte Damen und Herren, anbei der Text.

---------- Weitergeleitete Nachricht ----------
> Von: Max <m@z.at>
> Datum: 1. März 2024
>
> Die Stadt baut ein Bad. Es kostet viel. Viele Grüße, Max

Rückfragen & Kontakt:
Eva, +43 1 23456

[1] Ohne Grund.

# dpa-Notizblock
"""

PAGE = """<!DOCTYPE html><html lang="de"><head><meta charset="utf-8"><title>Wien wächst weiter - Blatt</title>
<meta name="description" content="Die Stadt wird größer."><meta property="og:type" content="article">
<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Wien wächst weiter", "wordCount": 40,
"datePublished": "2024-05-04T10:00:00+02:00", "author": [{"name": "Eva Müller"}], "isAccessibleForFree": true}</script>
</head><body><nav><a href="/">Blatt</a></nav><article><h1>Wien wächst weiter</h1><p class="lead">Die Stadt wird
größer.</p><time datetime="2024-05-04">4. Mai</time>
<p>Die Stadt teilte am Montag mit, dass „alles“ gut sei und
dass die Brücke über den Fluss bald wieder offen sei.<br><br>
Das war neu, denn bisher hatte niemand in der ganzen Stadt davon gehört.</p><h2>Mehr</h2><ul><li>eins</li></ul>
<table><tr><td>a</td><td>b</td></tr></table><blockquote>Ja!</blockquote></article><div class="paywall">Jetzt
abonnieren</div></body></html>
"""
LONG = "<p>" + "Die Stadt wächst &amp; wächst. " * 30 + "</p>"
RSS = f"""<?xml version="1.0" encoding="utf-8"?><rss version="2.0"
xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Blatt</title><link>https://b.at/</link><item><title>Wien
wächst</title><link>https://b.at/1</link><guid>1</guid><pubDate>Sat, 04 May 2024 10:00:00 +0200</pubDate>
<dc:creator>Eva</dc:creator><content:encoded><![CDATA[{LONG}]]></content:encoded></item>
<item><title>B</title><description>Kurz</description></item></channel></rss>"""
ATOM = f"""<feed xmlns="http://www.w3.org/2005/Atom"><title>Blatt</title><entry>
<id>urn:1</id><title type="html">A</title>
<link href="https://b.at/1"/><updated>2024-05-04T10:00:00Z</updated><content type="xhtml"><div
xmlns="http://www.w3.org/1999/xhtml">{LONG}</div></content></entry></feed>"""


def seeds() -> dict[str, list[bytes]]:
    """The inputs by target."""
    import docx
    import pyarrow
    from pyarrow import parquet
    from reportlab.pdfgen.canvas import Canvas

    document = docx.Document()
    document.add_heading("Wien wächst", 0)
    document.add_paragraph("Die Stadt wächst. Das war neu.")
    word = io.BytesIO()
    document.save(word)
    pdf = io.BytesIO()
    canvas = Canvas(pdf, pageCompression=0)
    canvas.drawString(50, 700, "Wien wächst. Das war neu.")
    canvas.save()
    table = io.BytesIO()
    parquet.write_table(pyarrow.table({"text": ["Wien wächst.", None], "title": ["A", "B"]}), table)
    lines = "\n".join(json.dumps({"text": TEXT, "title": "T", "id": n, "date": "4.5.2024"}) for n in range(2))
    return {
        "text": [
            TEXT.encode(),
            TEXT.encode("cp1252"),
            TEXT.encode("utf-16"),
            b"\x00\x01",
            "\u202e\u200b\ufeff".encode(),
            LETTER.encode(),
        ],
        "jsonl": [lines.encode(), b'{"text": {"a": [1]}}', b"[" * 2000, b'{"text": "\\ud800 a"}'],
        "markdown": [MARKDOWN.encode(), b"> " * 200 + b"a", b"[a](" * 200, b"- " * 200 + b"x"],
        "eml": [MAIL.encode(), b"A: b\n\nText", PASSED_ON.encode(), f"A: b\n\n{LETTER}\n-- \nMax\n".encode()],
        "html": [PAGE.encode(), PAGE.encode("cp1252"), b"<div>" * 300 + b"a", b"<p>a<br>" * 100],
        "feed": [RSS.encode(), ATOM.encode(), b"<rss><channel><item><title>a", b"<rss><![CDATA[<![CDATA[a]]>]]>"],
        "docx": [word.getvalue()],
        "docx-parts": [document.element.xml.encode()],
        "pdf": [pdf.getvalue()],
        "pdf-lines": [bytes(range(256)) * 4],
        "parquet": [table.getvalue()],
    }


if __name__ == "__main__":
    for name, files in seeds().items():
        (HERE / name).mkdir(parents=True, exist_ok=True)
        for number, data in enumerate(files):
            (HERE / name / f"seed-{number}").write_bytes(data)
