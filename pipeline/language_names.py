"""Names of languages and of groups of languages, by the codes that models are named with."""
from __future__ import annotations


def _rows(text: str) -> dict[str, str]:
    return dict(row.split(maxsplit=1) for row in " ".join(text.split()).split("; "))


LANGUAGES = _rows(
    """
    aa/aar Afar; ab/abk Abkhazian; ae/ave Avestan; af/afr Afrikaans; ak/aka Akan; am/amh Amharic; an/arg
    Aragonese; ar/ara Arabic; as/asm Assamese; av/ava Avaric; ay/aym Aymara; az/aze Azerbaijani; ba/bak Bashkir;
    be/bel Belarusian; bg/bul Bulgarian; bi/bis Bislama; bm/bam Bambara; bn/ben Bengali; bo/bod/tib Tibetan;
    br/bre Breton; bs/bos Bosnian; ca/cat Catalan; ce/che Chechen; ch/cha Chamorro; co/cos Corsican; cr/cre
    Cree; cs/ces/cze Czech; cu/chu Church Slavonic; cv/chv Chuvash; cy/cym/wel Welsh; da/dan Danish; de/deu/ger
    German; dv/div Divehi; dz/dzo Dzongkha; ee/ewe Ewe; el/ell/gre Greek; en/eng English; eo/epo Esperanto;
    es/spa Spanish; et/est Estonian; eu/eus/baq Basque; fa/fas/per Persian; ff/ful Fulah; fi/fin Finnish; fj/fij
    Fijian; fo/fao Faroese; fr/fra/fre French; fy/fry Western Frisian; ga/gle Irish; gd/gla Scottish Gaelic;
    gl/glg Galician; gn/grn Guarani; gu/guj Gujarati; gv/glv Manx; ha/hau Hausa; he/heb Hebrew; hi/hin Hindi;
    ho/hmo Hiri Motu; hr/hrv Croatian; ht/hat Haitian Creole; hu/hun Hungarian; hy/hye/arm Armenian; hz/her
    Herero; ia/ina Interlingua; id/ind Indonesian; ie/ile Interlingue; ig/ibo Igbo; ii/iii Sichuan Yi; ik/ipk
    Inupiaq; io/ido Ido; is/isl/ice Icelandic; it/ita Italian; iu/iku Inuktitut; ja/jpn Japanese; jv/jav
    Javanese; ka/kat/geo Georgian; kg/kon Kongo; ki/kik Kikuyu; kj/kua Kuanyama; kk/kaz Kazakh; kl/kal
    Kalaallisut; km/khm Khmer; kn/kan Kannada; ko/kor Korean; kr/kau Kanuri; ks/kas Kashmiri; ku/kur Kurdish;
    kv/kom Komi; kw/cor Cornish; ky/kir Kyrgyz; la/lat Latin; lb/ltz Luxembourgish; lg/lug Ganda; li/lim
    Limburgish; ln/lin Lingala; lo/lao Lao; lt/lit Lithuanian; lu/lub Luba-Katanga; lv/lav Latvian; mg/mlg
    Malagasy; mh/mah Marshallese; mi/mri/mao Maori; mk/mkd/mac Macedonian; ml/mal Malayalam; mn/mon Mongolian;
    mr/mar Marathi; ms/msa/may Malay; mt/mlt Maltese; my/mya/bur Burmese; na/nau Nauru; nb/nob Norwegian Bokmål;
    nd/nde North Ndebele; ne/nep Nepali; ng/ndo Ndonga; nl/nld/dut Dutch; nn/nno Norwegian Nynorsk; no/nor
    Norwegian; nr/nbl South Ndebele; nv/nav Navajo; ny/nya Chichewa; oc/oci Occitan; oj/oji Ojibwa; om/orm
    Oromo; or/ori Odia; os/oss Ossetian; pa/pan Punjabi; pi/pli Pali; pl/pol Polish; ps/pus Pashto; pt/por
    Portuguese; qu/que Quechua; rm/roh Romansh; rn/run Rundi; ro/ron/rum Romanian; ru/rus Russian; rw/kin
    Kinyarwanda; sa/san Sanskrit; sc/srd Sardinian; sd/snd Sindhi; se/sme Northern Sami; sg/sag Sango; sh/hbs
    Serbo-Croatian; si/sin Sinhala; sk/slk/slo Slovak; sl/slv Slovenian; sm/smo Samoan; sn/sna Shona; so/som
    Somali; sq/sqi/alb Albanian; sr/srp Serbian; ss/ssw Swati; st/sot Southern Sotho; su/sun Sundanese; sv/swe
    Swedish; sw/swa Swahili; ta/tam Tamil; te/tel Telugu; tg/tgk Tajik; th/tha Thai; ti/tir Tigrinya; tk/tuk
    Turkmen; tl/tgl Tagalog; tn/tsn Tswana; to/ton Tongan; tr/tur Turkish; ts/tso Tsonga; tt/tat Tatar; tw/twi
    Twi; ty/tah Tahitian; ug/uig Uyghur; uk/ukr Ukrainian; ur/urd Urdu; uz/uzb Uzbek; ve/ven Venda; vi/vie
    Vietnamese; vo/vol Volapük; wa/wln Walloon; wo/wol Wolof; xh/xho Xhosa; yi/yid Yiddish; yo/yor Yoruba;
    za/zha Zhuang; zh/zho/chi Chinese; zu/zul Zulu
    """
)
"""The languages of ISO 639-1, all their codes parted by "/", the two-letter code first."""

GROUPS = _rows(
    """
    ROMANCE Romance languages; NORTH_EU North European languages; SCANDINAVIA Scandinavian languages; CELTIC
    Celtic languages; NORWAY Norwegian; SAMI Sami languages; ZH Chinese languages; aav Austro-Asiatic languages;
    afa Afro-Asiatic languages; alv Atlantic-Congo languages; art artificial languages; bat Baltic languages;
    ber Berber languages; bnt Bantu languages; cau Caucasian languages; ccs South Caucasian languages; cel
    Celtic languages; cpf French-based creoles; cpp Portuguese-based creoles; crp creoles and pidgins; cus
    Cushitic languages; dra Dravidian languages; euq Basque languages; fiu Finno-Ugrian languages; gem Germanic
    languages; gmq North Germanic languages; gmw West Germanic languages; grk Greek languages; iir Indo-Iranian
    languages; inc Indic languages; ine Indo-European languages; ira Iranian languages; itc Italic languages;
    map Austronesian languages; mkh Mon-Khmer languages; mul many languages; nic Niger-Congo languages; phi
    Philippine languages; poz Malayo-Polynesian languages; pqe Eastern Malayo-Polynesian languages; roa Romance
    languages; sal Salishan languages; sem Semitic languages; sit Sino-Tibetan languages; sla Slavic languages;
    trk Turkic languages; tut Altaic languages; urj Uralic languages; zle East Slavic languages; zls South
    Slavic languages; zlw West Slavic languages
    """
)
"""Groups of languages that opus-mt models are named for: its own codes, and ISO 639-5."""
