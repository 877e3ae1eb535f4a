"""What an article may hold to get more than read."""

ATTACKS = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "</style><script>alert(1)</script>",
    '" onmouseover="alert(1)',
    "' onfocus='alert(1)' autofocus='",
    "<svg/onload=alert(1)>",
    "<iframe src=javascript:alert(1)></iframe>",
    "{{7*7}} ${7*7} <%= 7*7 %>",
    "]]></seg></tuv><!-- x --><!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]>",
    "&lt;b&gt; &amp; &#x3c;script&#x3e;",
    "a\u202eb\u2066c\x00d\x1be\ufffef",
    "--><script>alert(1)</script>",
    "</script><script>window.hacked = 1</script>",
    '" autofocus onfocus="window.hacked=1',
    "<base href='https://example.org/'><link rel=stylesheet href=//example.org/a.css>",
    "<meta http-equiv=refresh content='0;url=https://example.org/'>",
    "<iframe srcdoc='<script>parent.hacked=1</script>'></iframe>",
    "{{constructor.constructor('window.hacked=1')()}} ${window.hacked=1}",
    "javascript:window.hacked=1",
    "\u202egnp.exe\u2066 \u200b\u200d\ufeff",
)
