from datetime import date, timedelta


def practised_days(by_day: list[dict], today: date, n: int = 14) -> list[bool]:
    have = {row["local_day"] for row in by_day}
    return [(today - timedelta(days=n - 1 - i)).isoformat() in have for i in range(n)]


def streak(by_day: list[dict], today: date) -> int:
    have = {row["local_day"] for row in by_day}
    day = today if today.isoformat() in have else today - timedelta(days=1)
    run = 0
    while day.isoformat() in have:
        run += 1
        day -= timedelta(days=1)
    return run
