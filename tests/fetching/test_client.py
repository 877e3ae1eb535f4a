import contextlib
import dataclasses
import re
import socket

import pytest

from pipeline.errors import FetchError
from pipeline.fetching.addresses import inside, parse
from pipeline.fetching.client import AGENT, Client
from pipeline.fetching.connecting import Rules
from pipeline.fetching.cookies import Cookies
from tests.fetching.conftest import as_if_public
from tests.fetching.server import Answer, Site, bomb, redirect, zipped

PAGE = "<p>Grüße aus Köln</p>".encode()


def refused(client: Client, address: str) -> str:
    with pytest.raises(FetchError) as raised:
        client.get(address)
    said = str(raised.value)
    assert "\n" not in said
    return said


def test_a_page_comes_with_its_type_and_charset(site, client):
    site.answers["/a"] = Answer(PAGE, media='Text/HTML; Charset="UTF-8"')
    page = client.get(f"{site.root}/a#unten")
    assert (page.address, page.body, page.media, page.charset) == (f"{site.root}/a", PAGE, "text/html", "UTF-8")


def test_the_client_says_who_it_is_and_sends_nothing_of_its_user(site, client):
    site.answers["/a"] = Answer(PAGE, headers={"Set-Cookie": "a=b"})
    dataclasses.replace(client, called=f"{AGENT}/1.2").get(f"{site.root}/a")
    for _, headers in site.seen:
        assert headers["user-agent"] == "german-briefs/1.2"
        assert not {"cookie", "authorization", "referer"} & headers.keys()


def test_compressed_pages_are_unpacked(site, client):
    site.answers["/zip"] = zipped(PAGE * 5000)
    site.answers["/members"] = dataclasses.replace(zipped(PAGE), body=zipped(PAGE).body * 2)
    assert client.get(f"{site.root}/zip").body == PAGE * 5000
    assert client.get(f"{site.root}/members").body == PAGE * 2


@pytest.mark.parametrize("coding", ["gzip", "deflate"])
def test_a_bomb_is_refused_while_it_unpacks(site, client, coding):
    site.answers["/bomb"] = bomb(200, coding)
    assert len(site.answers["/bomb"].body) < 1_000_000
    small = dataclasses.replace(client, largest=1_000_000)
    assert "more than 1 MB" in refused(small, f"{site.root}/bomb")


def test_what_is_packed_twice_or_damaged_or_in_another_way_is_refused(site, client):
    site.answers["/br"] = Answer(PAGE, headers={"Content-Encoding": "br"})
    site.answers["/twice"] = Answer(PAGE, headers={"Content-Encoding": "gzip, gzip"})
    site.answers["/cut"] = dataclasses.replace(zipped(PAGE * 100), body=zipped(PAGE * 100).body[:-9])
    site.answers["/lies"] = Answer(PAGE, headers={"Content-Encoding": "gzip"})
    assert "'br'" in refused(client, f"{site.root}/br")
    assert "'gzip, gzip'" in refused(client, f"{site.root}/twice")
    assert "damaged" in refused(client, f"{site.root}/cut")
    assert "damaged" in refused(client, f"{site.root}/lies")


def test_too_much_is_refused_by_its_length_and_by_what_comes(site, client):
    small = dataclasses.replace(client, largest=1_000_000)
    site.answers["/long"] = Answer(b"a", length=10**12)
    site.answers["/more"] = Answer(b"a" * 1_000_001)
    assert "more than 1 MB" in refused(small, f"{site.root}/long")
    assert "more than 1 MB" in refused(small, f"{site.root}/more")


def test_a_length_that_is_not_true_is_no_page(site, client):
    site.answers["/less"] = Answer(PAGE, length=len(PAGE) + 10)
    assert "connection broke" in refused(client, f"{site.root}/less")


def test_silence_and_dribbling_end(site, client):
    site.answers["/silent"] = Answer(PAGE, stall=3)
    site.answers["/drops"] = Answer(PAGE * 500, dribble=True)
    assert "took too long" in refused(client, f"{site.root}/silent")
    assert "took too long" in refused(client, f"{site.root}/drops")


def test_headers_that_never_end_end(client):
    with socket.create_server(("127.0.0.1", 0)) as server:
        assert "took too long" in refused(client, f"http://127.0.0.1:{server.getsockname()[1]}/a")


@pytest.mark.parametrize(
    ("status", "says"),
    [(401, "password"), (402, "paid for"), (403, "programs"), (404, "no such page"), (410, "taken away"),
     (429, "too often"), (451, "legal"), (500, "a fault"), (503, "a fault"), (204, "nothing to read"),
     (206, "nothing to read"), (304, "nothing to read")],
)  # fmt: skip
def test_every_refusal_of_a_site_is_named_with_a_way_out(site, client, status, says):
    site.answers["/a"] = Answer(PAGE if status not in (204, 304) else b"", status=status)
    said = refused(client, f"{site.root}/a")
    assert f"answer is {status}" in said
    assert says in said
    assert "save the page in your browser" in said


def test_a_site_that_says_when_is_asked_once_more(site, client):
    answers = [Answer(b"", 429, headers={"Retry-After": "1"}), Answer(PAGE)]
    site.answers["/a"] = lambda: answers.pop(0)
    assert client.get(f"{site.root}/a").body == PAGE
    site.answers["/b"] = Answer(b"", 503, headers={"Retry-After": "86400"})
    assert "503" in refused(client, f"{site.root}/b")
    assert site.asked() == ["/a", "/a", "/b"]


def test_redirects_are_followed_and_the_last_address_is_told(site, client):
    site.answers |= {"/1": redirect("/2", 301), "/2": redirect("3?a=b", 307), "/3?a=b": Answer(PAGE)}
    assert client.get(f"{site.root}/1").address == f"{site.root}/3?a=b"


def test_redirects_are_bounded(site, client):
    site.answers |= {"/a": redirect("/b"), "/b": redirect("/a")}
    site.answers |= {f"/{n}": redirect(f"/{n + 1}") for n in range(20)}
    assert "in a circle" in refused(client, f"{site.root}/a")
    assert "more than 5 times" in refused(client, f"{site.root}/0")
    assert site.asked() == ["/a", "/b", "/0", "/1", "/2", "/3", "/4", "/5"]


@pytest.mark.parametrize(
    ("to", "says"),
    [("http://127.0.0.2:{port}/geheim", "loopback"), ("http://[::1]:{port}/geheim", "loopback"),
     ("http://169.254.169.254/latest/meta-data/", "link-local"), ("http://10.0.0.1/", "private"),
     ("http://0x7f000002:{port}/geheim", "loopback"), ("//127.0.0.2:{port}/geheim", "loopback"),
     ("file:///etc/passwd", "only http:// and https://"), ("ftp://127.0.0.1/", "only http:// and https://"),
     ("http://name:wort@127.0.0.1:{port}/geheim", "leave it out"), ("http://[:::", "no address"),
     ("http://127.0.0.1:{port}/" + "a" * 5000, "more than 4000")],
)  # fmt: skip
def test_where_a_redirect_leads_is_checked_anew(site, client, to, says):
    inner = Site("0.0.0.0")
    site.answers["/a"] = redirect(to.format(port=inner.port))
    try:
        assert says in refused(client, f"{site.root}/a")
        assert inner.seen == []
    finally:
        inner.close()


def test_a_name_that_means_another_machine_a_moment_later_gains_nothing(site):
    """DNS rebinding: what was checked is what is connected to, and it is resolved once a connection."""
    inner = Site("127.0.0.2")
    site.answers["/a"] = Answer(PAGE)
    asked = []

    def rebinding(host, port, **more):
        asked.append(host)
        return socket.getaddrinfo("127.0.0.1" if len(asked) <= 2 else "127.0.0.2", port, **more)

    client = Client(rules=Rules(inside=as_if_public, resolve=rebinding), pause=0.0)
    try:
        assert client.get(f"http://zeitung.example:{site.port}/a").body == PAGE
        assert asked == ["zeitung.example"] * 2  # robots.txt and the page
        assert "127.0.0.2, which is a loopback" in refused(client, f"http://zeitung.example:{site.port}/a")
        assert inner.seen == []
    finally:
        inner.close()


def test_a_connection_that_is_to_another_address_than_the_checked_one_is_not_spoken_on(site):
    """The system takes 0.0.0.0 for this machine: what was checked and what is spoken to differ, for real."""
    asked = []

    def unspecified(host, port, **more):
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("0.0.0.0", port))]

    def lax(address):
        asked.append(address)
        return ""

    client = Client(rules=Rules(inside=lax, resolve=unspecified), pause=0.0)
    said = refused(client, f"http://zeitung.example:{site.port}/a")
    assert "was to be 0.0.0.0 and the connection is to 127.0.0.1: refused" in said
    assert asked == ["0.0.0.0"]
    assert site.seen == []


def test_the_address_of_the_connection_itself_is_checked_once_more(site):
    """A rule that finds the address inside the second time: the connection stands, and nothing is asked over it."""
    asked = []

    def later_inside(address):
        asked.append(address)
        return "" if len(asked) == 1 else "loopback"

    client = Client(rules=Rules(inside=later_inside), pause=0.0)
    assert "is a loopback address" in refused(client, f"{site.root}/a")
    assert asked == ["127.0.0.1"] * 2
    assert site.seen == []


def test_a_name_with_one_address_inside_is_refused_whole(site):
    def both(host, port, **more):
        return [found for ip in ("127.0.0.1", "10.0.0.7") for found in socket.getaddrinfo(ip, port, **more)]

    client = Client(rules=Rules(inside=as_if_public, resolve=both), pause=0.0)
    assert "10.0.0.7" in refused(client, f"http://zeitung.example:{site.port}/a")
    assert site.seen == []


def test_with_leave_a_network_s_own_pages_are_fetched(site):
    site.answers["/a"] = Answer(PAGE)
    assert inside("127.0.0.1") == "loopback"
    assert Client(rules=Rules(allow_private=True), pause=0.0).get(f"{site.root}/a").body == PAGE


def test_proxies_of_the_environment_are_not_used(site, client, monkeypatch):
    for name in ("http_proxy", "HTTP_PROXY", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    site.answers["/a"] = Answer(PAGE)
    assert client.get(f"{site.root}/a").body == PAGE


def test_a_host_that_is_not_there_is_told(client):
    assert "cannot be found" in refused(client, "http://gibt-es-nicht.invalid/")
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    assert "cannot be reached" in refused(client, f"http://127.0.0.1:{port}/")


def test_what_is_no_http_is_told(client):
    import threading

    with socket.create_server(("127.0.0.1", 0)) as server:
        def answer():
            # The listening socket may be closed before the second request.
            with contextlib.suppress(OSError):
                for _ in range(2):
                    other, _ = server.accept()
                    with other:
                        other.recv(1000)
                        other.sendall(b"220 SSH-2.0 ready\r\n")

        threading.Thread(target=answer, daemon=True).start()
        assert "connection broke" in refused(client, f"http://127.0.0.1:{server.getsockname()[1]}/")


def test_robots_txt_is_kept_to_and_asked_for_once(site, client):
    site.answers["/robots.txt"] = Answer(b"User-agent: *\nDisallow: /intern/\n", media="text/plain")
    site.answers |= {"/a": Answer(PAGE), "/b": Answer(PAGE), "/c": redirect("/intern/x"), "/intern/x": Answer(PAGE)}
    client.get(f"{site.root}/a")
    client.get(f"{site.root}/b")
    for path in ("/intern/x", "/c"):
        said = refused(client, f"{site.root}{path}")
        assert re.search(r"robots\.txt asks programs not to read it; save the page in your browser", said)
    assert [path for path, _ in site.seen] == ["/robots.txt", "/a", "/b", "/c"]


@pytest.mark.parametrize(
    ("answer", "allowed"),
    [(Answer(b"", 404), True), (Answer(b"", 403), True), (Answer(b"", 500), False), (Answer(b"", 503), False),
     (redirect("/robots2.txt"), False), (Answer(b"\xff\xfe\0garbage" * 100), True),
     (Answer(b"#" * 600_000 + b"\nUser-agent: *\nDisallow: /\n"), True), (bomb(5), True)],
)  # fmt: skip
def test_robots_txt_that_is_missing_broken_or_elsewhere(site, client, answer, allowed):
    site.answers |= {"/robots.txt": answer, "/robots2.txt": Answer(b"User-agent: *\nDisallow: /"), "/a": Answer(PAGE)}
    if allowed:
        assert client.get(f"{site.root}/a").body == PAGE
    else:
        refused(client, f"{site.root}/a")
        assert site.asked() in ([], ["/robots2.txt"])


def cookie(said, to="/a"):
    return Answer(status=302, headers={"Location": to, "Set-Cookie": said})


def with_cookie(site, wanted):
    """A page for who brings the cookie; who does not gets it, and is sent to the same page again."""

    def answer():
        brought = site.seen[-1][1].get("cookie", "")
        return Answer(PAGE) if wanted in brought else cookie(f"{wanted}; Path=/; HttpOnly")

    return answer


def test_a_site_that_wants_its_cookie_back_is_read(site, client):
    site.answers["/a"] = with_cookie(site, "sid=1")
    assert client.get(f"{site.root}/a").body == PAGE
    assert client.get(f"{site.root}/a").body == PAGE
    assert [headers.get("cookie") for path, headers in site.seen if path == "/a"] == [None, "sid=1", "sid=1"]


def test_a_site_that_sets_the_same_cookie_for_ever_redirects_in_a_circle(site, client):
    site.answers["/a"] = cookie("sid=1")
    assert "redirects in a circle" in refused(client, f"{site.root}/a")
    site.answers["/b"] = lambda: cookie(f"sid={len(site.seen)}", to="/b")
    assert "more than 5 times" in refused(client, f"{site.root}/b")


def test_a_cookie_goes_to_its_host_alone_and_ends_with_the_run(site, client):
    other = Site()
    try:
        site.answers["/a"] = cookie("sid=1; Domain=127.0.0.1", to=f"{other.root}/b")
        other.answers["/b"] = Answer(PAGE)
        assert client.get(f"{site.root}/a").body == PAGE
        assert [headers.get("cookie") for path, headers in other.seen] == [None, None]
        again = Client(rules=client.rules, pause=0.0)
        assert again.get(f"{site.root}/a").body == PAGE
        assert [headers.get("cookie") for path, headers in site.seen if path == "/a"] == [None, None]
    finally:
        other.close()


@pytest.mark.parametrize(
    ("before", "said", "sent"),
    [
        ("", "a=1", "a=1"),
        ("a=1", "a=2", "a=2"),
        ("a=1", "a=; Max-Age=0", ""),
        ("a=1", "a=; Expires=Thu, 01-Jan-1970 00:00:00 GMT", ""),
        ("", "a=1; Expires=Thu, 01 Jan 2099 00:00:00 GMT", "a=1"),
        ("", "a=1; Secure", ""),
        ("", "a=1\r\nX: y", ""),
        ("", "a b=1", ""),
        ("", "=1", ""),
        ("", "a=" + "x" * 5000, ""),
        ("", "a=ü", ""),
        ("", "nonsense", ""),
    ],
)
def test_what_a_cookie_says_is_kept_to(before, said, sent):
    cookies = Cookies()
    plain = parse("http://zeitung.example/a")
    cookies.take(plain, [before, said])
    assert cookies.header(plain) == sent
    assert cookies.header(parse("http://zeitung.example:8080/a")) == ""


def test_an_encrypted_cookie_is_sent_encrypted_alone():
    cookies = Cookies()
    cookies.take(parse("https://zeitung.example/a"), ["a=1; Secure", "b=2"])
    assert cookies.header(parse("https://zeitung.example/b")) == "a=1; b=2"
    assert cookies.header(parse("http://zeitung.example/a")) == ""
