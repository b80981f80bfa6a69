"""The real thing: site and worker in their processes, on both databases, killed and stopped in the middle of a job."""

import os
import signal
import socket
import subprocess
import urllib.request
from pathlib import Path

import pytest

from tests.rooms.jobs.conftest import copied
from tests.rooms.jobs.installation import Installation, free_port, wait_until

NUMBER = 40
PAUSE = 0.1
READ_ONLY = """
import django; django.setup()
from django.db import connection
connection.cursor().execute('ALTER DATABASE "read-only" SET default_transaction_read_only = on')
"""


def counted(folder: Path) -> int:
    return len(list(folder.glob("0*")))


def attempts(folder: Path) -> list[int]:
    """The process of each attempt, in order."""
    return [int(one.read_text() or 0) for one in sorted(folder.glob("attempt-*"))]


def in_the_middle(place: Installation) -> bool:
    return counted(place.marks) >= 5


def all_counted(place: Installation) -> bool:
    return counted(place.marks) == NUMBER


def test_a_worker_killed_in_the_middle_is_replaced_and_the_job_goes_on(on_both: Installation) -> None:
    number = on_both.start_job("count", number=NUMBER, pause=PAUSE)
    on_both.serve()
    wait_until(lambda: in_the_middle(on_both))
    os.kill(attempts(on_both.marks)[0], signal.SIGKILL)
    done_before = counted(on_both.marks)
    wait_until(lambda: on_both.job(number)["state"] == "done")
    job = on_both.job(number)
    assert 5 <= done_before < NUMBER
    assert (counted(on_both.marks), job["done"], job["total"], job["attempts"]) == (NUMBER, NUMBER, NUMBER, 2)
    assert len(set(attempts(on_both.marks))) == 2


def test_everything_killed_at_once_goes_on_after_the_next_start(on_both: Installation) -> None:
    number = on_both.start_job("count", number=NUMBER, pause=PAUSE)
    on_both.serve()
    wait_until(lambda: in_the_middle(on_both))
    on_both.kill_everything()
    assert on_both.processes() == {}
    assert on_both.job(number)["state"] == "running"
    on_both.serve()
    wait_until(lambda: on_both.job(number)["state"] == "done")
    assert (counted(on_both.marks), on_both.job(number)["attempts"]) == (NUMBER, 2)


def test_when_asked_to_stop_the_job_waits_and_nothing_is_left(installation: Installation) -> None:
    number = installation.start_job("count", number=NUMBER, pause=PAUSE)
    served = installation.serve()
    wait_until(lambda: in_the_middle(installation))
    served.send_signal(signal.SIGTERM)
    assert (served.wait(timeout=20), installation.said) == (0, "")
    assert installation.processes() == {}
    job = installation.job(number)
    assert (job["state"], job["attempts"]) == ("queued", 0)
    served = installation.serve()
    wait_until(lambda: installation.job(number)["state"] == "done")
    assert counted(installation.marks) == NUMBER
    served.send_signal(signal.SIGINT)
    assert (served.wait(timeout=20), installation.said) == (0, "")
    assert installation.processes() == {}


def test_a_supervisor_that_is_killed_leaves_nothing_behind(installation: Installation) -> None:
    number = installation.start_job("count", number=NUMBER, pause=PAUSE)
    served = installation.serve()
    wait_until(lambda: in_the_middle(installation))
    served.kill()
    wait_until(lambda: installation.processes() == {}, seconds=60)
    assert installation.job(number)["state"] == "queued"


def test_pages_and_job_work_side_by_side(installation: Installation) -> None:
    port = free_port()
    number = installation.start_job("count", number=NUMBER, pause=PAUSE)
    installation.serve(port)
    wait_until(lambda: in_the_middle(installation))
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/jobs/{number}/", timeout=10) as answer:
        text = answer.read().decode()
    assert "正在进行" in text
    assert f'max="{NUMBER}"' in text
    wait_until(lambda: all_counted(installation))


def test_a_port_that_is_taken_stops_the_worker_too(installation: Installation) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        served = installation.serve(taken.getsockname()[1])
        assert served.wait(timeout=60) != 0
    assert "网站已退出" in installation.said
    assert installation.processes() == {}


def test_a_worker_that_ends_stops_the_site_too(installation: Installation) -> None:
    served = installation.serve()
    wait_until(lambda: any("gunicorn" in command for command in installation.processes().values()))
    clusters = [number for number, command in installation.processes().items() if "qcluster" in command]
    os.kill(min(clusters), signal.SIGKILL)
    assert served.wait(timeout=30) != 0
    assert "后台进程已退出" in installation.said
    assert installation.processes() == {}


def refused(place: Installation) -> str:
    """What a start on this database says before it gives up."""
    assert place.serve().wait(timeout=30) == 1
    assert place.processes() == {}
    return place.said


def test_without_tables_the_start_says_what_to_do(tmp_path: Path) -> None:
    said = refused(Installation(tmp_path))
    assert said == "CommandError: 数据库的表不是当前版本，请先执行：python manage.py migrate"


def test_a_database_that_cannot_be_opened_is_one_clear_line(tmp_path: Path) -> None:
    (tmp_path / "var/shuheng.sqlite3").mkdir(parents=True)
    (tmp_path / "var").chmod(0o700)
    said = refused(Installation(tmp_path))
    assert "连不上数据库（unable to open database file）" in said
    assert len(said.splitlines()) == 1


def test_a_server_that_is_not_there_is_one_clear_line(tmp_path: Path) -> None:
    said = refused(Installation(tmp_path, f"postgresql://shuheng@/shuheng?host={tmp_path}"))
    assert "连不上数据库" in said
    assert len(said.splitlines()) == 1


def test_a_database_that_is_read_only_is_one_clear_line(own_server: str, tmp_path: Path) -> None:
    place = Installation(tmp_path, copied(own_server, "read-only"))
    place.call("-c", READ_ONLY)
    said = refused(place)
    assert "不能写入（transaction_read_only = on）" in said
    assert len(said.splitlines()) == 1


def test_a_file_that_is_read_only_is_one_clear_line(installation: Installation) -> None:
    if os.geteuid() == 0:
        pytest.skip("no file is read-only to root; PostgreSQL shows the same above")
    (installation.folder / "var/shuheng.sqlite3").chmod(0o400)
    assert "不能写入" in refused(installation)


def test_the_check_before_the_tables_are_made(tmp_path: Path) -> None:
    place = Installation(tmp_path)
    assert place.call("manage.py", "check_database").returncode == 0
    (tmp_path / "var/shuheng.sqlite3").unlink(missing_ok=True)
    (tmp_path / "var/shuheng.sqlite3").mkdir()
    done: subprocess.CompletedProcess[str] = place.call("manage.py", "check_database", check=False)
    assert done.returncode == 1
    assert done.stderr.startswith("CommandError: 连不上数据库")
