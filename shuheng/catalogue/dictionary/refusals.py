"""What both servers' dictionaries refuse in the same words."""

from collections.abc import Collection, Iterable, Sequence

from shuheng.catalogue.dictionary.column import MOST_COLUMNS
from shuheng.problems import Problem, ProblemsError

CONNECT_SECONDS = 5
STATEMENT_SECONDS = 10


def demand_hosts(hosts: Iterable[str], known: Collection[str]) -> None:
    """Only servers that the settings name are asked, so that nobody looks around the network from here."""
    allowed = {one.lower() for one in known}
    strange = [host for host in hosts if host.lower() not in allowed]
    if strange:
        message = f"系统没有开通从“{strange[0][:100]}”读取数据字典。"
        hint = "请系统管理员在 SHUHENG_HARVEST_HOSTS 中写明这台主机；也可以改用导出的文件。"
        raise failed("dictionary-host", message, hint)


def demand_columns(rows: Sequence[object], schema: str) -> None:
    """Some columns, and not too many."""
    if len(rows) > MOST_COLUMNS:
        message = f"字段超过 {MOST_COLUMNS} 个。"
        raise failed("dictionary-too-many", message, "请用只能看到所需各表的账号，或改用导出的文件。")
    if not rows:
        message = f"模式“{schema[:60]}”里没有这个账号看得到的表。"
        raise failed(
            "dictionary-empty", message, "请核对模式名（PostgreSQL 常用 public，MySQL 写库名）和账号的权限。"
        )


def too_slow() -> ProblemsError:
    return failed("dictionary-slow", f"数据库 {STATEMENT_SECONDS} 秒没有答完。", "请改用导出的文件。")


def not_read(reason: str, password: str) -> ProblemsError:
    """What the server said, on one line, without the password."""
    words = " ".join(reason.split())[:300]
    hint = "请核对地址、端口、账号和网络；也可以改用导出的文件。"
    return failed(
        "dictionary-connect", f"没有读到数据库：{words.replace(password, '***') if password else words}", hint
    )


def failed(code: str, message: str, hint: str) -> ProblemsError:
    return ProblemsError([Problem(code, message, hint=hint)])
