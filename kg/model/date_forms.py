"""Dates as people write them, in English, Russian, French and Kazakh, and the same in EDTF, to be offered where they are plain.

Nothing is guessed: ``03/04/2024`` may be a day in March or in April, and gets no offer.
"""

from __future__ import annotations

import re
import unicodedata

_MONTHS = (
    "jan(uary|v|vier)?|янв(арь|аря|аре)?|қаңтар",
    "feb(ruary)?|fevr?(ier)?|фев(р|раль|раля|рале)?|ақпан",
    "mar(ch|s)?|мар(т|та|те)?|наурыз",
    "apr(il)?|avr(il)?|апр(ель|еля|еле)?|сәуір",
    "may|mai|ма[йяе]|мамыр",
    "june?|juin|июн[ьяе]?|маусым",
    "july?|juil(let)?|июл[ьяе]?|шілде",
    "aug(ust)?|aout|авг(уст|уста|усте)?|тамыз",
    "sept?(ember|embre)?|сент?(ябрь|ября|ябре)?|қыркүйек",
    "oct(ober|obre)?|окт(ябрь|ября|ябре)?|қазан",
    "nov(ember|embre)?|ноя(б|брь|бря|бре)?|қараша",
    "dec(ember|embre)?|дек(абрь|абря|абре)?|желтоқсан",
)
_KAZAKH_ENDINGS = "(да|де|та|те|дан|ден|тан|тен|ның|нің|дың|дің|тың|тің|дағы|дегі|тағы|тегі|ы|і|ында|інде)?"
_SEASONS = (
    "spring|printemps|весн[аыеу]|весной|көктем",
    "summer|ete|лет[оае]|летом|жаз",
    "autumn|fall|automne|осен[ьи]|осенью|күз",
    "winter|hiver|зим[аыеу]|зимой|қыс",
)
_FILLERS = re.compile(
    "the|of|on|in|le|en|au|du|de|l|st|nd|rd|th|er|в|во|на|го|е|ое|года?|году|г|жыл(ы|ғы|дың)?|ж|day|year"
)
_TOKEN = re.compile(r"[^\W\d_]+|\d+|\S")
_SEPARATORS = ",."
_RANGE = re.compile(r"\s*[–—]\s*|\s+-\s+")

_DAYS = re.compile(r"^(\d{1,2})-(\d{1,2})(?=\s+[^\W\d])")
_YEAR = re.compile(r"\b[0-9]{4}\b")


def plain_form(text: str) -> str:
    """The EDTF date that a text plainly means; empty if it means none, or might mean several.

    >>> [plain_form(text) for text in ("6 March 2024", "6 марта 2024 г.", "le 1er août 2024", "2024 жылғы 6 наурыз")]
    ['2024-03-06', '2024-03-06', '2024-08-01', '2024-03-06']
    >>> [plain_form(text) for text in ("03/04/2024", "25.04.2024", "6–8 March 2024", "1990s")]
    ['', '2024-04-25', '2024-03-06/2024-03-08', '199X']
    """
    ends = _RANGE.split(_DAYS.sub(r"\1 – \2", text.strip()))
    if len(ends) == len(("from", "to")):
        first, last = ends
        if first.isdecimal() and len(first) <= len("31"):
            first = re.sub(r"\d+", first, last, count=1)  # 6–8 March 2024
        elif not _YEAR.search(first) and (year := _YEAR.search(last)):
            first = f"{first} {year[0]}"  # 6 March – 8 April 2024
        span = _one(first), _one(last)
        return "/".join(span) if all(span) else ""
    return _one(text)


def _one(text: str) -> str:
    whole = unicodedata.normalize("NFKC", text).strip().casefold()
    for read in (_by_digits, _by_words):
        if found := read(whole):
            return found
    return ""


def _by_digits(text: str) -> str:
    """A date in digits alone, if only one order of its parts is possible."""
    if re.fullmatch(r"[0-9]{4}(-[0-9xu]{2}){0,2}|[0-9xu]{4}", text):
        return re.sub("[xu]", "X", text)
    if found := re.fullmatch(r"([0-9]{3})0(?:s|-?е|-ші жылдар)", text):
        return f"{found[1]}X"
    if found := re.fullmatch(r"([0-9]{4})([-./]?)([0-9]{1,2})\2([0-9]{1,2})", text):
        return _dated(found[1], found[3], found[4]) if found[2] or len(text) == len("20240306") else ""
    found = re.fullmatch(r"([0-9]{1,2})([-./])([0-9]{1,2})\2([0-9]{4})", text)
    if not found:
        return ""
    orders = {_dated(found[4], month, day) for month, day in ((found[1], found[3]), (found[3], found[1]))} - {""}
    return orders.pop() if len(orders) == 1 else ""


def _by_words(text: str) -> str:
    """A date with the name of its month or season, or a year with a word that adds nothing."""
    tokens = [token for token in _TOKEN.findall(text) if token not in _SEPARATORS and not _FILLERS.fullmatch(token)]
    numbers = [token for token in tokens if token.isdecimal()]
    names = [token for token in tokens if not token.isdecimal()]
    years = [number for number in numbers if len(number) == len("2024")]
    days = [number for number in numbers if len(number) <= len("31")]
    if len(years) != 1 or len(names) > 1 or len(days) > 1 or len(years) + len(days) != len(numbers):
        return ""
    if not names:
        return "" if days else years[0]
    plain = "".join(c for c in unicodedata.normalize("NFD", names[0]) if c != "\u0301" and c not in "\u0300\u0302")
    plain = unicodedata.normalize("NFC", plain)
    month, season = _numbered(plain, _MONTHS), _numbered(plain, _SEASONS)
    if season and not days:
        return f"{years[0]}-{20 + season}"
    return _dated(years[0], str(month), *days) if month else ""


def _numbered(word: str, patterns: tuple[str, ...]) -> int:
    """Which of the patterns a word matches, counted from 1; 0 if none."""
    found = (n for n, pattern in enumerate(patterns, 1) if re.fullmatch(f"({pattern}){_KAZAKH_ENDINGS}", word))
    return next(found, 0)


def _dated(year: str, month: str, day: str = "") -> str:
    """The date, if the calendar may have it."""
    in_range = 0 < int(month) <= len(_MONTHS) and (not day or 0 < int(day) <= 31)  # noqa: PLR2004  # a month's last day
    return "-".join([year, month.zfill(2), *([day.zfill(2)] if day else [])]) if in_range else ""
