"""Pages in the shape of large German and Austrian outlets' HTML: their structure, filled with whatever text.

Each function gives the page of one article with the furniture that such a page has around it and in the midst of it:
navigation, cookie banner, pictures with captions, advertisements, boxes for newsletters and related texts, comments.
Every sentence of furniture is one of ``FURNITURE``, so that it can be looked for in what is read.
"""

from __future__ import annotations

import html
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

FURNITURE = {
    "navigation": "Startseite Politik Wirtschaft Sport Kultur Wetter",
    "cookies": "Wir und unsere Partner verwenden Cookies, um Inhalte und Werbung für Sie zu gestalten.",
    "caption": "Blick auf den Ort des Geschehens am Tag danach, aufgenommen von der gegenüberliegenden Seite.",
    "credit": "Foto: Agentur / Erika Musterfrau",
    "advertisement": "Sichern Sie sich jetzt die neue Matratze mit dreißig Nächten Probeschlafen.",
    "newsletter": "Die wichtigsten Nachrichten jeden Morgen in Ihrem Postfach: Melden Sie sich für den Newsletter an. Sie können sie mit einem Klick wieder abbestellen, und wir geben Ihre Adresse nicht weiter.",
    "related": "Warum der Nachbarort schon vor Jahren einen ganz anderen Weg gegangen ist",
    "related2": "Das große Interview: Was die Ministerin im kommenden Jahr vorhat",
    "comment": "Das habe ich mir schon gedacht, und zwar seit Langem, aber auf uns hört ja leider niemand!",
    "comment2": "Ich sehe das vollkommen anders als mein Vorredner und bitte um etwas mehr Sachlichkeit.",
    "most read": "Meistgelesen: Zehn Ausflüge für das Wochenende, die fast nichts kosten",
    "share": "Auf Facebook teilen Per E-Mail versenden Link kopieren Drucken",
    "author box": "Die Verfasserin dieses Textes schreibt seit zwanzig Jahren für das Ressort und lebt in einer Kleinstadt.",
    "footer": "Impressum Datenschutz Nutzungsbedingungen Mediadaten Kontakt",
}


@dataclass(frozen=True)
class Story:
    """An article to fill a page with; ``paragraphs`` may begin with ``## `` (sub-heading), ``> `` or ``- ``."""

    title: str
    lead: str
    paragraphs: Sequence[str]
    author: str = "Maria Muster"
    date: str = "2023-04-20T09:30:00+02:00"
    extra: dict[str, object] = field(default_factory=dict)
    """More for its JSON-LD."""


def _e(text: str) -> str:
    return html.escape(text)


def _ld(story: Story, outlet: str, kind: str = "NewsArticle") -> str:
    value = {
        "@context": "https://schema.org", "@type": kind, "headline": story.title, "description": story.lead,
        "datePublished": story.date, "author": [{"@type": "Person", "name": story.author}],
        "publisher": {"@type": "Organization", "name": outlet}, **story.extra,
    }  # fmt: skip
    return f'<script type="application/ld+json">{json.dumps(value)}</script>'


def _meta(story: Story, outlet: str, address: str) -> str:
    return (
        f'<meta property="og:title" content="{_e(story.title)}"><meta property="og:type" content="article">'
        f'<meta property="og:description" content="{_e(story.lead)}"><meta property="og:site_name" content="{outlet}">'
        f'<meta property="article:published_time" content="{story.date}"><link rel="canonical" href="{address}">'
    )


def _blocks(
    story: Story,
    p: Callable[[str], str],
    *,
    h: str = '<h2 class="subhead">{}</h2>',
    quote: str = "<blockquote><p>{}</p></blockquote>",
    item: str = "<ul><li>{}</li></ul>",
    between: Sequence[str] = (),
) -> str:
    """The body, with one of ``between`` after each of the first paragraphs."""
    inserted = list(between)
    out = []
    for text in story.paragraphs:
        for mark, shape in (("## ", h), ("> ", quote), ("- ", item)):
            if text.startswith(mark):
                out.append(shape.format(_e(text[len(mark) :])))
                break
        else:
            out.append(p(_e(text)))
            if inserted:
                out.append(inserted.pop(0))
    return "\n".join(out)


def _links(*names: str) -> str:
    return "".join(f'<li><a href="/{n}">{_e(FURNITURE[name])}</a></li>' for n, name in enumerate(names))


def _nav(css: str = "nav") -> str:
    links = "".join(f'<li><a href="/{w}">{w}</a></li>' for w in FURNITURE["navigation"].split())
    return f'<nav class="{css}"><ul>{links}</ul></nav>'


def standard(story: Story) -> str:
    f = FURNITURE
    body = _blocks(
        story, lambda t: f"<p>{t}</p>", h="<h3>{}</h3>",
        between=[
            f'<ad-slot class="ad-container native"><p>{f["advertisement"]}</p></ad-slot>',
            f'<aside class="contentembed newsletter-signup"><p>{f["newsletter"]}</p></aside>',
            f'<figure data-type="image"><img src="a.jpg"><figcaption>{f["caption"]}<footer>{f["credit"]}</footer>'
            "</figcaption></figure>",
        ],
    )  # fmt: skip
    return f"""<!doctype html><html lang="de-AT"><head><meta charset="utf-8"><title>{_e(story.title)} - Inland -
derStandard.at › Inland</title>{_meta(story, "DER STANDARD", "https://www.derstandard.at/story/1")}
{_ld(story, "STANDARD Verlagsgesellschaft m.b.H.")}</head><body>
<div class="cmp-layer" id="consent"><p>{f["cookies"]}</p><button>Einverstanden</button></div>
<header class="site-header">{_nav("site-navigation")}</header>
<main><article class="story-article"><header class="article-header"><p class="article-kicker">Gemeinde</p>
<h1 class="article-title">{_e(story.title)}</h1><p class="article-subtitle">{_e(story.lead)}</p>
<div class="article-origins"><address>{story.author}</address></div>
<div class="article-meta"><time datetime="{story.date}">20. April 2023, 09:30</time><a href="#forum">241 Postings</a>
</div></header>
<figure><img src="b.jpg"><figcaption>{f["caption"]}<footer>{f["credit"]}</footer></figcaption></figure>
<div class="article-body">{body}</div>
<section class="article-reading-tips"><h2>Weiterlesen</h2><ul>{_links("related", "related2")}</ul></section></article>
<section id="forum" class="forum-community"><div class="posting"><p>{f["comment"]}</p></div>
<div class="posting"><p>{f["comment2"]}</p></div></section></main>
<footer>{f["footer"]}</footer></body></html>"""


def orf(story: Story) -> str:
    f = FURNITURE
    body = _blocks(
        story, lambda t: f"<p>{t}</p>", h="<h2>{}</h2>",
        between=[
            f'<figure class="ncd-image fullwidth"><img src="a"><figcaption class="caption">{f["caption"]}'
            f'<small class="copyright">{f["credit"]}</small></figcaption></figure>',
            f'<section class="opener related"><h3>Mehr dazu</h3><ul>{_links("related")}</ul></section>',
        ],
    )  # fmt: skip
    return f"""<!DOCTYPE html><html lang="de"><head><meta charset="utf-8"><title>{_e(story.title)} - news.ORF.at</title>
{_meta(story, "news.ORF.at", "https://orf.at/stories/1/")}{_ld(story, "ORF.at")}</head><body>
<div id="ss-header">{_nav("orfon-navigation")}</div>
<div id="content"><article class="ncd-ticker-article story"><div class="story-meta">
<h4 class="story-meta-label">Inland</h4></div><h1 class="story-lead-headline">{_e(story.title)}</h1>
<div class="story-lead-text"><p><strong>{_e(story.lead)}</strong></p></div>
<div class="byline"><div class="byline-text">20.04.2023 09.30</div><p class="print-only">Online seit heute, 9.30 Uhr</p>
</div><div class="story-story" id="ss-storyText">{body}</div>
<div class="sharing-tools"><ul><li>{f["share"]}</li></ul></div></article></div>
<div class="sidebar"><h2>Meistgelesen</h2><ul>{_links("most read")}</ul></div>
<div id="ss-footer" class="footer">{f["footer"]}</div></body></html>"""


def spiegel(story: Story) -> str:
    f = FURNITURE
    body = _blocks(
        story, lambda t: f'<div class="RichText RichText--iconLinks lg:mt-32"><p>{t}</p></div>',
        h='<div class="RichText"><h3>{}</h3></div>',
        between=[
            f'<section data-area="related_articles" class="relative"><div class="related-articles-box"><h3>Mehr zum '
            f'Thema</h3><a href="/x">{f["related"]}</a></div></section>',
            f'<div data-area="adslot" class="iqadtile" id="ad_content"><span>Anzeige</span><p>{f["advertisement"]}</p></div>',
            f'<section data-area="newsletter-box" class="newsletter"><p>{f["newsletter"]}</p></section>',
        ],
    )  # fmt: skip
    return f"""<!doctype html><html lang="de"><head><meta charset="utf-8"/><title>{_e(story.title)} - DER SPIEGEL</title>
{_meta(story, "DER SPIEGEL", "https://www.spiegel.de/politik/a-1")}{_ld(story, "DER SPIEGEL")}</head>
<body class="article has-ads with-comments"><div class="OffsetContainer">{_nav("global-nav")}
<main id="Inhalt"><article aria-label="{_e(story.title)}"><header data-area="intro">
<h2><span class="text-primary-base font-brandUI">Gemeinden</span>
<span class="align-middle hyphens-auto headline__text">{_e(story.title)}</span></h2>
<div class="RichText leading-loose lg:text-xl" data-area="leadtext">{_e(story.lead)}</div>
<div class="font-sansUI">Von <a href="/impressum/autor">{story.author}</a></div><time>20.04.2023, 09.30 Uhr</time></header>
<figure class="imgbox"><picture></picture><figcaption>{f["caption"]} <span>{f["credit"]}</span></figcaption></figure>
<div data-area="body" class="relative"><section class="relative">{body}</section></div>
<div class="social-sharing" data-area="sharing">{f["share"]}</div></article></main>
<section class="comments" data-area="comments"><p>{f["comment"]}</p><p>{f["comment2"]}</p></section>
<footer class="footer"><p>{f["footer"]}</p></footer></div></body></html>"""


def zeit(story: Story) -> str:
    f = FURNITURE
    body = _blocks(
        story, lambda t: f'<p class="paragraph article__item">{t}</p>',
        h='<h2 class="article__subheading article__item">{}</h2>',
        quote='<blockquote class="quote article__item"><div class="quote__text">{}</div></blockquote>',
        item='<ul class="list article__item"><li>{}</li></ul>',
        between=[
            f'<div class="ad-container ad-place"><div class="ad-label">Anzeige</div><p>{f["advertisement"]}</p></div>',
            f'<aside class="topicbox article__item"><h2>Mehr zum Thema</h2><ul>{_links("related")}</ul></aside>',
            f'<figure class="newslettersignup article__item"><p>{f["newsletter"]}</p><form><input></form></figure>',
        ],
    )  # fmt: skip
    return f"""<!DOCTYPE html><html lang="de" class="no-js"><head><meta charset="utf-8"><title>{_e(story.title)} | ZEIT
ONLINE</title>{_meta(story, "ZEIT ONLINE", "https://www.zeit.de/politik/1")}{_ld(story, "ZEIT ONLINE", "Article")}</head>
<body data-page-type="article"><div class="header">{_nav("nav__ressorts")}</div><main id="main" class="main">
<article class="article article--padded"><div class="article__item"><h1 class="article-heading">
<span class="article-heading__kicker">Gemeinden:</span> <span class="article-heading__title">{_e(story.title)}</span></h1>
<div class="summary">{_e(story.lead)}</div><div class="byline">Von <a rel="author" href="/a"><span itemprop="name">
{story.author}</span></a></div><div class="metadata"><time datetime="{story.date}">20. April 2023, 9:30 Uhr</time></div></div>
<figure class="article__media"><figcaption class="figure__caption"><span class="figure__text">{f["caption"]}</span>
<span class="figure__copyright">{f["credit"]}</span></figcaption></figure>
<div class="article-body"><div class="article-page">{body}</div></div></article>
<section class="comment-section" id="comments"><article class="comment"><div class="comment__body"><p>{f["comment"]}</p></div>
</article><article class="comment"><div class="comment__body"><p>{f["comment2"]}</p></div></article></section></main>
<footer class="footer">{f["footer"]}</footer></body></html>"""


def faz(story: Story) -> str:
    f = FURNITURE
    body = _blocks(
        story, lambda t: f'<p class="First PreviewPagemarker atc-TextParagraph body-elements__paragraph">{t}</p>',
        h='<h3 class="atc-SubHeadline">{}</h3>',
        between=[
            f'<div class="ctn-Newsletter newsletter-box"><p>{f["newsletter"]}</p></div>',
            f'<div class="iqadtile8 ad-container"><p>{f["advertisement"]}</p></div>',
            f'<div class="atc-Related related-teaser"><a href="/x"><span>{f["related"]}</span></a></div>',
        ],
    )  # fmt: skip
    return f"""<!DOCTYPE html><html lang="de"><head><meta charset="utf-8"><title>{_e(story.title)} | FAZ</title>
{_meta(story, "FAZ.NET", "https://www.faz.net/1.html")}{_ld(story, "Frankfurter Allgemeine Zeitung")}</head><body>
<div id="cookie-banner"><p>{f["cookies"]}</p></div><header>{_nav("main-navigation")}</header>
<div class="page"><article class="atc"><header class="atc-Header"><h1 class="atc-Headline">
<span class="atc-HeadlineEmphasis">Gemeinden:</span> <span class="atc-HeadlineText headline__title">{_e(story.title)}</span>
</h1><div class="atc-Intro"><p class="atc-IntroText intro">{_e(story.lead)}</p></div>
<span class="atc-MetaAuthor">Von {story.author}</span><time class="atc-MetaTime" datetime="{story.date}">20.04.2023</time>
</header><figure class="atc-image"><figcaption>{f["caption"]} {f["credit"]}</figcaption></figure>
<div class="atc-Text js-atc-Text"><div class="atc-Text_Body">{body}</div></div>
<div class="ctn-Author author-box"><p>{f["author box"]}</p></div></article>
<div class="lay-Comments comments"><h3>Lesermeinungen</h3><p>{f["comment"]}</p></div></div>
<aside class="sidebar"><p>{f["most read"]}</p></aside><footer>{f["footer"]}</footer></body></html>"""


def tagesschau(story: Story) -> str:
    f = FURNITURE
    css = "textabsatz columns twelve m-ten m-offset-one l-eight l-offset-two"
    body = _blocks(
        story, lambda t: f'<p class="{css}">{t}</p>', h='<h2 class="meldung__subhead columns">{}</h2>',
        between=[
            f'<div class="teaser-absatz"><div class="teaser-absatz__teaserinfo"><a href="/x"><span>{f["related"]}</span></a>'
            "</div></div>",
            f'<div class="absatzbild"><div class="absatzbild__info"><p class="absatzbild__info__text caption">{f["caption"]}'
            f'</p><span class="copyright">{f["credit"]}</span></div></div>',
        ],
    )  # fmt: skip
    lead = f'<p class="{css}"><strong>{_e(story.lead)}</strong></p>'
    return f"""<!DOCTYPE html><html lang="de"><head><meta charset="utf-8"><title>{_e(story.title)} | tagesschau.de</title>
{_meta(story, "tagesschau.de", "https://www.tagesschau.de/inland/a-1.html")}{_ld(story, "tagesschau")}</head><body>
<div class="header">{_nav("header__nav")}</div><div class="content-wrapper" id="content"><article
class="container content-wrapper__group"><div class="seitenkopf"><span class="seitenkopf__topline">Gemeinden</span>
<h1 class="seitenkopf__headline"><span class="seitenkopf__headline--text">{_e(story.title)}</span></h1>
<div class="metatextline">Stand: 20.04.2023 09:30 Uhr</div></div>{lead}
<div class="authorline columns">Von {story.author}</div>{body}
<div class="meldung__footer"><p class="meldungsfooter">Dieses Thema im Programm: Über dieses Thema berichtete die
Sendung.</p></div><div class="sharing-bar"><ul><li>{f["share"]}</li></ul></div></article>
<div class="teaser-list"><div class="teaser"><a href="/y"><h3>{f["related2"]}</h3></a></div></div></div>
<footer class="footer"><div>{f["footer"]}</div></footer></body></html>"""


def sueddeutsche(story: Story) -> str:
    f = FURNITURE
    body = _blocks(
        story, lambda t: f'<p data-manual="paragraph" class="css-13wylk3 e1gjkxyl0">{t}</p>',
        h='<h3 data-manual="subheadline" class="css-1x">{}</h3>',
        between=[
            f'<div data-ad-type="ad" class="ad-container css-ad"><p>{f["advertisement"]}</p></div>',
            f'<aside data-manual="teaser" class="css-teaser"><p>Lesen Sie auch</p><a href="/x">{f["related"]}</a></aside>',
            f'<div class="sz-article-body__newsletter newsletter"><p>{f["newsletter"]}</p></div>',
        ],
    )  # fmt: skip
    return f"""<!DOCTYPE html><html lang="de"><head><meta charset="utf-8"><title>{_e(story.title)} - Politik - SZ.de</title>
{_meta(story, "Süddeutsche.de", "https://www.sueddeutsche.de/1")}{_ld(story, "Süddeutsche Zeitung")}</head><body>
<div id="sz-consent" class="consent-layer"><p>{f["cookies"]}</p></div><div class="css-nav">{_nav("css-2x")}</div>
<main><article class="css-art"><header data-manual="header"><h2 data-manual="title-section" class="css-ti">
<span data-manual="overline" class="css-ov">Gemeinden</span><span data-manual="headline" class="css-hl headline">
{_e(story.title)}</span></h2><div data-manual="teaserText" class="css-te teaserText"><p>{_e(story.lead)}</p></div>
<p data-manual="authorline">Von {story.author}</p><time datetime="{story.date}">20. April 2023, 9:30 Uhr</time></header>
<figure data-manual="image"><figcaption>{f["caption"]} ({f["credit"]})</figcaption></figure>
<div itemprop="articleBody" class="css-body">{body}</div></article></main>
<section class="recommendations"><h3>{f["related2"]}</h3></section><footer>{f["footer"]}</footer></body></html>"""


def krone(story: Story) -> str:
    f = FURNITURE
    body = _blocks(
        story, lambda t: f'<div class="c_tinymce krn-custom" data-krn-type="tinymce"><p>{t}</p></div>',
        h='<div class="c_tinymce"><p><strong>{}</strong></p></div>',
        between=[
            f'<div class="c_ad ad-wrapper"><p>{f["advertisement"]}</p></div>',
            f'<div class="c_imagegroup"><div class="imagegroup__caption caption">{f["caption"]}</div>'
            f'<div class="imagegroup__copyright copyright">{f["credit"]}</div></div>',
            f'<div class="c_newsletter newsletter"><p>{f["newsletter"]}</p></div>',
        ],
    )  # fmt: skip
    return f"""<!doctype html><html lang="de"><head><meta charset="utf-8"><title>{_e(story.title)} | krone.at</title>
{_meta(story, "krone.at", "https://www.krone.at/1")}{_ld(story, "krone.at")}</head><body>
<div class="kmm-nav">{_nav("nav__list")}</div><div class="kmm-article-box"><div class="c_pretitle">Gemeinden</div>
<div class="c_title" data-krn-type="title"><div class="title__wrapper bold"><h1>{_e(story.title)}</h1></div></div>
<div class="c_time"><span class="time__source">Österreich</span> <span class="time__date">20.04.2023 09:30</span></div>
<div class="c_lead" data-krn-type="lead"><p class="lead__text bold">{_e(story.lead)}</p></div>{body}
<div class="c_socialbar socialbar"><p>{f["share"]}</p></div>
<div class="c_comments comments"><div class="comment"><p>{f["comment"]}</p></div><div class="comment"><p>{f["comment2"]}</p>
</div></div><div class="c_teaserbox teaserbox"><a href="/x"><h3>{f["related2"]}</h3></a></div></div>
<div class="footer"><p>{f["footer"]}</p></div></body></html>"""


def presse(story: Story) -> str:
    f = FURNITURE
    body = _blocks(
        story, lambda t: f'<p id="p-1">{t}</p>', h='<h2 class="article__sub-title">{}</h2>',
        between=[
            f'<div class="adv__wrapper advert"><p>{f["advertisement"]}</p></div>',
            f'<div class="article-embed-newsletter newsletter"><p>{f["newsletter"]}</p></div>',
            f'<div class="read-more box"><h3>Mehr erfahren</h3><div><a href="/x">{f["related"]}</a></div></div>',
        ],
    )  # fmt: skip
    return f"""<!doctype html><html lang="de-AT"><head><meta charset="utf-8"><title>{_e(story.title)} | DiePresse.com</title>
{_meta(story, "Die Presse", "https://www.diepresse.com/1")}{_ld(story, "Die Presse")}</head><body>
<div class="didomi-host consent"><p>{f["cookies"]}</p></div><header class="header">{_nav("header__nav")}</header>
<article class="article article--default"><div class="article__header"><div class="article__pre-title">Gemeinden</div>
<h1 class="article__title">{_e(story.title)}</h1><div class="article__meta"><time>20.04.2023 um 09:30</time> von
<a class="meta__author" href="/a">{story.author}</a></div></div>
<div class="article__media"><figure><figcaption>{f["caption"]} <span>{f["credit"]}</span></figcaption></figure></div>
<p class="lead article__lead">{_e(story.lead)}</p><div id="article-body" class="article__body">{body}</div>
<div class="tags"><a href="/t">Gemeinden</a></div></article>
<section class="teaser-list"><article><h3><a href="/y">{f["related2"]}</a></h3></article></section>
<section class="comments"><p>{f["comment"]}</p></section><footer class="footer">{f["footer"]}</footer></body></html>"""


def welt(story: Story) -> str:
    f = FURNITURE
    body = _blocks(
        story, lambda t: f"<p>{t}</p>", h='<h3 class="o-headline">{}</h3>',
        between=[
            f'<div class="c-ad c-ad--inline" data-component="Ad"><p>{f["advertisement"]}</p></div>',
            f'<div class="c-inline-teaser-list" data-component="TeaserList"><h4>Lesen Sie auch</h4><a href="/x">{f["related"]}'
            "</a></div>",
            f'<div class="c-newsletter-subscribe newsletter"><p>{f["newsletter"]}</p></div>',
        ],
    )  # fmt: skip
    return f"""<!doctype html><html lang="de"><head><meta charset="utf-8"><title>{_e(story.title)} - WELT</title>
{_meta(story, "DIE WELT", "https://www.welt.de/1.html")}{_ld(story, "WELT")}</head><body>
<header>{_nav("c-page-header__nav")}</header><main><article class="c-article-page"><header class="c-article-page__header">
<div class="c-topic">Gemeinden</div><h1 class="c-article-page__headline">{_e(story.title)}</h1><div class="c-publish-date">
<time datetime="{story.date}">Veröffentlicht am 20.04.2023</time></div><div class="c-author">Von {story.author}</div></header>
<div class="c-article-page__media"><figure><figcaption class="c-media-caption">{f["caption"]} <span>Quelle: {f["credit"]}
</span></figcaption></figure></div><div class="c-article-page__intro"><p class="c-summary intro">{_e(story.lead)}</p></div>
<div class="c-article-text c-content-container" itemprop="articleBody">{body}</div>
<ul class="c-social-share sharing"><li>{f["share"]}</li></ul></article>
<section class="c-comments" id="comments"><p>{f["comment"]}</p><p>{f["comment2"]}</p></section></main>
<aside class="c-most-read"><p>{f["most read"]}</p></aside><footer>{f["footer"]}</footer></body></html>"""


def wiki(story: Story) -> str:
    """A small site of its own making: no JSON-LD, no OpenGraph, no classes that say much; Windows-1252 by habit."""
    f = FURNITURE
    body = _blocks(story, lambda t: f"<p>{t}</p>", h="<h2>{}</h2>")
    return f"""<html><head><title>{_e(story.title)} - Lokalblatt</title><meta name="description" content="{_e(story.lead)}">
<meta name="date" content="{story.date}"><meta name="author" content="{story.author}"></head><body>
<table><tr><td id="menu">{_nav("links")}</td><td><h1>{_e(story.title)}</h1><p><b>{_e(story.lead)}</b></p>{body}</td></tr>
</table><div id="footer">{f["footer"]}</div></body></html>"""


def breaks(story: Story) -> str:
    """Paragraphs that are only line breaks, as of old editors."""
    f = FURNITURE
    shown = [text[2:].lstrip("# ") if text[:2] in ("##", "> ", "- ") else text for text in story.paragraphs]
    return f"""<!DOCTYPE html><html lang="de"><head><meta charset="utf-8"><title>{_e(story.title)}</title>
{_meta(story, "Bezirksblatt", "https://www.bezirksblatt.example/1")}</head><body><div class="topnav menu">{_nav()}</div>
<div class="main"><h1>{_e(story.title)}</h1><div class="teaser-text">{_e(story.lead)}</div>
<div class="text">{"<br><br>".join(map(_e, shown))}</div></div><div class="sidebar"><p>{f["most read"]}</p></div>
<div class="footer">{f["footer"]}</div></body></html>"""


OUTLETS: dict[str, Callable[[Story], str]] = {
    "standard": standard, "orf": orf, "spiegel": spiegel, "zeit": zeit, "faz": faz, "tagesschau": tagesschau,
    "sueddeutsche": sueddeutsche, "krone": krone, "presse": presse, "welt": welt, "small site": wiki, "breaks": breaks,
}  # fmt: skip
