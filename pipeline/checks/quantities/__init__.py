"""Quantities of a sentence: ``german.py`` and ``english.py`` read them, ``comparing.py`` says which are missing.

Own code, after trying what there is on real sentences of both languages (November 2026):

* ``text2num`` 3.1 (MIT, alive, 2.5 ms to import) reads German cardinals rightly, but neither "dreijährig", "zum zweiten
  Mal", "dreimal", "anderthalb" nor "Dutzende", makes "3,5 1000000000" of "3,5 Milliarden", gives no kinds or places;
* ``recognizers-text-number`` (MIT) cannot be imported beside a current ``emoji``;
* ``quantulum3`` and ``word2number`` (MIT) read English alone; the first takes 0.17 s to import, the second takes "a
  three-year-old with eleven children" for 14;
* Babel's ``parse_decimal`` (BSD) has to be told the locale and fails on "1'234" and "1 234".

Against ``num2words`` (LGPL, for that trial alone) the German words were right for every cardinal up to 3,000 and every
997th up to a million, and for the ordinals up to 1,200 but those in "-hundertachte".
"""
