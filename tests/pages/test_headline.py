from pipeline.readers import html


def test_the_newspaper_s_name_in_a_heading_is_not_the_headline():
    text = "".join(f"<p>Die Stadt Villach baut bis {year} ein Hallenbad. Das hat der Rat am Mittwoch "
                   "beschlossen. Die Kosten betragen 38 Millionen Euro.</p>" for year in (27, 28, 29))  # fmt: skip
    page = ("<html><head><title>Villach baut ein Hallenbad - Kleine Zeitung</title>"
            '<meta property="og:title" content="Hallenbad für Villach: Das müssen Sie wissen"></head><body><article>'
            f"<h1>Kleine Zeitung</h1><h1>Villach baut ein Hallenbad</h1>{text}</article></body></html>")  # fmt: skip
    (found,) = html.read(page.encode(), "a.html")
    assert (found.title, found.outlet) == ("Villach baut ein Hallenbad", "Kleine Zeitung")
