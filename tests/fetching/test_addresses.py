import pytest

from pipeline.errors import FetchError
from pipeline.fetching.addresses import inside, is_address, parse
from pipeline.fetching.client import Client

REFUSED = [
    # what is asked for, and the kind of address that it is refused for
    ("http://127.0.0.1/", "loopback"),
    ("http://127.1/", "loopback"),
    ("http://2130706433/", "loopback"),
    ("http://0x7f000001/", "loopback"),
    ("http://0x7f.0.0.1/", "loopback"),
    ("http://017700000001/", "loopback"),
    ("http://localhost/", "loopback"),
    ("http://LOCALHOST:8080/", "loopback"),
    ("http://[::1]/", "loopback"),
    ("http://[0:0:0:0:0:0:0:1]/", "loopback"),
    ("http://[::ffff:127.0.0.1]/", "loopback"),
    ("http://[::ffff:7f00:1]/", "loopback"),
    ("http://[::127.0.0.1]/", "loopback"),
    ("http://[64:ff9b::127.0.0.1]/", "loopback"),
    ("http://[64:ff9b::a9fe:a9fe]/", "link-local"),
    ("http://0.0.0.0/", "unspecified"),
    ("http://0/", "unspecified"),
    ("http://[::]/", "unspecified"),
    ("http://0.1.2.3/", "private"),
    ("http://10.0.0.1/", "private"),
    ("http://172.16.0.1/", "private"),
    ("http://172.31.255.255/", "private"),
    ("http://192.168.1.1/", "private"),
    ("http://192.0.2.1/", "private"),
    ("http://198.18.0.1/", "private"),
    ("http://169.254.169.254/latest/meta-data/", "link-local"),
    ("http://[fe80::1]/", "link-local"),
    ("http://100.64.0.1/", "carrier's shared"),
    ("http://100.127.255.254/", "carrier's shared"),
    ("http://224.0.0.1/", "multicast"),
    ("http://[ff02::1]/", "multicast"),
    ("http://240.0.0.1/", "reserved"),
    ("http://255.255.255.255/", "reserved"),
    ("http://[fc00::1]/", "private"),
    ("http://[fd12:3456::1]/", "private"),
    ("http://[fec0::1]/", "reserved"),
    ("http://[2001:db8::1]/", "private"),
    ("http://[2001::7f00:1]/", "private"),
    ("http://[2002:7f00:1::]/", "reserved"),
    ("http://[64:ff9b:1::1]/", "reserved"),
]

NO_ADDRESS = [
    ("ftp://example.org/a", "only http:// and https://"),
    ("file:///etc/passwd", "only http:// and https://"),
    ("gopher://example.org/", "only http:// and https://"),
    ("javascript:alert(1)", "only http:// and https://"),
    ("http://", "names no host"),
    ("http:///pfad", "names no host"),
    ("http://name:geheim@example.org/", "leave it out"),
    ("http://name@example.org/", "leave it out"),
    ("http://example.org:99999/", "no web address"),
    ("http://[::1/", "no web address"),
    ("http://exa\nmple.org/", "odd ones"),
    ("http://example.org/\x00", "odd ones"),
    ("http://example.org/" + "a" * 5000, "more than"),
    ("http://\u202egro.elpmaxe/", "odd ones"),
]

NO_HOST = ["http://0177.0.0.1/", "http://①②⑦.⓪.⓪.①/", "http://127.0.0.1./", "http://127.0.0.1.nip.invalid/"]
"""Odder spellings, which name no machine at all."""

PUBLIC = ["93.184.216.34", "8.8.8.8", "2606:2800:220:1::1", "::ffff:8.8.8.8", "64:ff9b::8.8.8.8", "193.99.144.80"]


@pytest.mark.parametrize(("address", "kind"), REFUSED)
def test_what_is_inside_a_network_is_refused_in_every_spelling(address, kind):
    with pytest.raises(FetchError) as raised:
        Client(pause=0.0).get(address)
    said = str(raised.value)
    assert "\n" not in said
    assert f" is a {kind} address" in said
    assert "--allow-private" in said


@pytest.mark.parametrize(("address", "why"), NO_ADDRESS)
def test_what_is_no_address_is_refused_in_one_line(address, why):
    with pytest.raises(FetchError, match=why) as raised:
        parse(address)
    assert "\n" not in str(raised.value)
    assert len(str(raised.value)) < 400
    assert "geheim" not in str(raised.value)


@pytest.mark.parametrize("address", NO_HOST)
def test_odder_spellings_find_nothing(address):
    with pytest.raises(FetchError, match=r"no web address|cannot be found|loopback"):
        Client(pause=0.0).get(address)


@pytest.mark.parametrize("address", PUBLIC)
def test_the_internet_is_not_refused(address):
    assert inside(address) == ""


def test_only_addresses_of_the_web_are_taken_for_addresses():
    assert is_address("https://example.org/a.html")
    assert is_address("HTTP://example.org")
    assert not is_address("http.txt")
    assert not is_address("ftp://example.org")
    assert not is_address("a/http://b")


def test_an_international_name_is_asked_for_as_it_is_registered():
    assert parse("https://www.österreich.example/über?a=ä#oben").host == "www.österreich.example"
    assert str(parse("https://example.org/a#oben")) == "https://example.org/a"
