"""Days that exist, as patterns: databases disagree about what a cast of a text to a date takes."""

LONG_MONTHS = "(?:0[13578]|1[02])(?:0[1-9]|[12][0-9]|3[01])"
SHORT_MONTHS = "(?:0[469]|11)(?:0[1-9]|[12][0-9]|30)"
FEBRUARY = "02(?:0[1-9]|1[0-9]|2[0-8])"
DAY_OF_MONTH = f"{LONG_MONTHS}|{SHORT_MONTHS}|{FEBRUARY}"  # MMDD of a year that is no leap year
YEAR = "(?:1[89]|2[01])[0-9]{2}"  # 1800 to 2199
LEAP_YEAR = "(?:(?:1[89]|2[01])(?:0[48]|[2468][048]|[13579][26])|2000)"
TIME = (
    "(?:(?: |T)(?:[01]?[0-9]|2[0-3]):[0-5][0-9](?::[0-5][0-9](?:[.][0-9]{1,9})?)?"
    "(?:Z|[+-][0-9]{2}:?[0-9]{2})?)?"
)
TIME_TIGHT = "(?:(?:[01][0-9]|2[0-3])[0-5][0-9][0-5][0-9])?"
TIME_HAN = "(?: ?(?:[01]?[0-9]|2[0-3])时(?:[0-5]?[0-9]分(?:[0-5]?[0-9]秒)?)?)?"


def parted(first: str, second: str, end: str = "") -> str:
    """Year, month and day with a mark behind the year, behind the month and at the end; leading noughts may be left out."""
    long = f"(?:0?[13578]|1[02]){second}(?:0?[1-9]|[12][0-9]|3[01])"
    short = f"(?:0?[469]|11){second}(?:0?[1-9]|[12][0-9]|30)"
    february = f"0?2{second}(?:0?[1-9]|1[0-9]|2[0-8])"
    leap = f"{LEAP_YEAR}{first}0?2{second}29"
    return f"(?:{YEAR}{first}(?:{long}|{short}|{february})|{leap}){end}"


TIGHT = f"(?:{YEAR}(?:{DAY_OF_MONTH})|{LEAP_YEAR}0229)"
FORMS = {
    "2021-01-02": parted("-", "-") + TIME,
    "2021/1/2": parted("/", "/") + TIME,
    "2021.1.2": parted("[.]", "[.]") + TIME,
    "20210102": TIGHT + TIME_TIGHT,
    "2021年1月2日": parted("年", "月", "日") + f"(?:{TIME[3:-2]}|{TIME_HAN[3:-2]})?",
}
DATE_SHAPE = (
    "^[0-9]{4}(?:-[0-9]{1,2}-[0-9]{1,2}|/[0-9]{1,2}/[0-9]{1,2}|[.][0-9]{1,2}[.][0-9]{1,2}|[0-9]{4}|[0-9]{10}"
    "|年[0-9]{1,2}月[0-9]{1,2}日)(?:[ T].*|[0-9]{1,2}[时:].*)?$"
)
