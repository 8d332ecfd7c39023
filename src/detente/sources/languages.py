"""Which language a text is in, as far as coding needs to know: English is coded, other languages are said to be not."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter

NAMES = {
    "en": "English", "ar": "Arabic", "fa": "Persian", "he": "Hebrew", "ru": "Russian", "fr": "French", "de": "German",
    "es": "Spanish", "it": "Italian", "pt": "Portuguese", "tr": "Turkish", "uk": "Ukrainian", "zh": "Chinese",
    "ja": "Japanese", "ko": "Korean", "ur": "Urdu", "nl": "Dutch", "pl": "Polish", "el": "Greek",
}  # fmt: skip
_COMMON = {
    "en": "the of to and in that is for on was with as by it be at from has have had are were said not this would will an its",
    "fr": "le la les des et en du une est que pour dans qui sur pas au plus par avec ce sont il elle se aux ont été mais",
    "de": "der die und das den von zu mit sich des auf für ist im dem nicht ein eine als auch es an werden aus er hat dass",
    "es": "el la los las de y que en un una por con para es se del al no su lo como más pero sus ha fue este",
    "it": "il la le di e che in un una per con è si del della non i al dei sono da ha gli nel anche più",
    "pt": "o a os as de e que em um uma para com não do da se por mais dos na no foi ao das são",
    "tr": "ve bir bu da de için ile olarak olan çok daha gibi kadar sonra ancak ne dedi",
    "nl": "de het een en van in is dat op te zijn voor met niet die aan er om ook als naar",
}  # fmt: skip
_SETS = {language: frozenset(words.split()) for language, words in _COMMON.items()}
FEWEST_WORDS = 12
"""Words that a text must have for its language to be told apart from others in the same letters."""


def language_of(text: str, otherwise: str | None = None) -> str | None:
    """The two-letter code of a text's language; ``otherwise`` where it is too short to tell.

    >>> language_of("The envoy said that the talks would go on for at least another two days.")
    'en'
    >>> language_of("قال المبعوث إن المحادثات سوف تستمر")
    'ar'
    """
    script = _script(text)
    if script is None:
        return otherwise
    if script != "LATIN":
        return _by_letters(script, text, otherwise)
    words = re.findall(r"[^\W\d_]+", text[:5000].lower())
    if len(words) < FEWEST_WORDS:
        return otherwise
    scores = {language: sum(word in common for word in words) for language, common in _SETS.items()}
    best = max(scores, key=lambda it: (scores[it], it == otherwise, it == "en"))
    return best if scores[best] >= 0.1 * len(words) else otherwise


def _by_letters(script: str, text: str, otherwise: str | None) -> str:
    if script == "ARABIC":
        if otherwise in ("ar", "fa", "ur"):
            return otherwise
        return "fa" if re.search("[پچژگ]|می‌| است", text) else "ar"
    if script == "CYRILLIC":
        return otherwise if otherwise in ("ru", "uk", "bg", "sr") else "uk" if re.search("[їєґі]", text) else "ru"
    known = {"HEBREW": "he", "GREEK": "el", "CJK": "zh", "HIRAGANA": "ja", "KATAKANA": "ja", "HANGUL": "ko"}
    return known.get(script, "other")


def _script(text: str) -> str | None:
    """The script that most letters belong to."""
    letters = [letter for letter in text[:2000] if letter.isalpha()]
    if not letters:
        return None
    counted = Counter(unicodedata.name(letter, "OTHER").split(" ")[0].split("-")[0] for letter in letters)
    return counted.most_common(1)[0][0]
